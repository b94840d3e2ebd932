/** A pin's place in a sheet: Yjs positions as text, which stay with the characters they were put at. */

import * as Y from 'yjs';
import { LIMITS } from '../../../shared/limits.ts';

/** A selection of a sheet's text: encoded relative positions, and the words as they were. */
export interface PinnedRange {
  from: string;
  to: string;
  quote: string;
}

/** Where a pin lies now. */
export interface Place {
  text: Y.Text;
  from: number;
  to: number;
}

/** A pin on the text between two indices. What is later typed at its edges stays outside. */
export function pinAt(text: Y.Text, from: number, to: number): PinnedRange {
  const encode = (index: number, assoc: number) =>
    JSON.stringify(Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index, assoc)));
  return { from: encode(from, 0), to: encode(to, -1), quote: quoteOf(text.toString().slice(from, to)) };
}

/** A pin on one line of the text, 1-based; null where there is no such line. */
export function pinOfLine(text: Y.Text, line: number): PinnedRange | null {
  const lines = text.toString().split('\n');
  const words = lines[line - 1];
  if (words === undefined) return null;
  const from = lines.slice(0, line - 1).reduce((sum, before) => sum + before.length + 1, 0);
  return pinAt(text, from, from + words.length);
}

/** Where the pin lies in the document now; null when it is no place of this document. */
export function placeOf(doc: Y.Doc, pin: Pick<PinnedRange, 'from' | 'to'>): Place | null {
  const from = resolve(doc, parse(pin.from));
  const to = resolve(doc, parse(pin.to));
  if (!from || !to || from.text !== to.text) return null;
  return { text: from.text, from: Math.min(from.index, to.index), to: Math.max(from.index, to.index) };
}

/** The index a relative position points to. Positions come from other people: whatever they hold, it never throws. */
export function resolve(doc: Y.Doc, position: unknown): { text: Y.Text; index: number } | null {
  if (typeof position !== 'object' || position === null) return null;
  try {
    const found = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(position), doc);
    return found && found.type instanceof Y.Text ? { text: found.type, index: found.index } : null;
  } catch {
    return null;
  }
}

function parse(position: string): unknown {
  try {
    return JSON.parse(position);
  } catch {
    return null;
  }
}

/** At most as long as a quote may be, and never with half a character at its end. */
function quoteOf(text: string): string {
  return text.slice(0, LIMITS.quote).replace(/[\uD800-\uDBFF]$/, '');
}
