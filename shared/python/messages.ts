/** What running, checking and tracing Python gives back, wherever it ran: in the browser's worker or under Node. */

/**
 * How a run ended. `stopped` by the button, `timed-out` by the limit, `out-of-memory` where the cap was met and not
 * handled, `crashed` where Pyodide itself ended.
 */
export type Outcome = 'finished' | 'raised' | 'stopped' | 'timed-out' | 'out-of-memory' | 'crashed';

/** A piece of what code printed, in the order of printing. */
export interface OutputChunk {
  stream: 'stdout' | 'stderr';
  text: string;
}

export interface RunResult {
  outcome: Outcome;
  /** How long the code ran, without loading the runtime. */
  ms: number;
  /** Line of the sheet that the traceback ends in, 1-based; absent where none was involved. */
  line?: number;
  /** Output beyond the limit was left out. */
  truncated: boolean;
}

/** One unittest case. */
export interface CheckCase {
  /** `test_name`, with its class before it where two classes share the name: `Class.test_name`. */
  name: string;
  /** The first line of its docstring. */
  title?: string;
  outcome: 'pass' | 'fail' | 'error' | 'skipped';
  /** The assertion's difference, or the error's last line; empty for a pass. */
  message: string;
  /** What it printed. */
  output: string;
  ms: number;
}

export interface CheckReport {
  cases: CheckCase[];
  /** Why no case could run: the sheet's code raised on import, or had a syntax error. */
  broken?: string;
  ms: number;
}

/** What a check tells while it goes on: what is to come, what begins, and each case that has ended. */
export type CheckStep =
  | { sources: string[] }
  | { source: string }
  /** Of the source that began last. */
  | { names: string[] }
  | { begins: string }
  | { case: CheckCase };

/** What a trace tells while it goes on: a row as it is now, by its number. */
export interface TraceStep {
  row: number;
  is: TraceRow;
}

/** A variable and the bounded repr of its value. */
export interface TraceChange {
  /** A name, or an attribute of an object that a variable holds: `self.count`. */
  name: string;
  value: string;
  /** An argument of the call: nobody need predict it. */
  given?: true;
  /** It was assigned the value that it held already: right to predict, and right to leave out. */
  again?: true;
}

/** One executed line. Values are bounded reprs. */
export interface TraceRow {
  /** 1-based line of the sheet. */
  line: number;
  /** `<module>` or the function's qualified name. */
  frame: string;
  /** How deep the call is: 0 is the traced call's own frame. */
  depth: number;
  /** Variables that this line set, in order of their names. */
  changes: TraceChange[];
  /**
   * Whether the condition on this line held: if, elif, while, for (false: the loop is over). A ternary is not reported.
   */
  branch?: boolean;
  printed?: string;
  returned?: string;
  raised?: string;
  /** This row stands for n passes of the loop on its line that are left out, from the middle of a long loop. */
  folded?: number;
}

export interface TraceReport {
  rows: TraceRow[];
  /** The trace ended before the call did: too many steps. */
  truncated: boolean;
  /** repr of the call's value. */
  value?: string;
  /** The last line of the exception that left the call. */
  raised?: string;
  /** Why nothing could be traced: the sheet's code or the call does not compile, or the sheet's code raised. */
  broken?: string;
}
