/** Refuses, before it is sent, an edit that the server would not take, and says why. */

import { EditorState, type Extension, type Transaction } from '@codemirror/state';
import { ySyncAnnotation } from 'y-codemirror.next';
import * as Y from 'yjs';

import { LIMITS } from '../../../shared/limits.ts';

/** Characters that always fit into an insertion: not worth a look. */
const FEW = 1_000;
/** Bytes that a sheet's state takes beside the text of an insertion, at most. */
const OVERHEAD = 100;

/** @param refused told, in words for people, why an edit was not carried out */
export const fits = (text: Y.Text, refused: (why: string) => void): Extension =>
  EditorState.transactionFilter.of((tr) => {
    if (!tr.docChanged || tr.annotation(ySyncAnnotation)) return tr;
    const why = tooLarge(text.doc, insertedBytes(tr));
    if (why === null) return tr;
    refused(why);
    return [];
  });

function insertedBytes(tr: Transaction): number {
  let bytes = 0;
  tr.changes.iterChanges((_fromA, _toA, _fromB, _toB, inserted) => {
    bytes += inserted.length < FEW ? inserted.length : new TextEncoder().encode(inserted.toString()).length;
  });
  return bytes;
}

/** Why so many bytes cannot be inserted; null where they can. */
export function tooLarge(doc: Y.Doc | null, bytes: number): string | null {
  if (bytes <= FEW || !doc) return null;
  if (bytes > LIMITS.paste)
    return `Nothing was inserted: at most ${kilobytes(LIMITS.paste)} fit at once; this is ${kilobytes(bytes)}.`;
  if (Y.encodeStateAsUpdate(doc).length + bytes + OVERHEAD > LIMITS.sheet)
    return 'Nothing was inserted: the sheet has no room for that much. Copy a part of it.';
  return null;
}

const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1_000).toLocaleString('en')} kB`;
