/** Where a session is in a chart of one lesson: across by time, up by level. */

import type { LessonPoint } from '../../shared/progress/lessons.ts';

/** In units of the picture's own size. */
export const SIZE = { width: 300, height: 104 };
const LEFT = 18;
const RIGHT = SIZE.width - 10;
const TOP = 12;
const STEP = 26;

export interface Span {
  from: number;
  to: number;
}

export const levelY = (level: number): number => TOP + (4 - level) * STEP;

/** All charts of a page share one span, so that they can be read across. */
export const timeX = (at: number, { from, to }: Span): number =>
  to === from ? (LEFT + RIGHT) / 2 : LEFT + ((at - from) / (to - from)) * (RIGHT - LEFT);

/** The range, from session to session, as the outline of a band. */
export function bandOf(points: readonly LessonPoint[], span: Span): string {
  const along = (end: 'low' | 'high') =>
    points.map(({ at, range }) => `${timeX(at, span).toFixed(1)},${levelY(range[end]).toFixed(1)}`);
  return [...along('high'), ...along('low').reverse()].join(' ');
}
