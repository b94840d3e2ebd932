/** What the process that runs a deck's Python is asked, and what it answers. */

import type { CheckReport, TraceReport } from '../../../shared/python/messages.ts';

/** One pair of a name and a source, as the harness takes it. */
export type LabelledSource = readonly [label: string, source: string];

/** What a program printed. */
export interface Printed {
  /** Its stdout; where it raised, the last line of the traceback follows. */
  output: string;
}

/** The result of a source run as a program. */
export interface ProgramEnd {
  outcome: 'finished' | 'raised' | 'out-of-memory';
  line?: number;
  /** The end of the traceback. */
  message: string;
}

/** Each kind of job with what it is given and what it gives. */
export interface Jobs {
  checks: { asks: { code: string; checks: LabelledSource[] }; gives: CheckReport };
  trace: { asks: { code: string; call: string }; gives: TraceReport };
  program: { asks: { code: string }; gives: ProgramEnd };
  /** Syntax only: null, or the mistake. */
  compile: { asks: { code: string }; gives: { line: number; message: string } | null };
  /** A program that can import `modules`, by name; what those print while they are imported is dropped. */
  prints: { asks: { code: string; modules: Record<string, string> }; gives: Printed };
  /** A package's own unittest suite; `files` by path, below the folder that holds the package. */
  suite: { asks: { files: Record<string, string>; folder: string }; gives: CheckReport };
}
export type JobKind = keyof Jobs;

export interface JobMessage {
  kind: JobKind;
  /** JSON of `asks`. */
  asks: string;
}

/** JSON of `gives`, or why the harness itself failed. */
export type JobAnswer = { ready: true } | { gives: string } | { failed: string };
