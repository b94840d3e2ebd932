/**
 * Work on whole documents, in threads and with a time limit: the event loop, and with it every other room, waits for none of it. What takes longer than
 * honest sheets do moves to a second thread, so that one sheet made to be slow holds up no other one. Recordings, which take longer, have a third.
 */

import type { Worker } from 'node:worker_threads';
import { startThread } from '../thread.ts';
import type { FoldAnswer, FoldJob } from './fold-jobs.ts';
import type { FoldReply } from './fold-worker.ts';

/** A job ran past the limit and was ended. */
export class TooSlow extends Error {
  override name = 'TooSlow';
}

/** The channel has closed. */
export class FolderClosed extends Error {
  override name = 'FolderClosed';
}

export interface FolderLimits {
  /** ms for a job before it moves out of the others' way, and before it is given up. */
  foldQuickMs: number;
  foldSlowMs: number;
  /** ms for making a recording before it is given up. */
  recordMs: number;
}

/** ms without a job after which a thread ends: it holds some 15 MB. */
const IDLE_MS = 3_000;
/** MB of one thread's heap: what a job may cost before it takes its thread with it. */
const HEAP_MB = 512;
const YOUNG_MB = 16;

export class Folder {
  readonly #quick: Lane;
  readonly #slow: Lane;
  readonly #recording: Lane;

  constructor({ foldQuickMs, foldSlowMs, recordMs }: FolderLimits) {
    this.#quick = new Lane(foldQuickMs);
    this.#slow = new Lane(foldSlowMs);
    this.#recording = new Lane(recordMs);
  }

  /**
   * Rejects with TooSlow past the longest limit, with FolderClosed at the end, or with what went wrong.
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

  async close(): Promise<void> {
    await Promise.all([this.#quick, this.#slow, this.#recording].map((lane) => lane.close()));
  }
}

interface Waiting {
  job: FoldJob;
  done(answer: FoldAnswer): void;
  failed(error: Error): void;
}

/** One thread, started when there is something to do, and its queue. */
class Lane {
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
    if (this.#closed) return Promise.reject(new FolderClosed());
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
    const worker = startThread(new URL('./fold-worker.ts', import.meta.url), {
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

  /** The thread goes; what waits gets another. */
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
    for (const waiting of this.#queue.splice(0)) waiting.failed(new FolderClosed());
    this.#end(new FolderClosed());
    await worker?.terminate();
  }
}
