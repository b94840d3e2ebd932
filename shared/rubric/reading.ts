/** Reading a report: whose score is whose, what a moment says, and how the clock is written. */

import type { PeerId } from '../room/ids.ts';
import type { MomentView, Report, ReportRound } from '../room/roomview.ts';
import type { Form, Score } from './form.ts';
import { LESSONS, type Lesson } from './lessons.ts';

/** One lesson of one round: as the interviewer saw it and as the candidate saw themself. */
export interface LessonReading {
  lesson: Lesson;
  byPeer?: Score;
  bySelf?: Score;
}

export const nameOf = (peers: readonly { peer: PeerId; name: string }[], peer: PeerId | null): string =>
  peers.find((one) => one.peer === peer)?.name ?? 'Somebody who left';

export const formFrom = (round: ReportRound, seat: 'interviewer' | 'candidate'): Form | undefined =>
  round.forms.find((form) => form.seat === seat)?.form;

/** The lessons asked for, then those that either also noticed. */
export function lessonReadings(round: ReportRound): LessonReading[] {
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

/** What kind of moment it is, in a few words. */
export function momentLabel(moment: MomentView): string {
  switch (moment.kind) {
    case 'ask':
      return 'card asked';
    case 'beat':
      return 'beat';
    case 'hint':
      return `hint ${moment.rung + 1}, ${moment.how}`;
    case 'fact':
      return 'fact given';
    case 'note':
      return moment.late ? 'note, added later' : 'note';
    case 'pin':
      return moment.late ? 'pin, added later' : 'pin';
  }
}

export const momentText = (moment: MomentView): string => (moment.kind === 'ask' ? moment.title : moment.text);

/** Attached moments in the order of the clock; ids that name nothing are left out. */
export const momentsOf = (round: { moments: readonly MomentView[] }, ids: readonly string[]): MomentView[] =>
  byClock(round.moments.filter((moment) => ids.includes(moment.moment)));

export const byClock = (moments: readonly MomentView[]): MomentView[] => [...moments].sort((a, b) => a.at - b.at);

/** A round's clock as minutes and seconds. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
}

export const reportTitle = (report: Report): string => `Practice session of ${report.startedAt.slice(0, 10)}`;
