/** A round's clock: started by the first ask, paused and resumed by either peer, stopped by the round's end. */

import type { Clock } from './state.ts';

export const NEW_CLOCK: Clock = { elapsed: 0, since: null, started: false };

/** How much of the round has run at `now`, in ms. */
export const elapsedAt = (clock: Clock, now: number): number =>
  clock.elapsed + (clock.since === null ? 0 : Math.max(0, now - clock.since));

export const startClock = (clock: Clock, now: number): Clock =>
  clock.started ? clock : { elapsed: 0, since: now, started: true };

export const stopClock = (clock: Clock, now: number): Clock => ({
  ...clock,
  elapsed: elapsedAt(clock, now),
  since: null,
});

/** @param away for how long the server was away, in ms */
export const resumeClock = (clock: Clock, now: number, away = 0): Clock =>
  clock.since === null ? { ...clock, since: now, ...(away > 0 && { away: (clock.away ?? 0) + away }) } : clock;
