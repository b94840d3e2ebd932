/** The radar of a round: each lesson as the interviewer scored it, as the candidate did, and as it was last time. */

import type { FormLevel } from '../../rubric/form.ts';
import { LESSONS, type Lesson } from '../../rubric/lessons.ts';
import { formFrom } from '../forms.ts';
import type { ReportRound } from '../report.ts';

/** Of each: a level, null for "not observed", undefined where the lesson was not scored at all. */
export interface Spoke {
  lesson: Lesson;
  peer: FormLevel | undefined;
  self: FormLevel | undefined;
  last: FormLevel | undefined;
}

/** All eight lessons, so that every radar has the same spokes in the same place. */
export function radarOf(round: Pick<ReportRound, 'forms' | 'lastTime'>): Spoke[] {
  const levels = (seat: 'interviewer' | 'candidate') => {
    const scores = formFrom(round, seat)?.scores ?? [];
    return new Map(scores.map(({ lesson, level }) => [lesson, level]));
  };
  const [peer, self] = [levels('interviewer'), levels('candidate')];
  return LESSONS.map((lesson) => ({
    lesson,
    peer: peer.get(lesson),
    self: self.get(lesson),
    last: round.lastTime?.levels[lesson],
  }));
}

/** The spokes that a form scored, now or last time. */
export const scored = (spokes: readonly Spoke[]): Spoke[] =>
  spokes.filter(({ peer, self, last }) => [peer, self, last].some((level) => level !== undefined));
