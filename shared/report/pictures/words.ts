/** The pictures of a round in words: what a screen reader is told, and what the Markdown report has in their place. */

import type { FormLevel } from '../../rubric/form.ts';
import { LESSON_TITLES } from '../../rubric/lessons.ts';
import { clockText } from '../../clock-text.ts';
import { outlineUsed, type OutlineOrder, type PartOrder } from './outline.ts';
import type { HintLine } from './hints.ts';
import type { Spoke } from './radar.ts';
import type { StripCard } from './beats.ts';
import type { PredictionResult } from './predictions.ts';

/** `would-change` as `would change`. */
const partWords = (part: string): string => part.replaceAll('-', ' ');

export const levelText = (level: FormLevel | undefined): string =>
  level === undefined ? 'not scored' : level === null ? 'not observed' : `${level} of 4`;

/** @param last absent where there is no session before this one */
export function spokeText({ lesson, peer, self, last }: Spoke, hasLast: boolean): string {
  const before = hasLast ? `, last time ${levelText(last)}` : '';
  return `${LESSON_TITLES[lesson]}: peer ${levelText(peer)}, self ${levelText(self)}${before}`;
}

export const heardCount = ({ heard, missed }: Pick<StripCard, 'heard' | 'missed'>): string =>
  `${heard.length} of ${heard.length + missed.length} beats heard`;

/** Seconds below two minutes, then minutes and seconds. */
export function spanText(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 120) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

export function partText({ part, at, place, kept }: PartOrder, timed: boolean): string {
  const name = partWords(part);
  if (at !== null && place !== null)
    return `${name}: came ${ordinal(place)}, at ${clockText(at)}${kept ? '' : ', and was removed again'}`;
  if (kept) return `${name}: filled${timed ? '' : '; when is not known'}`;
  return `${name}: never came`;
}

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];
const ordinal = (place: number): string => ORDINALS[place - 1] ?? `${place}th`;

/** The whole of one answer outline in a line. */
export function orderText(order: OutlineOrder): string {
  if (!outlineUsed(order)) return 'The answer outline was not used.';
  const never = order.parts.filter(({ at, kept }) => at === null && !kept).map(({ part }) => partWords(part));
  const came = order.timed
    ? order.inOrder
      ? 'Its parts came in their order'
      : 'Its parts came out of order'
    : 'Filled';
  return never.length === 0 ? `${came}; none is missing.` : `${came}; never came: ${never.join(', ')}.`;
}

export const rungText = ({ moment, of }: HintLine): string => `rung ${moment.rung + 1} of ${of}, ${moment.how}`;

export const quietText = ({ quiet }: HintLine): string =>
  quiet === null ? 'how quiet it was before is not known' : `${spanText(quiet)} of quiet before`;

export const earlyText = ({ early }: Pick<HintLine, 'early'>): string =>
  early === null ? '' : early ? 'early' : 'not early';

export function predictionText({ committed, traced }: PredictionResult): string {
  const rows = `${committed.rows} ${committed.rows === 1 ? 'row' : 'rows'} predicted`;
  if (!traced) return `${rows}, never traced`;
  const { agreed, wrong, missed, first } = traced;
  const where = first === null ? '' : `, first in row ${first + 1}`;
  return `${rows}: ${agreed} agreed, ${wrong} wrong, ${missed} missed${where}`;
}
