/** What the forms of a report say: whose score is whose, and why one is not there. */

import { dayIn } from '../day-text.ts';
import { FORMER_PEER, type PeerId, type Seat } from '../room/ids.ts';
import type { Form, Score } from '../rubric/form.ts';
import { LESSONS, type Lesson } from '../rubric/lessons.ts';
import type { Report, ReportRound } from './report.ts';

/** One lesson of one round: the interviewer's score and the candidate's own. */
export interface LessonScores {
  lesson: Lesson;
  byPeer?: Score;
  bySelf?: Score;
}

export const nameOf = (peers: readonly { peer: PeerId; name: string }[], peer: PeerId | null): string =>
  peers.find((one) => one.peer === peer)?.name ?? FORMER_PEER;

export const formFrom = (round: Pick<ReportRound, 'forms'>, seat: 'interviewer' | 'candidate'): Form | undefined =>
  round.forms.find((form) => form.seat === seat)?.form;

/** Why there is no form of this seat; undefined where there is one. */
export function whyNoForm(round: ReportRound, seat: Seat, name: string): string | undefined {
  if (round.withdrawn.includes(seat))
    return `The form of ${name} was withdrawn: they have deleted all that they wrote.`;
  return formFrom(round, seat) ? undefined : `The form of ${name} was never handed in.`;
}

/** The lessons asked for, then those that either also noticed. */
export function lessonScores(round: ReportRound): LessonScores[] {
  const peer = formFrom(round, 'interviewer')?.scores ?? [];
  const self = formFrom(round, 'candidate')?.scores ?? [];
  const noticed = LESSONS.filter(
    (lesson) => !round.lessons.includes(lesson) && [...peer, ...self].some((score) => score.lesson === lesson),
  );
  return [...round.lessons, ...noticed].map((lesson) => ({
    lesson,
    byPeer: peer.find((score) => score.lesson === lesson),
    bySelf: self.find((score) => score.lesson === lesson),
  }));
}

export const reportTitle = (report: Report): string => `Practice session of ${dayIn(report.startedAt, report.zone)}`;
