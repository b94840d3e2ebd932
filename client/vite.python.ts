/** Builds what runs Python in the browser: a classic script, the interpreter, its library, and the sandbox's page. */

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build, type Plugin } from 'vite';

const TARGET = fileURLToPath(new URL('../dist/python', import.meta.url));
const local = (file: string): string => fileURLToPath(new URL(`sheet/python/${file}`, import.meta.url));
const ofPyodide = (file: string): string => fileURLToPath(import.meta.resolve(`pyodide/${file}`));

/** Emscripten asks for its script's address, a syntax error in a classic script; the answer is never fetched. */
const noImportMeta: Plugin = {
  name: 'no-import-meta',
  enforce: 'pre',
  transform: {
    filter: { id: /pyodide\.asm\.mjs$/ },
    handler: (code) => ({ code: code.replaceAll('import.meta.url', '"https://python.invalid/"'), map: null }),
  },
};

/** One file with everything it imports, as a script that is no module. */
async function bundle(entry: string): Promise<string> {
  const [result] = (await build({
    configFile: false,
    logLevel: 'error',
    plugins: [noImportMeta],
    build: {
      write: false,
      minify: false,
      target: 'es2023',
      lib: { entry: local(entry), formats: ['iife'], name: 'practiceRoomPython', fileName: entry },
      rolldownOptions: {
        // Imported where Pyodide runs under Node.
        external: [/^node:/, 'ws'],
        // A function of a script that is not strict shows its arguments, such as the port, to code that it calls.
        output: { strict: true, minify: { compress: false, mangle: false, codegen: true } },
      },
    },
  })) as { output: { code?: string }[] }[];
  const code = result?.output[0]?.code;
  if (!code) throw new Error(`${entry} gave no script`);
  return code;
}

const page = (script: string): string =>
  `<!doctype html><meta charset="utf-8"><title>Python</title><script>${script.replaceAll('</script', '<\\/script')}</script>\n`;

async function files(): Promise<Record<string, Buffer>> {
  const [worker, frame, wasm, library, zones] = await Promise.all([
    bundle('worker.ts'),
    bundle('frame.ts'),
    readFile(ofPyodide('pyodide.asm.wasm')),
    readFile(ofPyodide('python_stdlib.zip')),
    readFile(fileURLToPath(new URL('../shared/python/zones.zip', import.meta.url))),
  ]);
  return {
    'frame.html': Buffer.from(page(frame)),
    'worker.js': Buffer.from(worker),
    'python.wasm': wasm,
    'library.zip': library,
    'zones.zip': zones,
  };
}

const asGzip = promisify(gzip);
const asBrotli = promisify(brotliCompress);
/** Two seconds for the interpreter; quality 10 takes fourteen and saves a twelfth. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24 } };

async function write(folder: string, name: string, content: Buffer): Promise<void> {
  await writeFile(join(folder, name), content);
  // A zip file is compressed already, and the frame is small.
  if (!/\.(js|wasm)$/.test(name)) return;
  await writeFile(join(folder, `${name}.gz`), await asGzip(content, { level: 9 }));
  await writeFile(join(folder, `${name}.br`), await asBrotli(content, BROTLI));
}

/** Writes dist/python/<version>/…, unless it is there, and dist/python/runtime.json, which names it. */
export async function buildRuntime(): Promise<void> {
  const contents = await files();
  const hash = createHash('sha256');
  for (const [name, content] of Object.entries(contents)) hash.update(`${name}\n${content.length}\n`).update(content);
  const version = hash.digest('hex').slice(0, 16);
  if (existsSync(join(TARGET, version)) && existsSync(join(TARGET, 'runtime.json'))) return;

  await rm(TARGET, { recursive: true, force: true });
  const unfinished = join(TARGET, 'unfinished');
  await mkdir(unfinished, { recursive: true });
  await Promise.all(Object.entries(contents).map(([name, content]) => write(unfinished, name, content)));
  await rename(unfinished, join(TARGET, version));
  const bytes = Object.fromEntries(Object.entries(contents).map(([name, content]) => [name, content.length]));
  await writeFile(join(TARGET, 'runtime.json'), JSON.stringify({ version, bytes }));
}

/** Builds the runtime with the client, and before a development server answers. A changed worker needs a new start. */
export function pythonRuntime(): Plugin {
  let built: Promise<void> | undefined;
  const once = () => (built ??= buildRuntime());
  return { name: 'python-runtime', buildStart: once, configureServer: once };
}
