/** What a room keeps of running, checking, tracing and reading code. */

import type { CheckCase, Outcome, TraceReport } from '../python/messages.ts';
import type { MomentId } from './ids.ts';

/** How the interviewer found the reading of one line. */
export const VERDICTS = ['clear', 'vague', 'wrong'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** How a run ended; `line` is where its traceback ends, 1-based. */
export interface RunEnd {
  outcome: Outcome;
  ms: number;
  line?: number;
}

/** A case as it is kept: without what it printed. */
export type KeptCase = Omit<CheckCase, 'output'>;

/** How many cases passed, failed or raised. `broken`: none could run. */
export interface CheckCount {
  /** The cases of hidden.py. */
  hidden: boolean;
  passed: number;
  failed: number;
  errors: number;
  broken: boolean;
  ms: number;
}

/** One row of a prediction, cell by cell as it was typed. */
export interface PredictedRow {
  line: string;
  values: string;
  branch: string;
  printed: string;
  returned: string;
}

/** How a prediction compares with the trace, in cells. */
export interface Agreement {
  agreed: number;
  wrong: number;
  missed: number;
  /** The row of the real trace at which they first differ, from 0; null where they never do. */
  first: number | null;
}

/** The long part of a moment: kept in rows of its own, fetched one at a time. */
export type MomentText =
  | { kind: 'run'; code: string; output: string }
  | { kind: 'check'; code: string; cases: KeptCase[]; broken?: string }
  | { kind: 'trace-committed'; rows: PredictedRow[] }
  | { kind: 'trace'; report: TraceReport };

/** A prediction as every view tells of it; its rows and the trace itself are fetched by their moments. */
export interface PredictionView {
  /** Counts the predictions of this ask from 1: the table is `trace/<n>` in the sheet. */
  n: number;
  call: string;
  committed: boolean;
  /** A predicted 1 counts as right where the value is 1.0. */
  floatIsInt?: true;
  /** The moment that holds the rows as they were committed. */
  table?: MomentId;
  /** What came of it; `moment` holds the trace. */
  result?: Agreement & { moment: MomentId };
}
