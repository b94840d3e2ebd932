/**
 * The gap between a peer's own scores and those of the other, told only as far as the number of sessions allows.
 *
 * What is told is an interval for the median gap out of order statistics: with n values, the k-th from below and the
 * k-th from above hold the median between them unless fewer than k of n fair coins show heads, or fewer than k tails.
 * It asks nothing of the shape of the values, holds for four steps as well as for a scale (equal values only make it
 * surer), and can be checked by hand. A mean with a t interval would take steps of a rubric for a measure, and a
 * bootstrap of five values draws the same five again and looks surer than it is.
 *
 * Five is where it begins: of four values even the whole range misses the median one time in eight; of five, one time
 * in sixteen.
 */

/** How many days of practice there must be before anything is said of a tendency. */
export const ENOUGH_DAYS = 5;

/** How sure the interval is to hold the median, at the least. */
export const SURE = 0.9;

export interface Between {
  low: number;
  high: number;
}

/**
 * The narrowest interval between two order statistics, as far from either end, that holds the median with a chance of
 * `SURE` or more.
 * @returns null where even the whole range does not
 */
export function medianBetween(values: readonly number[]): Between | null {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  let found: Between | null = null;
  let missed = 0;
  for (let k = 0; 2 * k < n; k++) {
    missed += 2 * coins(n, k);
    if (missed > 1 - SURE) break;
    found = { low: sorted[k] ?? 0, high: sorted[n - 1 - k] ?? 0 };
  }
  return found;
}

/** The chance that exactly `heads` of `n` fair coins show heads. */
function coins(n: number, heads: number): number {
  let chance = 0.5 ** n;
  for (let i = 0; i < heads; i++) chance *= (n - i) / (i + 1);
  return chance;
}

export const rangeOf = (values: readonly number[]): Between | null =>
  values.length === 0 ? null : { low: Math.min(...values), high: Math.max(...values) };

/** The own level minus the peer's: above zero the candidate saw themselves higher. */
export interface Gap {
  /** When the session began, ms since the epoch. */
  at: number;
  gap: number;
}

export type Tendency = 'higher' | 'lower' | 'none';

/** `range` is what there was; `median` and `tendency` are there from `ENOUGH_DAYS` on. */
export interface Calibration {
  /** On how many days both gave a level. */
  days: number;
  range: Between | null;
  median?: Between;
  tendency?: Tendency;
}

export function calibrationOf(gaps: readonly Gap[]): Calibration {
  const days = daysOf(gaps).map((day) => meanOf(day.map(({ gap }) => gap)));
  const range = days.length < 2 ? null : rangeOf(gaps.map(({ gap }) => gap));
  const median = days.length < ENOUGH_DAYS ? null : medianBetween(days);
  if (!median) return { days: days.length, range };
  const tendency = median.low > 0 ? 'higher' : median.high < 0 ? 'lower' : 'none';
  return { days: days.length, range, median, tendency };
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Sessions that begin within this time of a day's first one belong to that day, in ms, whatever the time zone. */
export const DAY_MS = 12 * 3_600_000;

/** Sessions of one evening count as one: they share a mood and mostly a peer. By time, in whatever order they come. */
export function daysOf<T extends { at: number }>(sessions: readonly T[]): T[][] {
  const days: T[][] = [];
  for (const session of [...sessions].sort((a, b) => a.at - b.at)) {
    const day = days.at(-1);
    if (day?.[0] && session.at - day[0].at < DAY_MS) day.push(session);
    else days.push([session]);
  }
  return days;
}
