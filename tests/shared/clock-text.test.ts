/** The one form of a clock: the same in a round, its report and its replay. */

import { expect, test } from 'vitest';
import { clockText } from '../../shared/clock-text.ts';

test.each([
  [0, '00:00'],
  [-1, '00:00'],
  [-999, '00:00'],
  [-5_000, '-00:05'],
  [18 * 60_000 + 22_999, '18:22'],
  [65 * 60_000, '1:05:00'],
  [3_849_000, '1:04:09'],
])('%i ms is shown as %s', (ms, text) => {
  expect(clockText(ms)).toBe(text);
});
