/** Python for this page: loads it once, and runs, checks and traces code in frames that can reach nothing. */

import type { CheckCase, CheckReport, Outcome, RunResult, TraceReport } from '../../../shared/python/messages.ts';
import { Frames } from './frames.ts';
import type { CheckSource, Task } from './messages.ts';
import type { Place } from './place.ts';
import { readChecks, readRun, readTrace } from './read.ts';
import { Run, type Ending, type Listening } from './run.ts';
import type { OnProgress } from './runtime.ts';
import { CheckSteps, TraceSteps } from './steps.ts';

export interface Running<T> {
  /** Never rejects for what the code did: only with a RuntimeError, where Python cannot be loaded. */
  result: Promise<T>;
  /** Ends it at once, whatever the code does. */
  stop(): void;
}

interface Limited {
  code: string;
  /** ms that the code may take. */
  limitMs: number;
}

export interface RunRequest extends Limited {
  /** Lines that input() reads before anybody is asked. */
  inputs?: string[];
}
export interface CheckRequest extends Limited {
  checks: CheckSource[];
}
export interface TraceRequest extends Limited {
  /** An expression, evaluated where the code was executed. */
  call: string;
}

export class Sandbox {
  readonly #frames = new Frames();

  /** Fetches and starts what is needed, telling how far it is; safe to repeat. @throws RuntimeError */
  load(onProgress: OnProgress = () => {}): Promise<void> {
    return this.#frames.load(onProgress);
  }

  /** input() can ask while code runs; known once loaded. Where it cannot, give `inputs`. */
  get asksForInput(): boolean {
    return this.#frames.asksForInput;
  }

  run({ code, inputs = [], limitMs }: RunRequest, on: Listening): Running<RunResult> {
    const asks = on.input !== undefined;
    return this.#start({ kind: 'run', code, inputs, asks }, limitMs, on, (ending) => {
      const answer = ending.outcome ? { outcome: ending.outcome } : readRun(ending.json);
      const { ms, truncated, line } = ending;
      return { ...(answer ?? { outcome: 'crashed', ...(line !== undefined && { line }) }), ms, truncated };
    });
  }

  /** @param onCases is told the cases that have ended, each time that there is one more */
  checks(
    { code, checks, limitMs }: CheckRequest,
    onCases: (cases: readonly CheckCase[]) => void = () => {},
  ): Running<CheckReport & { outcome: Outcome }> {
    const steps = new CheckSteps();
    const progress = (json: string) => steps.add(json) && onCases(steps.cases);
    return this.#start({ kind: 'checks', code, checks }, limitMs, { progress }, (ending) => {
      const report = ending.outcome ? null : readChecks(ending.json);
      if (report) return { ...report, outcome: 'finished' };
      const { outcome, broken } = unanswered(ending);
      const partly = ending.outcome ? steps.report(broken, ending.ms) : null;
      return partly ? { ...partly, outcome } : { cases: [], ms: ending.ms, outcome, broken };
    });
  }

  trace({ code, call, limitMs }: TraceRequest): Running<TraceReport & { outcome: Outcome }> {
    const steps = new TraceSteps();
    const progress = (json: string) => steps.add(json);
    return this.#start({ kind: 'trace', code, call }, limitMs, { progress }, (ending) => {
      const report = ending.outcome ? null : readTrace(ending.json);
      if (report) return { ...report, outcome: 'finished' };
      const { outcome, broken } = unanswered(ending);
      const partly = ending.outcome ? steps.report(broken) : null;
      return partly ? { ...partly, outcome } : { rows: [], truncated: false, outcome, broken };
    });
  }

  close(): void {
    this.#frames.close();
  }

  #start<T>(task: Task, limitMs: number, on: Listening, resultOf: (ending: Ending) => T): Running<T> {
    let place: Place | null = null;
    const run = new Run({
      limitMs,
      on,
      end: () => place?.stop(),
      answer: (line) => place?.answer(line),
    });
    this.#frames
      .take(() => !run.over)
      .then((free) => {
        // Between taking a place and starting in it, the run could end.
        place = free;
        place?.start(task, run);
        if (run.over) place?.stop();
      })
      .catch((error: Error) => run.fail(error.message));
    return { result: run.ending.then(resultOf), stop: () => run.stop() };
  }
}

/** Where the harness gave no answer, or one that the code spoiled. */
const unanswered = ({ outcome, why }: Ending): { outcome: Outcome; broken: string } => ({
  outcome: outcome ?? 'crashed',
  broken: why || 'The code interfered with what runs it, so there is no result.',
});
