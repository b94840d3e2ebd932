/** What sessions say over time: ranges, never a level out of one evening, and nothing to keep up. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { growthOf, measureOf } from '../../shared/progress/growth.ts';
import { lessonsProgress } from '../../shared/progress/lessons.ts';
import { progressOf } from '../../shared/progress/progress.ts';
import { TOPIC_DUE_MS, topicsProgress } from '../../shared/progress/topics.ts';
import { soundText } from '../../client/progress/progress-words.ts';
import type { Sound } from '../../shared/rubric/form.ts';
import { LESSONS, type ScoreLevel } from '../../shared/rubric/lessons.ts';
import { answering, asking, DAY, session } from '../support/practised.ts';

const scoredOn = (day: number, peer: ScoreLevel, self?: ScoreLevel) =>
  session(day, [answering({ peer: { 'thinking-aloud': peer }, self: self ? { 'thinking-aloud': self } : {} })]);
const thinking = (...sessions: ReturnType<typeof scoredOn>[]) =>
  lessonsProgress(sessions).find(({ lesson }) => lesson === 'thinking-aloud');

describe('lessons over time', () => {
  test('[PROG-2] one evening tells no level, however often one was scored in it', () => {
    expect(thinking(scoredOn(1, 4), scoredOn(1.1, 4))).toEqual({
      ...{ lesson: 'thinking-aloud', days: 1, points: [], lately: null, before: null },
      calibration: { days: 0, range: null },
    });
  });

  test('[PROG-3] from the second day on there are ranges, and from the sixth one of the days before', () => {
    const read = thinking(scoredOn(8, 3, 4), scoredOn(1, 2, 2));
    expect(read).toMatchObject({ days: 2, lately: { low: 2, high: 3 }, before: null });
    expect(read?.points.map(({ at, peer, self, range }) => [at, peer, self, range])).toEqual([
      [DAY, 2, 2, { low: 2, high: 2 }],
      [8 * DAY, 3, 4, { low: 2, high: 3 }],
    ]);
    const more = [1, 8, 15, 22, 29, 36, 43].map((day, i) => scoredOn(day, i < 2 ? 1 : 3));
    expect(thinking(...more)).toMatchObject({
      ...{ days: 7, lately: { low: 3, high: 3 }, before: { low: 1, high: 1 } },
    });
  });

  test('[PROG-2] whatever the sessions, no lesson of one day has a number in it', () => {
    const sessions = fc.array(
      fc.record({
        day: fc.integer({ min: 1, max: 4 }),
        lesson: fc.constantFrom(...LESSONS),
        level: fc.constantFrom<ScoreLevel[]>(1, 2, 3, 4),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(sessions, (some) => {
        const read = lessonsProgress(
          some.map(({ day, lesson, level }) => session(day, [answering({ peer: { [lesson]: level } })])),
        );
        expect(read.map(({ lesson }) => lesson)).toEqual([...LESSONS]);
        for (const { days, points, lately } of read) {
          if (days < 2) expect([points, lately]).toEqual([[], null]);
          for (const { peer, range } of points) {
            expect(range.low).toBeLessThanOrEqual(peer);
            expect(range.high).toBeGreaterThanOrEqual(peer);
          }
        }
      }),
    );
  });

  test('[PROG-3] what you scored as the interviewer is not your own', () => {
    const asked = session(1, [{ ...asking(), peer: { 'thinking-aloud': 1 } }]);
    expect(thinking(asked, scoredOn(8, 3))?.days).toBe(1);
  });
});

describe('topics', () => {
  const card = (topics: string[]) => ({ topics, lessons: ['thinking-aloud' as const] });
  const asked = (day: number, topics: string[], level: ScoreLevel = 3) =>
    session(day, [answering({ cards: [card(topics)], peer: { 'thinking-aloud': level } })]);

  test('[PROG-4] are due when they were not asked for two weeks, or when a lesson of their card was scored low', () => {
    const now = 100 * DAY;
    const read = topicsProgress([asked(99, ['gil'], 2), asked(99, ['slots']), asked(86, ['dicts', 'slots'])], now);
    expect(TOPIC_DUE_MS).toBe(14 * DAY);
    expect(read).toEqual([
      { topic: 'dicts', times: 1, at: 86 * DAY, due: 'long-ago' },
      { topic: 'gil', times: 1, at: 99 * DAY, due: 'scored-low' },
      { topic: 'slots', times: 2, at: 99 * DAY },
    ]);
  });

  test('[PROG-4] the latest session counts, and what one asked as the interviewer does not', () => {
    const now = 100 * DAY;
    expect(topicsProgress([asked(98, ['gil'], 1), asked(99, ['gil'], 3)], now)).toEqual([
      { topic: 'gil', times: 2, at: 99 * DAY },
    ]);
    expect(topicsProgress([session(99, [{ ...asking(), cards: [card(['gil'])] }])], now)).toEqual([]);
  });
});

describe('how one interviews', () => {
  test('[PROG-5] each round has its figures, and ranges begin with the second day', () => {
    const one = growthOf([session(1, [asking()])]);
    expect(one).toMatchObject({ days: 1, ranges: {}, answers: {} });
    expect(one.rounds).toHaveLength(1);
    const two = growthOf([session(1, [asking()]), session(8, [asking({ early: 2, answers: { room: 4 } })])]);
    expect(two.rounds.map(({ at }) => at)).toEqual([8 * DAY, DAY]);
    expect(two.ranges).toEqual({
      early: { low: 0.5, high: 1 },
      typed: { low: 0.1, high: 0.1 },
      quiet: { low: 25_000, high: 25_000 },
      letStand: { low: 60_000, high: 60_000 },
      useful: { low: 0.25, high: 0.25 },
    });
    expect(two.answers).toEqual({ room: { low: 3, high: 4 } });
  });

  test('[PROG-5] what is not known is no zero', () => {
    const round = {
      room: 'r',
      at: 1,
      ...asking({ hints: 0, early: 0, edits: null, quiets: [], letStand: null, comments: 0 }).interviewing,
    };
    const line = round as Parameters<typeof measureOf>[0];
    expect((['early', 'typed', 'quiet', 'letStand', 'useful'] as const).map((each) => measureOf(line, each))).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});

test('[PROG-11] whether it was technically sound is told from the second day on, by rounds', () => {
  const said = (day: number, sound: Sound) => session(day, [answering({ sound }), answering(), asking()]);
  expect(progressOf([said(1, 'yes')], () => 'Ada', 90 * DAY).sound).toBeNull();
  const { sound } = progressOf([said(1, 'yes'), said(9, 'gaps'), said(16, 'yes')], () => 'Ada', 90 * DAY);
  expect(sound).toEqual({ yes: 2, gaps: 1, no: 0 });
  expect(sound && soundText(sound)).toBe('yes in 2 rounds, with gaps in 1');
});

test('[PROG-9] a promise is with the latest session that it was brought to, and whether it was kept there', () => {
  const promise = { lesson: 'thinking-aloud', text: 'say the values' } as const;
  const brought = (day: number, kept?: 'kept' | 'partly', text: string = promise.text) =>
    session(day, [answering({ brought: { ...promise, text, ...(kept && { kept }) } })]);
  const of = (...later: ReturnType<typeof session>[]) =>
    progressOf([session(5, [answering()], { promise }), ...later], () => 'Ada', 90 * DAY).promises[0]?.brought;
  expect(of()).toBeUndefined();
  expect(of(brought(9, 'partly'), brought(16, 'kept'))).toEqual({ room: 'room16', at: 16 * DAY, kept: 'kept' });
  expect(of(brought(9))).toEqual({ room: 'room9', at: 9 * DAY });
  expect(of(brought(2, 'kept'), brought(9, 'kept', 'something else'))).toBeUndefined();
  const again = { ...brought(9, 'partly'), promise };
  expect(of(again, brought(16, 'kept'))).toEqual({ room: 'room16', at: 16 * DAY, kept: 'kept' });
  const all = progressOf([session(5, [answering()], { promise }), again, brought(16, 'kept')], () => 'Ada', 90 * DAY);
  expect(all.promises.map((line) => line.brought?.room)).toEqual(['room16', 'room9']);
});

test('[PROG-1] sessions come latest first, with the names of now, and each promise with its session', () => {
  const sessions = [
    session(1, [answering()], { promise: { lesson: 'thinking-aloud', text: 'say the values' } }),
    session(9, [asking()]),
  ];
  const read = progressOf(sessions, (peer) => (peer === 'ada' ? 'Ada' : 'A former peer'), 10 * DAY);
  expect(read.sessions).toEqual([
    { room: 'room9', at: 9 * DAY, with: 'Ada', seats: ['interviewer'], cards: 0 },
    { room: 'room1', at: DAY, with: 'Ada', seats: ['candidate'], cards: 0 },
  ]);
  expect(read.promises).toEqual([{ room: 'room1', at: DAY, lesson: 'thinking-aloud', text: 'say the values' }]);
  expect(JSON.stringify(read)).not.toMatch(/streak/i);
});
