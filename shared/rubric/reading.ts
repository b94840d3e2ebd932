/** Reading a report: whose score is whose, what a moment says, and how the clock is written. */

import type { Outcome } from '../python/messages.ts';
import type { Agreement, CheckCount, RunEnd } from '../room/code.ts';
import { FORMER_PEER, type PeerId, type Seat } from '../room/ids.ts';
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
    case 'question':
      return `question ${moment.index + 1}`;
    case 'note':
      return moment.late ? 'note, added later' : 'note';
    case 'pin':
      return moment.late ? 'pin, added later' : 'pin';
    case 'run':
      return runLabel(moment);
    case 'check':
      return checkLabel(moment);
    case 'trace-committed':
      return `prediction of ${counted(moment.rows, 'row')}`;
    case 'trace':
      return traceLabel(moment);
    case 'mark':
      return `mark: ${moment.verdict}, line ${moment.line}`;
  }
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const OUTCOME_WORDS: Record<Outcome, string> = {
  finished: 'finished',
  raised: 'raised',
  stopped: 'stopped',
  'timed-out': 'stopped by the time limit',
  'out-of-memory': 'out of memory',
  crashed: 'ended by a crash of Python itself',
};

export function runLabel({ outcome, ms, line }: RunEnd): string {
  const where = line === undefined ? '' : ` on line ${line}`;
  return `run, ${OUTCOME_WORDS[outcome]}${where} ${outcome === 'finished' ? 'in' : 'after'} ${(ms / 1000).toFixed(2)} s`;
}

export function checkLabel({ hidden, passed, failed, errors, broken }: CheckCount): string {
  const what = hidden ? 'hidden check' : 'check';
  return broken ? `${what} could not run` : `${what}, ${passed} of ${passed + failed + errors} pass`;
}

export function traceLabel({ agreed, wrong, missed, first }: Agreement): string {
  const where = first === null ? '' : `, first in row ${first + 1}`;
  return `trace, ${agreed} agreed, ${wrong} wrong, ${missed} missed${where}`;
}

/** The words of a moment; empty where its label says it all. */
export function momentText(moment: MomentView): string {
  switch (moment.kind) {
    case 'ask':
      return moment.title;
    case 'run':
      return moment.excerpt;
    case 'mark':
      return moment.quote;
    case 'check':
    case 'trace-committed':
    case 'trace':
      return '';
    default:
      return moment.text;
  }
}

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
