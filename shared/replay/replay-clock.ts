/** A round's clock against the server's: which instant the clock's time was, and the other way round. */

import type { Timeline } from './timeline.ts';

type Running = Pick<Timeline, 'running' | 'startedAt'>;

/** What the round's clock showed at an instant, in ms. */
export const clockAt = ({ running }: Pick<Running, 'running'>, instant: number): number =>
  running.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(instant, to) - from), 0);

/** The first instant at which the clock showed this: before a pause, never after it. */
export function instantAt({ running, startedAt }: Running, clock: number): number {
  let left = Math.max(0, clock);
  for (const { from, to } of running) {
    if (left <= to - from) return from + left;
    left -= to - from;
  }
  return running.at(-1)?.to ?? startedAt;
}
