/**
 * The thread that owns the SQLite file. It carries out calls in the order in which they came; steps of rooms that wait
 * behind each other go into one commit.
 */

import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import type { RoomStep } from '../store.ts';
import { toFailure, type Answer, type Call, type ThreadData } from './calls.ts';
import { openSqliteFile, type SqliteStore } from './database.ts';

const send = (answer: Answer): void => parentPort?.postMessage(answer);

function answer(id: number, act: () => unknown): void {
  try {
    send({ id, value: act() });
  } catch (error) {
    send({ id, failure: toFailure(error) });
  }
}

/** What else has been called meanwhile, without waiting. */
function* alsoOn(port: MessagePort): Generator<Call> {
  for (let next; (next = receiveMessageOnPort(port) as { message: Call } | undefined);) yield next.message;
}

/** Removes the steps at the front of `calls`. */
function takeSteps(calls: Call[]): Call[] {
  const end = calls.findIndex(({ method }) => method !== 'append');
  return calls.splice(0, end < 0 ? calls.length : end);
}

function stepTogether(store: SqliteStore, calls: readonly Call[]): void {
  const settled = store.appendTogether(calls.map(({ args }) => args[0] as RoomStep));
  for (const [i, { id }] of calls.entries()) {
    const result = settled[i];
    if (result?.status === 'fulfilled') send({ id, value: result.value });
    else send({ id, failure: toFailure(result?.reason) });
  }
}

function carryOut(store: SqliteStore, { id, method, args }: Call): void {
  answer(id, () => Reflect.apply(store[method], store, args) as unknown);
  if (method === 'close') parentPort?.close();
}

function serve({ file }: ThreadData, port: MessagePort): void {
  const store = openSqliteFile(file);
  port.on('message', (first: Call) => {
    const calls = [first, ...alsoOn(port)];
    while (calls.length > 0) {
      const steps = takeSteps(calls);
      if (steps.length > 0) stepTogether(store, steps);
      const call = calls.shift();
      if (call) carryOut(store, call);
    }
  });
}

answer(0, () => parentPort && serve(workerData as ThreadData, parentPort));
