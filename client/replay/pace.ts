/** How far a player gets in a frame: by its speed, and through idle stretches in less than a second each. */

import type { Stretch } from '../../shared/replay/activity.ts';

/** How long an idle stretch takes when it is skipped, in ms: quick, and yet seen. */
const SKIP_MS = 700;

/** @param skipped the stretches to be passed quickly, in order; @returns where it is after `left` ms of playing */
export function advanced(time: number, left: number, speed: number, skipped: readonly Stretch[]): number {
  for (let at = time; ;) {
    const within = stretchAt(skipped, at);
    const rate = within ? Math.max(speed, (within.to - within.from) / SKIP_MS) : speed;
    const turn = within?.to ?? skipped.find(({ from }) => from > at)?.from ?? Infinity;
    if (at + left * rate <= turn) return at + left * rate;
    left -= (turn - at) / rate;
    at = turn;
  }
}

export const stretchAt = (stretches: readonly Stretch[], time: number): Stretch | undefined =>
  stretches.find(({ from, to }) => from <= time && time < to);
