/** Starts Python in this worker from what it was given: nothing is fetched. The one user of Pyodide in the browser. */

import { loadPyodide, version, type PyodideInterface } from 'pyodide';
import createPyodideModule from 'pyodide/pyodide.asm.mjs';
import * as lock from 'pyodide/pyodide-lock.json';
import { importHarness, mountHarness } from './harness.ts';
import type { RuntimeFiles } from './messages.ts';

/** An address that Pyodide would load from, and never does. */
const NOWHERE = 'https://python.invalid/';

/** While it loads, Pyodide asks for its parts by their addresses: the answers are at hand. @returns undoes it */
function answerFetches({ module, library }: RuntimeFiles): () => void {
  const { fetch } = globalThis;
  const { instantiateStreaming } = WebAssembly;
  globalThis.fetch = (what) =>
    Promise.resolve(String(what).endsWith('.zip') ? new Response(library) : new Response(null));
  WebAssembly.instantiateStreaming = async (_source, imports) => ({
    module,
    instance: await WebAssembly.instantiate(module, imports),
  });
  return () => {
    globalThis.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  };
}

/** Bytes of C stack that Python may use. */
const C_STACK = 128 * 1024;

/** As much of Emscripten's memory as is needed here. */
interface CStack {
  _emscripten_stack_get_free(): number;
  __emscripten_stack_alloc(bytes: number): number;
}

/**
 * Python ends a recursion through C when its C stack of 10 MB is used up. The browser's own stack is used up long
 * before, and then Python itself ends. With this much, Python mostly notices first, and raises RecursionError.
 */
function leaveLittleStack(python: PyodideInterface): void {
  // Not among Pyodide's types; its version is pinned.
  const { _module: stack } = python as PyodideInterface & { _module: CStack };
  stack.__emscripten_stack_alloc(stack._emscripten_stack_get_free() - C_STACK);
}

/**
 * A Python with the harness loaded that has run nothing else. `_makeSnapshot` and `_loadSnapshot` are private to
 * Pyodide, whose version is pinned: a caller must handle a snapshot that does not load.
 */
export async function startPython(files: RuntimeFiles, makesSnapshot: boolean): Promise<PyodideInterface> {
  const undo = answerFetches(files);
  try {
    const python = await loadPyodide({
      indexURL: NOWHERE,
      packageBaseUrl: NOWHERE,
      lockFileContents: JSON.stringify({ info: { ...lock.info, version }, packages: {} }),
      createPyodideModule,
      _makeSnapshot: makesSnapshot,
      ...(files.snapshot && { _loadSnapshot: files.snapshot }),
    });
    mountHarness(python, files.zones);
    leaveLittleStack(python);
    if (!files.snapshot) importHarness(python);
    return python;
  } finally {
    undo();
  }
}
