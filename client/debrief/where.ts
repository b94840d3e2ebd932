/** Where in its round a judgement happened: the instant that its replay is opened at. */

import type { MomentId } from '../../shared/room/ids.ts';
import type { MomentView } from '../../shared/room/roomview.ts';
import type { Question, Score } from '../../shared/rubric/form.ts';
import { byClock, momentsOf } from '../../shared/report/moment-words.ts';

export interface Instant {
  /** By the round's clock, in ms. */
  clock: number;
  moment?: MomentId;
}

const instantOf = ({ at, moment }: MomentView): Instant => ({ clock: at, moment });

/** A comment that names a time means that time. Otherwise it is the score's first moment; null where it has none. */
export function instantOfScore(moments: readonly MomentView[], score: Score, comment = ''): Instant | null {
  const said = timeIn(comment);
  if (said !== null) return { clock: said };
  const [attached] = momentsOf({ moments }, score.moments);
  return attached ? instantOf(attached) : null;
}

/** What an answer about the interviewer is about, as far as moments show it; with none, the card's beginning. */
const ABOUT: Record<Question, readonly MomentView['kind'][]> = {
  understood: ['fact', 'ask'],
  helped: ['hint', 'ask'],
  room: ['hint', 'ask'],
  specific: ['question', 'fact', 'ask'],
};

export function instantOfAnswer(moments: readonly MomentView[], question: Question): Instant | null {
  for (const kind of ABOUT[question]) {
    const found = byClock(moments).find((moment) => moment.kind === kind);
    if (found) return instantOf(found);
  }
  return null;
}

/** The first time that a text names, as `12:04`, in ms. */
export function timeIn(text: string): number | null {
  const match = /(?<![\d:])(\d{1,3}):([0-5]\d)(?![\d:])/.exec(text);
  return match ? (Number(match[1]) * 60 + Number(match[2])) * 1000 : null;
}
