/**
 * Work on whole documents, in threads and with a time limit, so that the event loop, and with it every other room,
 * never waits for it. A job that takes longer than honest sheets do moves to a second thread, so that one sheet crafted
 * to be slow does not delay another. Recordings, which take longer, have a third.
 */

import type { Worker } from 'node:worker_threads';
import { startThread } from '../../thread.ts';
import type { SheetText } from './document.ts';
import type { FoldAnswer, FoldJob, Stored } from './jobs.ts';
import type { FoldReply } from './worker.ts';

/** A job ran past its time limit and was ended. */
export class TooSlow extends Error {
  override name = 'TooSlow';
}

/** The channel has closed. */
export class Closed extends Error {
  override name = 'Closed';
}

/** Replaces a text that cannot be computed within the limits in any order. */
export const UNREADABLE: SheetText = {
  code: '# This sheet takes too long to read: very many of its edits are at the same place.\n',
  frame: {},
};

export interface FoldLimits {
  /** ms that a job may take before it moves to the second thread, and before it is cancelled. */
  foldQuickMs: number;
  foldSlowMs: number;
  /** ms for making a recording before it is cancelled. */
  recordMs: number;
}

/** ms without a job after which a thread ends: it holds about 15 MB. */
const IDLE_MS = 3_000;
/** MB of one thread's heap: what a job may cost before it takes its thread with it. */
const HEAP_MB = 512;
const YOUNG_MB = 16;

export class FoldThreads {
  readonly #quick: FoldThread;
  readonly #slow: FoldThread;
  readonly #recording: FoldThread;

  constructor({ foldQuickMs, foldSlowMs, recordMs }: FoldLimits) {
    this.#quick = new FoldThread(foldQuickMs);
    this.#slow = new FoldThread(foldSlowMs);
    this.#recording = new FoldThread(recordMs);
  }

  /**
   * Rejects with TooSlow past the longest limit, with Closed once closed, or with what went wrong.
   * @param urgent somebody waits for it
   */
  async run(job: FoldJob, urgent: boolean): Promise<FoldAnswer> {
    if (job.do === 'record') return this.#recording.run(job, urgent);
    try {
      return await this.#quick.run(job, urgent);
    } catch (error) {
      if (!(error instanceof TooSlow)) throw error;
      return this.#slow.run(job, urgent);
    }
  }

  /**
   * What a stored sheet says. It tries the order of the log first, then the order that merging gives: a sheet that is
   * slow in one may be fast in the other.
   */
  async text(stored: Stored): Promise<SheetText> {
    const merged = async (): Promise<Stored> => {
      const { bytes } = await this.run({ do: 'merge', took: 0, ...stored }, true);
      return { snapshot: bytes ?? null, tail: [] };
    };
    for (const sheet of [async () => stored, merged]) {
      try {
        const { text } = await this.run({ do: 'text', ...(await sheet()) }, true);
        if (!text) throw new Error('no text');
        return text;
      } catch (error) {
        if (!(error instanceof TooSlow)) throw error;
      }
    }
    return UNREADABLE;
  }

  async close(): Promise<void> {
    await Promise.all([this.#quick, this.#slow, this.#recording].map((thread) => thread.close()));
  }
}

interface Waiting {
  job: FoldJob;
  done(answer: FoldAnswer): void;
  failed(error: Error): void;
}

/** One thread, started when there is something to do, and its queue. */
class FoldThread {
  readonly #limitMs: number;
  readonly #queue: Waiting[] = [];
  #worker: Worker | null = null;
  #isReady = false;
  #current: Waiting | null = null;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  run(job: FoldJob, urgent: boolean): Promise<FoldAnswer> {
    if (this.#closed) return Promise.reject(new Closed());
    return new Promise((done, failed) => {
      const waiting = { job, done, failed };
      if (urgent) this.#queue.unshift(waiting);
      else this.#queue.push(waiting);
      this.#next();
    });
  }

  #next(): void {
    if (this.#current || this.#queue.length === 0) return;
    this.#worker ??= this.#start();
    if (!this.#isReady) return;
    this.#current = this.#queue.shift() ?? null;
    this.#worker.postMessage(this.#current?.job);
    this.#setTimer(this.#limitMs, () => this.#end(new TooSlow()));
  }

  #start(): Worker {
    const worker = startThread(new URL('./worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: YOUNG_MB },
    });
    worker.unref();
    worker.on('message', (reply: FoldReply) => worker === this.#worker && this.#hear(reply));
    worker.on('error', (error) => worker === this.#worker && this.#end(error));
    return worker;
  }

  #hear(reply: FoldReply): void {
    const current = this.#current;
    this.#isReady = true;
    this.#current = null;
    if ('answer' in reply) current?.done(reply.answer);
    else if ('failed' in reply) current?.failed(new Error(reply.failed));
    this.#setTimer(IDLE_MS, () => this.#end(null));
    this.#next();
  }

  /** Ends the thread; what waits gets another one. */
  #end(error: Error | null): void {
    const worker = this.#worker;
    const current = this.#current;
    if (this.#timer) clearTimeout(this.#timer);
    this.#worker = null;
    this.#isReady = false;
    this.#current = null;
    void worker?.terminate();
    if (error) current?.failed(error);
    // A thread that fails before its first job would fail before every one.
    if (error && !current) for (const waiting of this.#queue.splice(0)) waiting.failed(error);
    this.#next();
  }

  #setTimer(ms: number, then: () => void): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(then, ms).unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    const worker = this.#worker;
    for (const waiting of this.#queue.splice(0)) waiting.failed(new Closed());
    this.#end(new Closed());
    await worker?.terminate();
  }
}
