/** The thread that owns the SQLite file: it carries out calls in the order in which they came, and steps of rooms that wait behind each other in one commit. */

import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import { toFailure, type Answer, type Call, type ThreadData } from './sqlite-calls.ts';
import { openSqliteFile, type SqliteStore } from './sqlite-file.ts';
import type { RoomStep } from './store.ts';

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

/** What else has been called meanwhile, without waiting. */
function* alsoOn(port: MessagePort): Generator<Call> {
  for (let next; (next = receiveMessageOnPort(port) as { message: Call } | undefined);) yield next.message;
}

/** Takes the steps away that are next. */
function takeSteps(calls: Call[]): Call[] {
  const end = calls.findIndex(({ method }) => method !== 'append');
  return calls.splice(0, end < 0 ? calls.length : end);
}

async function stepTogether(store: SqliteStore, calls: readonly Call[]): Promise<void> {
  const settled = await store.appendTogether(calls.map(({ args }) => args[0] as RoomStep));
  for (const [i, { id }] of calls.entries()) {
    const result = settled[i];
    const answer: Answer =
      result?.status === 'fulfilled' ? { id, value: result.value } : { id, failure: toFailure(result?.reason) };
    parentPort?.postMessage(answer);
  }
}

async function serve({ file }: ThreadData): Promise<void> {
  const store = await openSqliteFile(file);
  const next = async (calls: Call[]): Promise<void> => {
    const steps = takeSteps(calls);
    if (steps.length > 0) return stepTogether(store, steps);
    const call = calls.shift();
    if (call) return carryOut(store, call);
  };
  let last = Promise.resolve();
  parentPort?.on('message', (call: Call) => {
    const calls = [call, ...(parentPort ? alsoOn(parentPort) : [])];
    last = last.then(async () => {
      while (calls.length > 0) await next(calls);
    });
  });
}

await answer(0, () => serve(workerData as ThreadData));
