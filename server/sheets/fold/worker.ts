/** A thread that works on whole documents, one job at a time; it is ended from outside when a job takes too long. */

import { parentPort } from 'node:worker_threads';
import { carryOut, type FoldAnswer, type FoldJob } from './jobs.ts';

/** `ready` once, then an answer for each job. */
export type FoldReply = { ready: true } | { answer: FoldAnswer } | { failed: string };

const say = (reply: FoldReply): void => parentPort?.postMessage(reply);

parentPort?.on('message', (job: FoldJob) => {
  try {
    say({ answer: carryOut(job) });
  } catch (error) {
    say({ failed: error instanceof Error ? error.message : String(error) });
  }
});
say({ ready: true });
