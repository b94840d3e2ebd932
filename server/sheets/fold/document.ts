/** A sheet's document: how it begins, and what it says. */

import * as Y from 'yjs';
import { FRAMES } from '../../../shared/deck/card.ts';

/** The client id that the starting code is written with: always the same, so that seeding twice would still write it once. */
const SEED_CLIENT = 1;

/** The first update of a sheet (Yjs, V1): the starting code, written once, by the server. An empty start gives an update that changes nothing. */
export function seedSheet(start: string): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = SEED_CLIENT;
  doc.getText('code').insert(0, start);
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

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
