/**
 * Which lessons a candidate gains most from: what their last forms say, what they promised, and how long ago they
 * practised.
 */

import { LESSONS, type Lesson } from '../rubric/lessons.ts';

export interface Practice {
  /** The latest level of each lesson, 1 to 4, out of the forms that may steer. */
  levels: ReadonlyMap<Lesson, number>;
  /** What they promised to work on. */
  promised?: Lesson;
  /** When they were last asked a card with each lesson, ms since the epoch. */
  asked: ReadonlyMap<Lesson, number>;
}

export const NO_PRACTICE: Practice = { levels: new Map(), asked: new Map() };

/** A lesson not asked for so long is due again, in ms. */
const LONG_AGO_MS = 14 * 24 * 3_600_000;

const PROMISED = 2;
const LONG_AGO = 1;

/** The lessons that were not asked for long; none for somebody who was never asked at all. */
export const longAgo = ({ asked }: Practice, now: number): Lesson[] =>
  asked.size === 0 ? [] : LESSONS.filter((lesson) => now - (asked.get(lesson) ?? 0) >= LONG_AGO_MS);

/** How much a card would do for the candidate: its first lesson counts whole, the next ones less and less. */
export function needOf(lessons: readonly Lesson[], practice: Practice, now: number): number {
  const due = longAgo(practice, now);
  const need = (lesson: Lesson) =>
    4 -
    (practice.levels.get(lesson) ?? 4) +
    (practice.promised === lesson ? PROMISED : 0) +
    (due.includes(lesson) ? LONG_AGO : 0);
  return lessons.reduce((sum, lesson, i) => sum + need(lesson) / (i + 1), 0);
}
