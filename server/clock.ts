/** The server's clock: it runs evenly within a process, never goes back, and remembers until when it ran. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How often the last instant is written down, in ms: so much of a round a crash can cost at most. */
const REMEMBER_MS = 1_000;

export interface TimeSources {
  /** ms since the epoch; can be set. */
  wall: () => number;
  /** ms since some moment; cannot. */
  passed: () => number;
}

const SYSTEM: TimeSources = { wall: Date.now, passed: () => performance.now() };

/** @param last the latest instant of an earlier process: this one begins after it; @returns ms since the epoch */
export function steadyClock(last: number, { wall, passed }: TimeSources = SYSTEM): () => number {
  const start = Math.max(wall(), last + 1) - passed();
  return () => Math.floor(start + passed());
}

const fileIn = (dataDir: string): string => join(dataDir, 'practice-room.clock');

/** Until when the server of this folder ran, ms since the epoch; 0 where nothing tells. */
export function lastInstant(dataDir: string): number {
  try {
    const at = Number(readFileSync(fileIn(dataDir), 'utf8'));
    return Number.isSafeInteger(at) && at > 0 ? at : 0;
  } catch {
    return 0;
  }
}

/** Writes it down from now on. A disk that is full costs only exactness. @returns ends it */
export function rememberInstants(dataDir: string, now: () => number): () => void {
  const write = (): void => {
    try {
      writeFileSync(fileIn(dataDir), String(now()), { mode: 0o600 });
    } catch {
      // The last instant that could be written stays.
    }
  };
  write();
  const timer = setInterval(write, REMEMBER_MS).unref();
  return () => {
    clearInterval(timer);
    write();
  };
}
