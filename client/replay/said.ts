/** What a replay says in words: about one moment, and about its position. */

import type { MomentView } from '../../shared/room/roomview.ts';
import { clockText } from '../../shared/clock-text.ts';
import { momentLabel, momentText } from '../../shared/report/moment-words.ts';

type Hint = Extract<MomentView, { kind: 'hint' }>;

/** `12:04 of 31:10, hint 1 given`: what a screen reader says of the playhead. */
export function standingWords(clock: number, total: number, hints: readonly Hint[], paused: boolean): string {
  const given = [...new Set(hints.map(({ rung }) => rung + 1))].sort((a, b) => a - b);
  const hinted = given.length === 0 ? '' : `, ${given.length === 1 ? 'hint' : 'hints'} ${listed(given)} given`;
  return `${clockText(clock)} of ${clockText(total)}${paused ? ', paused' : ''}${hinted}`;
}

const listed = (numbers: readonly number[]): string =>
  numbers.length < 2 ? numbers.join('') : `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;

/** Characters of a moment's words in a line or a name. */
const FEW = 80;

/** `07:02 hint 1, spoken, Kim: Which key is it?` */
export function momentName(moment: MomentView, by: string): string {
  const words = (momentText(moment) || ('quote' in moment ? moment.quote : '')).trim().replace(/\s+/g, ' ');
  const short = words.length > FEW ? `${words.slice(0, FEW - 1)}…` : words;
  return `${clockText(moment.at)} ${momentLabel(moment)}, ${by}${short ? `: ${short}` : ''}`;
}
