/** What is measured, and the small arithmetic of it. */

/** How busy the load process was, 0 to 1: near 1 the times are its own. */
interface Loaded {
  loadBusy: number;
}

interface Percentiles {
  p50: number;
  p99: number;
}

/** ms from a keystroke's write until the other socket has it. */
export interface Latency {
  update: Percentiles;
  /** The same for the awareness state that goes with it; of several that became one, the newest. */
  awareness: Percentiles & {
    came: number;
    /** States that never came, since a newer one took their place. */
    passed: number;
  };
}

export interface Steady extends Loaded {
  sheets: number;
  /** ms of the server's CPU per 1,000 keystrokes that arrived. */
  cpu: number;
  latency: Latency;
  /** Keystrokes. */
  sent: number;
  /** The same as `cpu` by thread, the busiest first. */
  threads: number[];
  /** What is wrong with what came. */
  notes: string[];
}

export interface Step extends Loaded {
  /** Keystrokes a second: asked for, and sent. */
  asked: number;
  sent: number;
  latency: Latency;
  held: boolean;
  /** Share of a core that each of the server's threads took, the busiest first. */
  threads: number[];
  notes: string[];
}

export interface Ceiling {
  /** The highest rate at which the 99th percentile of keystrokes stayed under the limit. */
  held: number;
  steps: Step[];
}

/** Resident bytes of the server: at its start, before any client, and when all clients have gone again. */
export interface Memory {
  start: number;
  /** After the first rooms, and after as many others. */
  after: number;
  again: number;
  /** ms of the server's CPU per 1,000 keystrokes. */
  cpu: number;
  notes: string[];
}

export interface Idle {
  start: number;
  sheets: number;
  /** Resident bytes per open sheet in which nobody types. */
  bytes: number;
}

export interface Joins {
  joins: number;
  /** ms from connecting to the whole state. */
  p50: number;
  p90: number;
  /** ms of the server's CPU per join. */
  cpu: number;
  /** Bytes of the state. */
  state: number;
  notes: string[];
}

export interface Storm extends Loaded {
  clients: number;
  /** ms from the first connect until a client has its state. */
  p50: number;
  p99: number;
  /** ms until all have it that get it at all. */
  last: number;
  /** ms of the server's CPU, in whole. */
  cpu: number;
  refused: number;
  notes: string[];
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
