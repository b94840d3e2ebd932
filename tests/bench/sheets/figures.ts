/** What is measured, and the small arithmetic of it. */

/** How busy the load process was, 0 to 1: near 1 the times are its own. */
interface Loaded {
  loadBusy: number;
}

export interface CommandCost extends Loaded {
  rooms: number;
  sent: number;
  /** ms of the server's CPU per command. */
  cpu: number;
  /** ms to the ack. */
  p50: number;
  p99: number;
  /** Bytes per command that came to each of the two. */
  interviewerBytes: number;
  candidateBytes: number;
}

export interface CommandStep extends Loaded {
  /** Commands a second: asked for, and sent. */
  asked: number;
  sent: number;
  p99: number;
  held: boolean;
  refused: number;
}

export interface CommandClimb {
  /** The highest rate at which the 99th percentile of acks stayed under the limit. */
  held: number;
  steps: CommandStep[];
}

/** Bytes that a beat sends, the most that was seen. */
export interface Beats {
  /** To the interviewer, in a room without moments, and in one with 200 notes. */
  fresh: number;
  full: number;
  /** To the candidate, in either. */
  candidate: number;
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
