/** The thread that owns the SQLite file: it carries out one call at a time, in the order in which they came. */

import { parentPort, workerData } from 'node:worker_threads';
import { toFailure, type Answer, type Call, type ThreadData } from './sqlite-calls.ts';
import { openSqliteFile, type SqliteStore } from './sqlite-file.ts';

async function answer(id: number, act: () => Promise<unknown>): Promise<void> {
  const reply: Answer = await act().then(
    (value) => ({ id, value }),
    (error: unknown) => ({ id, failure: toFailure(error) }),
  );
  parentPort?.postMessage(reply);
}

async function carryOut(store: SqliteStore, { id, method, args }: Call): Promise<void> {
  await answer(id, async (): Promise<unknown> => Reflect.apply(store[method], store, args));
  if (method === 'close') parentPort?.close();
}

async function serve({ file }: ThreadData): Promise<void> {
  const store = await openSqliteFile(file);
  let last = Promise.resolve();
  parentPort?.on('message', (call: Call) => {
    last = last.then(() => carryOut(store, call));
  });
}

await answer(0, () => serve(workerData as ThreadData));
