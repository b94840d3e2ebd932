/** What few sessions allow to be said, and nothing more. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  calibrationOf,
  DAY_MS,
  daysOf,
  ENOUGH_DAYS,
  medianBetween,
  SURE,
  type Gap,
} from '../../shared/rubric/calibration.ts';

const WEEK = 7 * 24 * 3_600_000;
/** A gap a week. */
const weekly = (...gaps: number[]): Gap[] => gaps.map((gap, i) => ({ at: i * WEEK, gap }));
const gaps = fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 30 });

describe('a tendency', () => {
  test('[CAL-1] with fewer than five days nothing is said of it, and of one day not even a range', () => {
    expect(calibrationOf([])).toEqual({ days: 0, range: null });
    expect(calibrationOf(weekly(2))).toEqual({ days: 1, range: null });
    expect(calibrationOf(weekly(2, 1, 1, 3))).toEqual({ days: 4, range: { low: 1, high: 3 } });
    expect(calibrationOf(weekly(2, 1, 1, 3, 1))).toMatchObject({ days: 5, tendency: 'higher' });
  });

  test('[CAL-2] sessions of one evening count as one day, however many they are', () => {
    const evening = weekly(1, 2, 3, 1, 2, 3, 1).map(({ gap }, i) => ({ at: i * 1_800_000, gap }));
    expect(calibrationOf(evening)).toEqual({ days: 1, range: null });
    expect(daysOf([{ at: DAY_MS }, { at: 0 }, { at: DAY_MS - 1 }])).toEqual([
      [{ at: 0 }, { at: DAY_MS - 1 }],
      [{ at: DAY_MS }],
    ]);
  });

  test('[CAL-3] is told only where the whole interval of the median lies on one side', () => {
    expect(calibrationOf(weekly(1, 1, 2, 1, 0)).tendency).toBe('none');
    expect(calibrationOf(weekly(-1, -2, -1, -1, -3)).tendency).toBe('lower');
    expect(calibrationOf(weekly(0, 0, 0, 0, 0)).tendency).toBe('none');
    expect(calibrationOf(weekly(-3, 1, 1, 1, 2, 1, 1, 2)).tendency).toBe('higher');
  });

  test('[CAL-3] turns over when both sides do, whatever the gaps', () => {
    const other = { higher: 'lower', lower: 'higher', none: 'none' } as const;
    fc.assert(
      fc.property(gaps, (values) => {
        const [one, two] = [calibrationOf(weekly(...values)), calibrationOf(weekly(...values.map((gap) => -gap)))];
        expect(two.tendency).toBe(one.tendency && other[one.tendency]);
        if (one.median) {
          expect(one.median.low).toBeLessThanOrEqual(one.median.high);
          expect(one.median.low).toBeGreaterThanOrEqual(one.range?.low ?? NaN);
          expect(one.median.high).toBeLessThanOrEqual(one.range?.high ?? NaN);
        }
      }),
    );
  });

  test('[CAL-1] whatever the gaps, nothing is said before there are enough days', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ at: fc.nat(10 * WEEK), gap: fc.integer({ min: -3, max: 3 }) })), (some) => {
        const read = calibrationOf(some);
        expect(read.tendency !== undefined).toBe(daysOf(some).length >= ENOUGH_DAYS);
        expect(read.range !== null).toBe(daysOf(some).length >= 2);
      }),
    );
  });
});

describe('[CAL-4] the interval of the median', () => {
  /**
   * The chance that it holds the median of what the values are drawn from, by counting all ways in which they fall on
   * either side of it.
   */
  function chance(n: number): number {
    const sides = Array.from({ length: 2 ** n }, (_, bits) =>
      [...Array(n).keys()].map((i) => ((bits >> i) & 1 ? 1 : -1)),
    );
    const held = sides.filter((values) => {
      const found = medianBetween(values);
      return found !== null && found.low <= 0 && found.high >= 0;
    });
    return held.length / sides.length;
  }

  test.each([5, 6, 7, 8, 9, 10, 11, 12])('of %i values holds it nine times in ten or more', (n) => {
    expect(chance(n)).toBeGreaterThanOrEqual(SURE);
  });

  test.each([0, 1, 2, 3, 4])('is not given of %i values: not even all of them would do', (n) => {
    expect(medianBetween(Array.from({ length: n }, (_, i) => i))).toBeNull();
  });

  test.each([
    [5, 0, 4],
    [7, 0, 6],
    [8, 1, 6],
    [11, 2, 8],
    [20, 5, 14],
  ])('of %i values is as narrow as that allows', (n, low, high) => {
    expect(medianBetween(Array.from({ length: n }, (_, i) => i))).toEqual({ low, high });
  });
});
