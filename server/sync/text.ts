/** Reads what a sheet says out of its document. */

import type * as Y from 'yjs';
import { FRAMES } from '../../shared/deck/card.ts';

/** What a sheet says. `frame` holds the filled parts of the answer frame. */
export interface SheetText {
  code: string;
  frame: Record<string, string>;
}

const PARTS: readonly string[] = [...new Set<string>(Object.values(FRAMES).flat())];

export function textOf(doc: Y.Doc): SheetText {
  const filled = PARTS.map((part) => [part, doc.getText(`frame/${part}`).toString()] as const).filter(
    ([, text]) => text !== '',
  );
  return { code: doc.getText('code').toString(), frame: Object.fromEntries(filled) };
}
