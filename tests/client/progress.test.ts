/** The page of a peer's own progress: what it says with few sessions, and instead of its charts. */

import { render } from 'svelte/server';
import { describe, expect, it, test } from 'vitest';
import { bandOf, levelY, timeX } from '../../client/progress/chart.ts';
import Calibration from '../../client/progress/Calibration.svelte';
import Growth from '../../client/progress/Growth.svelte';
import Lessons from '../../client/progress/Lessons.svelte';
import Topics from '../../client/progress/Topics.svelte';
import { calibrationText, gapText, lessonText } from '../../client/progress/progress-words.ts';
import { growthOf } from '../../shared/progress/growth.ts';
import { lessonsProgress } from '../../shared/progress/lessons.ts';
import type { ScoreLevel } from '../../shared/rubric/lessons.ts';
import { answering, asking, session } from '../support/practised.ts';

const dayText = (at: number) => `day ${at}`;
const scoredOn = (day: number, peer: ScoreLevel, self: ScoreLevel) =>
  session(day, [answering({ peer: { 'thinking-aloud': peer }, self: { 'thinking-aloud': self } })]);
const lessonsOf = (...days: [ScoreLevel, ScoreLevel][]) =>
  lessonsProgress(days.map(([peer, self], i) => scoredOn(7 * i + 1, peer, self)));
const thinking = (...days: [ScoreLevel, ScoreLevel][]) => {
  const found = lessonsOf(...days).find(({ lesson }) => lesson === 'thinking-aloud');
  if (!found) throw new Error('a lesson');
  return found;
};

describe('[CAL-1] the gap in words', () => {
  it('says how many days there are and how many it takes', () => {
    expect(calibrationText(thinking([2, 3]).calibration)).toBe('Too few to tell: 1 of 5 days.');
    expect(calibrationText(thinking([2, 3], [2, 4]).calibration)).toBe(
      'Too few to tell: 2 of 5 days. So far the gap was +1 to +2.',
    );
  });

  it('[CAL-3] names a tendency only where there is one', () => {
    const said = (...days: [ScoreLevel, ScoreLevel][]) => calibrationText(thinking(...days).calibration);
    expect(said([2, 3], [2, 4], [2, 3], [1, 2], [3, 4])).toBe(
      'You score yourself higher than your peers do. Over 5 days the median gap is +1 to +2.',
    );
    expect(said([2, 3], [2, 1], [2, 3], [1, 2], [3, 4])).toMatch(/^No tendency either way\..*−1 to \+1/);
  });

  it('signs every gap but none', () => {
    expect([-1.25, 0, 0.5].map(gapText)).toEqual(['−1.3', '0', '+0.5']);
  });
});

test('[PROG-2] a lesson of one day has no level in words or in the page', () => {
  expect(lessonText(thinking([4, 4]))).not.toMatch(/\d/);
  const { body } = render(Lessons, { props: { lessons: lessonsOf([4, 4]), dayText } });
  expect(body).not.toMatch(/circle|polygon|of 4/);
  expect(body).toContain('this page starts with the second day');
});

test('[PROG-3] a chart has a table of the same behind it', () => {
  const { body } = render(Lessons, { props: { lessons: lessonsOf([2, 3], [3, 3]), dayText } });
  expect(body).toContain('2 to 3 of 4 on the last 2 days.');
  expect(body).toContain('<summary');
  expect(body.match(/href="\/r\/room\d+\/report"/g)).toHaveLength(2);
});

test('charts share one scale: later is further right, a higher level further up', () => {
  const { points } = thinking([2, 3], [3, 3], [4, 4]);
  const span = { from: points[0]?.at ?? 0, to: points.at(-1)?.at ?? 0 };
  const across = points.map(({ at }) => timeX(at, span));
  expect(across).toEqual([...across].sort((a, b) => a - b));
  expect(levelY(4)).toBeLessThan(levelY(1));
  expect(bandOf(points, span).split(' ')).toHaveLength(2 * points.length);
});

test('[PROG-5] rounds have their figures, and what is not known is said so', () => {
  const growth = growthOf([
    session(1, [asking()]),
    session(8, [asking({ edits: null, quiets: null, letStand: null, early: null })]),
  ]);
  const { body } = render(Growth, { props: { growth, dayText } });
  expect(body).toContain('1 of 2');
  expect(body).toContain('not known');
  expect(render(Growth, { props: { growth: growthOf([]), dayText } }).body).toContain('You have not interviewed yet');
});

test('what is empty says what will be there', () => {
  expect(render(Lessons, { props: { lessons: lessonsOf(), dayText } }).body).toContain('No lesson has been scored yet');
  expect(render(Calibration, { props: { lessons: lessonsOf() } }).body).toContain('Nothing to compare yet');
  expect(render(Topics, { props: { topics: [], dayText } }).body).toContain(
    'You have not been asked about a topic yet',
  );
});
