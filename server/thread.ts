/** Starts a thread from the file of its module, which is TypeScript in the tree and JavaScript in the built server. */

import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Nothing of how this process was started (an inspector, a test runner's hooks) belongs in the thread.
 * @param module written as `new URL('./name.ts', import.meta.url)`: server/vite.config.ts builds what it finds written
 * so
 */
export function startThread(module: URL, options: WorkerOptions = {}): Worker {
  if (!module.pathname.endsWith('.ts')) return new Worker(module, { ...options, execArgv: [] });
  return new Worker(new URL('./thread.mjs', import.meta.url), { ...options, execArgv: [], argv: [module.href] });
}
