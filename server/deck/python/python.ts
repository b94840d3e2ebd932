/** Python for the deck's check: a process of its own, so that code which never ends can be ended. */

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { JobAnswer, JobKind, JobMessage, Jobs } from './jobs.ts';

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));
/** The loader of TypeScript, wherever the process is started from. */
const TSX = createRequire(import.meta.url).resolve('tsx');
/** Loading takes about two seconds; a busy machine may need ten times that. */
const LOAD_MS = 60_000;

/** A job that was ended because it took too long, or that took Python down with it. */
export class JobEnded extends Error {}

/** Runs one job at a time, in the order in which they are asked for. */
export class Python {
  #child: Promise<ChildProcess> | null = null;
  #last: Promise<unknown> = Promise.resolve();

  /** @param limitMs what one job may take */
  constructor(readonly limitMs: number) {}

  /** @throws JobEnded when it did not end in time or ended the process; the next job gets a new one */
  do<K extends JobKind>(kind: K, asks: Jobs[K]['asks']): Promise<Jobs[K]['gives']> {
    const job = this.#last.then(() => this.#doNow(kind, asks));
    this.#last = job.catch(() => {});
    return job;
  }

  async #doNow<K extends JobKind>(kind: K, asks: Jobs[K]['asks']): Promise<Jobs[K]['gives']> {
    const child = await (this.#child ??= started());
    const message: JobMessage = { kind, asks: JSON.stringify(asks) };
    child.send(message);
    try {
      const answer = await answerOf(child, this.limitMs);
      if (!('gives' in answer)) throw new JobEnded('failed' in answer ? answer.failed : 'Python was restarted');
      return JSON.parse(answer.gives) as Jobs[K]['gives'];
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Ends the process; a later job starts another. */
  async close(): Promise<void> {
    const child = await this.#child?.catch(() => null);
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
}

async function started(): Promise<ChildProcess> {
  const child = fork(CHILD, { execArgv: ['--import', TSX], env: {}, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  await answerOf(child, LOAD_MS);
  return child;
}

/** @throws JobEnded */
function answerOf(child: ChildProcess, limitMs: number): Promise<JobAnswer> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      clearTimeout(timer);
      child.off('message', heard).off('exit', gone);
      act();
    };
    const heard = (answer: JobAnswer) => settle(() => resolve(answer));
    const gone = () => settle(() => reject(new JobEnded('it ended Python itself')));
    const late = () => settle(() => reject(new JobEnded(`it did not end within ${limitMs / 1000} seconds`)));
    const timer = setTimeout(late, limitMs);
    child.on('message', heard).on('exit', gone);
  });
}
