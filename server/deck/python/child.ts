/**
 * The process that runs a deck's Python: Pyodide with the harness, one job at a time, killed from outside if it must.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { loadPyodide } from 'pyodide';
import { PYTHON_LIMITS } from '../../../shared/python/limits.ts';
import type { JobAnswer, JobMessage } from './jobs.ts';

const HARNESS = new URL('../../../shared/python/', import.meta.url);
const OF_THE_DECK = new URL('./jobs.py', import.meta.url);
const HOME = '/practice';
const PAGE_BYTES = 2 ** 16;

/** As much of WebAssembly as the cap needs; Node has it, its types do not. */
interface WithMemory {
  WebAssembly: { Memory: { prototype: { buffer: ArrayBuffer; grow(pages: number): number } } };
}

/** Python meets its own MemoryError long before the machine runs out. */
function capMemory(): void {
  const { prototype } = (globalThis as unknown as WithMemory).WebAssembly.Memory;
  const { grow } = prototype;
  prototype.grow = function (pages) {
    const after = this.buffer.byteLength / PAGE_BYTES + pages;
    if (after > (PYTHON_LIMITS.memoryMiB * 2 ** 20) / PAGE_BYTES) throw new RangeError('over the memory limit');
    return grow.call(this, pages);
  };
}

async function start(): Promise<(kind: string, asks: string) => string> {
  capMemory();
  const python = await loadPyodide({ env: { HOME: '/home/pyodide', PYTHONHASHSEED: '0' } });
  const { FS } = python;
  FS.mkdirTree(`${HOME}/harness`);
  for (const name of readdirSync(HARNESS).filter((file) => file.endsWith('.py'))) {
    FS.writeFile(`${HOME}/harness/${name}`, readFileSync(new URL(name, HARNESS)));
  }
  FS.writeFile(`${HOME}/harness/jobs.py`, readFileSync(OF_THE_DECK));
  FS.writeFile(`${HOME}/zones.zip`, readFileSync(new URL('zones.zip', HARNESS)));
  python.runPython(`import sys; sys.path += ${JSON.stringify([HOME, `${HOME}/zones.zip`])}`);
  return python.runPython('from harness.jobs import do; do') as (kind: string, asks: string) => string;
}

const send = (answer: JobAnswer): void => void process.send?.(answer);

const job = await start();
process.on('message', ({ kind, asks }: JobMessage) => {
  try {
    send({ gives: job(kind, asks) });
  } catch (error) {
    send({ failed: error instanceof Error ? error.message : String(error) });
  }
});
send({ ready: true });
