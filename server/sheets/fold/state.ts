/**
 * The state of a sheet as its snapshot keeps it: one V1 update, and beside it what would cost a whole document to find out: the state vector,
 * where its deletions begin, which structs are outside the texts, and how long folding it took.
 *
 * varUint(version) varUint(took, ms) varUint8Array(vector) varUint8Array(apart) varUint(bytes before the deletions), then the update.
 */

import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { Apart } from '../admit/apart.ts';

const VERSION = 1;

export interface State {
  /** All of it as one V1 update. */
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
