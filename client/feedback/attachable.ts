/** Which moments a peer may attach to a lesson, and in which order they are offered. */

import type { MomentView } from '../../shared/room/roomview.ts';
import type { Lesson } from '../../shared/rubric/lessons.ts';

export interface Offered {
  /** Moments tagged with the lesson. */
  own: MomentView[];
  others: MomentView[];
}

/** The moments of one round for one lesson: those tagged with it first, each part in the order of the clock. */
export function offeredFor(moments: readonly MomentView[], round: number, lesson: Lesson): Offered {
  const here = moments.filter((moment) => moment.round === round).sort((a, b) => a.at - b.at);
  const tagged = (moment: MomentView) => 'lesson' in moment && moment.lesson === lesson;
  return { own: here.filter(tagged), others: here.filter((moment) => !tagged(moment)) };
}

/** The note that was not there before: the one just added. */
export const newNote = (
  before: ReadonlySet<string>,
  moments: readonly MomentView[],
  text: string,
): MomentView | undefined =>
  moments.find((moment) => moment.kind === 'note' && moment.text === text && !before.has(moment.moment));

/** "12:34" or "12" (minutes) as a time on the round's clock in ms; null when it is neither. */
export function clockTime(text: string): number | null {
  const match = /^\s*(\d{1,3})(?::([0-5]?\d))?\s*$/.exec(text);
  return match === null ? null : (Number(match[1]) * 60 + Number(match[2] ?? 0)) * 1000;
}
