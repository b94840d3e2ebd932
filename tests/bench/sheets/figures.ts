/** What is measured, and the small arithmetic of it. */

export interface Steady {
  sheets: number;
  /** ms of the server's CPU per 1,000 updates. */
  cpu: number;
  /** ms from keystroke to peer. */
  p50: number;
  p99: number;
  /** Keystrokes sent, and those that never came. */
  sent: number;
  missing: number;
  /** What the load process was busy, 0 to 1: near 1 the times are the load's own. */
  loadBusy: number;
  /** ms of CPU per 1,000 updates of each thread of the server, the busiest first. */
  threads: number[];
}

export interface Step {
  /** Keystrokes a second: asked for, and sent. */
  asked: number;
  sent: number;
  p99: number;
  held: boolean;
  loadBusy: number;
  /** Share of a core that each of the server's threads took. */
  threads: number[];
}

export interface Ceiling {
  /** The highest rate at which the 99th percentile stayed under the limit. */
  held: number;
  steps: Step[];
}

export interface Idle {
  sheets: number;
  /** Resident bytes per open sheet in which nobody types. */
  bytes: number;
}

export interface Edited {
  sheets: number;
  edits: number;
  /** Resident bytes per sheet over those before anybody was connected, once all is quiet. */
  bytes: number;
  /** ms from connecting to the whole state, the median, of sheets that others have open. */
  join: number;
  /** Bytes of the state. */
  state: number;
  /** Whether the text that a joiner got was what had been typed. */
  whole: boolean;
  /** ms of the server's CPU per 1,000 of the updates that made the sheets. */
  cpu: number;
}

export interface Cold {
  joins: number;
  /** ms from connecting to the state, the median. */
  join: number;
  /** ms of the server's CPU per join. */
  cpu: number;
  whole: boolean;
  state: number;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? NaN) + (sorted[Math.floor(half)] ?? NaN)) / 2;
}
