/** Where things are on the radar: a spoke for each lesson, the first upwards, a ring for each level. */

import type { FormLevel } from '../../../shared/rubric/form.ts';
import { SCORE_LEVELS } from '../../../shared/rubric/lessons.ts';

/** In units of the picture's own size. */
export const SIZE = { width: 380, height: 300 };
const CENTRE = { x: SIZE.width / 2, y: SIZE.height / 2 };
const RING = 26;
/** From the outermost ring to the middle of a label. */
const LABEL = 26;

export interface Point {
  x: number;
  y: number;
}

/** @param out how far from the centre, in levels */
export function pointAt(spoke: number, spokes: number, out: number): Point {
  const angle = (2 * Math.PI * spoke) / spokes - Math.PI / 2;
  return { x: CENTRE.x + Math.cos(angle) * RING * out, y: CENTRE.y + Math.sin(angle) * RING * out };
}

const OUTERMOST = SCORE_LEVELS.length;

export const spokeEnd = (spoke: number, spokes: number): Point => pointAt(spoke, spokes, OUTERMOST);

/** Where the words of a spoke are, and which of their ends is there. */
export function labelAt(spoke: number, spokes: number): Point & { anchor: 'start' | 'middle' | 'end' } {
  const { x, y } = pointAt(spoke, spokes, OUTERMOST + LABEL / RING / 2);
  const aside = Math.round(x - CENTRE.x);
  if (aside === 0) return { x, y: y + Math.sign(y - CENTRE.y) * 8, anchor: 'middle' };
  return { x, y, anchor: aside < 0 ? 'end' : 'start' };
}

export const ring = (level: number, spokes: number): string =>
  Array.from({ length: spokes }, (_, spoke) => pointAt(spoke, spokes, level))
    .map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`)
    .join(' ');

export interface Outline {
  points: (Point & { spoke: number })[];
  /**
   * Between neighbours of at least three in a row with a level: a side across an unscored lesson would say something
   * about it, and a single side is a stray line.
   */
  sides: { from: Point; to: Point }[];
}

export function outlineOf(levels: readonly (FormLevel | undefined)[]): Outline {
  const at = levels.map((level, spoke) => (level == null ? null : { spoke, ...pointAt(spoke, levels.length, level) }));
  const around = (spoke: number) => at.at(spoke % at.length);
  const sides = at.flatMap((from, spoke) => {
    const to = around(spoke + 1);
    const joined = around(spoke - 1) ?? around(spoke + 2);
    return from && to && joined ? [{ from, to }] : [];
  });
  return { points: at.filter((point) => point !== null), sides };
}
