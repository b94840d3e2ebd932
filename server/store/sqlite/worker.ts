/**
 * The thread that owns the SQLite file. It carries out calls in the order in which they came; steps of rooms that wait
 * behind each other go into one commit. While another process has locked the file, what reads is still carried out at
 * once, and what writes waits without holding up the thread.
 */

import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import type { RoomStep } from '../store.ts';
import { toFailure, type Answer, type Call, type ThreadData } from './calls.ts';
import { openSqliteFile, type SqliteStore } from './database.ts';
import { isBusy } from './durability.ts';

/** How long calls wait for a lock, in ms. Once that is over, calls fail at once until the lock has gone. */
const BUSY_MS = 2_000;
/** How often the lock is tried meanwhile, in ms. */
const TRY_MS = 20;

/** A call that found the file locked. */
interface Waiting {
  call: Call;
  /** When it first did, in ms of the steady clock. */
  since: number;
}

type Result = { value: unknown } | { error: unknown };

const send = (answer: Answer): void => parentPort?.postMessage(answer);

function sendResult(id: number, result: Result): void {
  send('error' in result ? { id, failure: toFailure(result.error) } : { id, ...result });
}

function resultOf(act: () => unknown): Result {
  try {
    return { value: act() };
  } catch (error) {
    return { error };
  }
}

/** What else has been called meanwhile, without waiting. */
function* alsoOn(port: MessagePort): Generator<Call> {
  for (let next; (next = receiveMessageOnPort(port) as { message: Call } | undefined);) yield next.message;
}

/** Removes the steps at the front of `calls`, or else its first call. */
function takeNext(calls: Waiting[]): Waiting[] {
  const end = calls.findIndex(({ call }) => call.method !== 'append');
  return calls.splice(0, end < 0 ? calls.length : Math.max(1, end));
}

class Serving {
  readonly #store: SqliteStore;
  readonly #port: MessagePort;
  #waiting: Waiting[] = [];
  /** Since when the file has been locked, as far as is known. */
  #lockedSince: number | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(store: SqliteStore, port: MessagePort) {
    this.#store = store;
    this.#port = port;
    port.on('message', (first: Call) => this.#receive([first, ...alsoOn(port)]));
  }

  #receive(calls: readonly Call[]): void {
    if (this.#lockedSince !== null) this.#tryLock();
    const since = performance.now();
    this.#carryOut(calls.map((call) => ({ call, since })));
  }

  #carryOut(calls: Waiting[]): void {
    while (calls.length > 0) {
      const next = takeNext(calls);
      if (next[0]?.call.method === 'close') return this.#close(next[0].call);
      for (const [i, result] of this.#resultsOf(next).entries()) {
        const waiting = next[i];
        if (waiting) this.#settle(waiting, result);
      }
    }
  }

  /** One for each of the calls: several are steps. */
  #resultsOf(calls: readonly Waiting[]): Result[] {
    const [first, ...others] = calls;
    if (first && others.length === 0) {
      const { method, args } = first.call;
      return [resultOf(() => Reflect.apply(this.#store[method], this.#store, args) as unknown)];
    }
    const together = resultOf(() => this.#store.appendTogether(calls.map(({ call }) => call.args[0] as RoomStep)));
    if ('error' in together) return calls.map(() => together);
    return (together.value as ReturnType<SqliteStore['appendTogether']>).map((settled) =>
      settled.status === 'fulfilled' ? { value: settled.value } : { error: settled.reason as unknown },
    );
  }

  #settle(waiting: Waiting, result: Result): void {
    if (!('error' in result && isBusy(result.error))) return sendResult(waiting.call.id, result);
    const now = performance.now();
    this.#lockedSince ??= now;
    this.#timer ??= setTimeout(() => this.#tryLock(), TRY_MS);
    if (now - Math.min(waiting.since, this.#lockedSince) < BUSY_MS) this.#waiting.push(waiting);
    else sendResult(waiting.call.id, result);
  }

  /** One try for all that wait, and for those who will come. */
  #tryLock(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const lock = resultOf(() => this.#store.isLocked());
    const isLocked = 'value' in lock && lock.value === true;
    if (isLocked) this.#timer = setTimeout(() => this.#tryLock(), TRY_MS);
    else this.#lockedSince = null;
    const isOver = performance.now() - (this.#lockedSince ?? 0) >= BUSY_MS;
    // Those that have waited too long are answered that the file is locked.
    if (!isLocked || isOver) this.#carryOut(this.#waiting.splice(0));
  }

  /** What still waits gets one more try. */
  #close({ id }: Call): void {
    this.#lockedSince = -Infinity;
    this.#carryOut(this.#waiting.splice(0));
    if (this.#timer) clearTimeout(this.#timer);
    sendResult(
      id,
      resultOf(() => this.#store.close()),
    );
    this.#port.close();
  }
}

const opened = resultOf(() => {
  const { file, leftOpen } = workerData as ThreadData;
  const store = openSqliteFile(file, leftOpen);
  if (parentPort) new Serving(store, parentPort);
});
sendResult(0, opened);
