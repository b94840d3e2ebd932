/** A sheet's document: how it begins, what it says, and how a snapshot keeps its state. */

import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { FRAMES } from '../../../shared/deck/card.ts';
import { Apart } from '../admit/apart.ts';

/**
 * The client id that the starting code is written with: always the same, so that seeding twice would still write it
 * once.
 */
const SEED_CLIENT = 1;

/**
 * The first update of a sheet (Yjs, V1): the starting code, written once, by the server. An empty start gives an update
 * that changes nothing.
 */
export function seedSheet(start: string): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = SEED_CLIENT;
  doc.getText('code').insert(0, start);
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

/** What a sheet says. `frame` holds the filled parts of the answer outline. */
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

/** Of what `encodeState` writes. */
const VERSION = 1;

/** The state of a sheet: one V1 update, and beside it what would cost a whole document to find out. */
export interface State {
  /** The whole state as one V1 update. */
  update: Uint8Array;
  vector: Uint8Array;
  /** The deletions alone, as they are at the end of the update. */
  deletions: Uint8Array;
  /** Read by `Apart.decode`. */
  apart: Uint8Array;
  /** ms that folding it took. */
  took: number;
}

export function stateOf(doc: Y.Doc, took: number): State {
  const update = Y.encodeStateAsUpdate(doc);
  const vector = Y.encodeStateVector(doc);
  // An update against all that there is holds no structs: a zero, then the deletions.
  const { length } = Y.encodeStateAsUpdate(doc, vector);
  const deletions = update.subarray(update.length - length + 1);
  return { update, vector, deletions, apart: Apart.of(doc).encode(), took };
}

/**
 * varUint(version) varUint(took, ms) varUint8Array(vector) varUint8Array(apart) varUint(bytes before the deletions),
 * then the update.
 */
export function encodeState({ update, vector, deletions, apart, took }: State): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, VERSION);
    encoding.writeVarUint(encoder, Math.round(took));
    encoding.writeVarUint8Array(encoder, vector);
    encoding.writeVarUint8Array(encoder, apart);
    encoding.writeVarUint(encoder, update.length - deletions.length);
    encoding.writeUint8Array(encoder, update);
  });
}

export function decodeState(bytes: Uint8Array): State {
  const decoder = decoding.createDecoder(bytes);
  const version = decoding.readVarUint(decoder);
  if (version !== VERSION) throw new Error(`a snapshot of version ${version}, which this server does not know`);
  const took = decoding.readVarUint(decoder);
  const vector = decoding.readVarUint8Array(decoder);
  const apart = decoding.readVarUint8Array(decoder);
  const deletedAt = decoding.readVarUint(decoder);
  const update = bytes.subarray(decoder.pos);
  return { update, vector, deletions: update.subarray(deletedAt), apart, took };
}
