/** What the texts of a sheet said before, for peers who find one of them empty. */

import type { EarlierText } from '../../../shared/api.ts';
import { textsAfter } from '../../../shared/replay/texts.ts';
import type { Recorded } from './record.ts';

/** Characters from which a text is worth more than what was typed and deleted since. */
const WORTH = 20;
/** How many texts that turn out to be blank are passed over. */
const LOOKS = 8;

/** By the name of each text that was ever written. */
export function earlierOf({ texts, edits }: Recorded): Record<string, EarlierText> {
  const firstOfPeer = edits.findIndex(({ by }) => by >= 0);
  const start = textsAfter(namesToEmpty(texts), edits, 0, firstOfPeer < 0 ? edits.length : firstOfPeer);
  return Object.fromEntries(texts.map((name, i) => [name, { start: start[i] ?? '', last: lastOf(texts, edits, i) }]));
}

/** A state of one text from which on it was only shortened: after so many edits of the sheet, and its length. */
interface Peak {
  edits: number;
  length: number;
}

/** The latest of those worth something; where none is, the longest. */
function lastOf(texts: Recorded['texts'], edits: Recorded['edits'], text: number): string {
  const peaks = peaksOf(edits, text);
  const worthy = peaks.filter(({ length }) => length >= WORTH).reverse();
  const candidates = worthy.length > 0 ? worthy : [...peaks].sort((a, b) => b.length - a.length);
  for (const peak of candidates.slice(0, LOOKS)) {
    const found = textsAfter(namesToEmpty(texts), edits, 0, peak.edits)[text] ?? '';
    if (found.trim()) return found;
  }
  return '';
}

function peaksOf(edits: Recorded['edits'], text: number): Peak[] {
  const peaks: Peak[] = [];
  let length = 0;
  let shrinking = true;
  for (const [i, edit] of edits.entries()) {
    if (edit.text !== text) continue;
    const shrinks = edit.removed > edit.inserted.length;
    if (shrinks && !shrinking) peaks.push({ edits: i, length });
    length += edit.inserted.length - edit.removed;
    shrinking = shrinks;
  }
  if (!shrinking) peaks.push({ edits: edits.length, length });
  return peaks;
}

const namesToEmpty = (texts: readonly string[]): string[] => texts.map(() => '');
