/** A peer's lessons over time, as ranges: a level from a single evening is never shown. */

import { LESSONS, type Lesson, type ScoreLevel } from '../rubric/lessons.ts';
import { calibrationOf, daysOf, ENOUGH_DAYS, rangeOf, type Between, type Calibration } from '../rubric/calibration.ts';
import type { RoomId } from '../room/ids.ts';
import type { SessionPractised } from './session.ts';

/** One session's levels of one lesson. */
export interface LessonPoint {
  at: number;
  room: RoomId;
  peer: ScoreLevel;
  self?: ScoreLevel;
  /** Of the peers' levels on this day and the days before it, `ENOUGH_DAYS` in all. */
  range: Between;
}

export interface LessonProgress {
  lesson: Lesson;
  /** On how many days a peer gave a level. */
  days: number;
  /** Oldest first; none before there are two days. */
  points: LessonPoint[];
  /** Of the peers' levels on the latest `ENOUGH_DAYS` days, and on as many before those; null below two days. */
  lately: Between | null;
  before: Between | null;
  calibration: Calibration;
}

/** @param sessions those of the candidate whose progress it is, in any order */
export const lessonsProgress = (sessions: readonly SessionPractised[]): LessonProgress[] =>
  LESSONS.map((lesson) => lessonProgress(lesson, sessions));

type Scored = Omit<LessonPoint, 'range'>;

function lessonProgress(lesson: Lesson, sessions: readonly SessionPractised[]): LessonProgress {
  const scored = sessions.flatMap((session) => scoresIn(session, lesson));
  const days = daysOf(scored);
  const lately = days.slice(-ENOUGH_DAYS);
  const before = days.slice(-2 * ENOUGH_DAYS, -ENOUGH_DAYS);
  return {
    lesson,
    days: days.length,
    points: days.length < 2 ? [] : days.flatMap((day, i) => pointsOf(day, days.slice(0, i + 1))),
    lately: spread(lately),
    before: spread(before),
    calibration: calibrationOf(scored.flatMap(({ at, peer, self }) => (self ? [{ at, gap: self - peer }] : []))),
  };
}

const scoresIn = ({ at, room, rounds }: SessionPractised, lesson: Lesson): Scored[] =>
  rounds.flatMap(({ seat, peer, self }) => {
    const [byPeer, bySelf] = [peer[lesson], self[lesson]];
    if (seat !== 'candidate' || byPeer === undefined) return [];
    return [{ at, room, peer: byPeer, ...(bySelf !== undefined && { self: bySelf }) }];
  });

function pointsOf(day: readonly Scored[], until: readonly (readonly Scored[])[]): LessonPoint[] {
  const range = rangeOf(levelsOf(until.slice(-ENOUGH_DAYS)));
  return day.map((scored) => ({ ...scored, range: range ?? { low: scored.peer, high: scored.peer } }));
}

const levelsOf = (days: readonly (readonly Scored[])[]): number[] => days.flat().map(({ peer }) => peer);

const spread = (days: readonly (readonly Scored[])[]): Between | null =>
  days.length < 2 ? null : rangeOf(levelsOf(days));
