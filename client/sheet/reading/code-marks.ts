/** What the interviewer marked while the code was read aloud, read off a room's moments. */

import type { MomentView } from '../../../shared/room/roomview.ts';

export type MarkMoment = Extract<MomentView, { kind: 'mark' }>;

/** The keys that mark a line, by what they mean. */
export const MARK_KEYS = { c: 'clear', v: 'vague', w: 'wrong' } as const;

/** @param moments in the order of their happening; of one line the last mark holds */
export function marksOf(moments: readonly MomentView[], ask: string): MarkMoment[] {
  const marks = moments.filter((moment) => moment.kind === 'mark').filter((mark) => mark.ask === ask);
  return [...new Map(marks.map((mark) => [mark.from, mark])).values()];
}
