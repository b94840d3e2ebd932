/**
 * Reads one struct of a Yjs V1 update, and accepts only what a sheet can need: text in its texts, and in the places of
 * what runs (its maps and lists) plain values, maps and texts one level deep.
 *
 * A struct is one info byte (low five bits: kind of content; 0x80: has an origin; 0x40: has a right origin; 0x20: has a
 * map key), the ids it names, then, when it names none, its parent (a root by name, or the id of a nested type) and its
 * key, and the content. Lengths count UTF-16 units, or values.
 */

import * as decoding from 'lib0/decoding';
import { FRAMES } from '../../../shared/deck/card.ts';
import { LIMITS } from '../../../shared/limits.ts';

export interface Id {
  client: number;
  clock: number;
}

export interface Struct {
  clock: number;
  length: number;
  /** Its left and right neighbours when it was written, or the nested type it was put into. */
  origin: Id | null;
  rightOrigin: Id | null;
  parent: Id | null;
  /** It is outside the texts by what it says itself; another one is where its neighbours are. */
  apart: boolean;
  /** Its content has no place in a text. */
  structured: boolean;
}

/** Not an update that a sheet can need. */
export class Malformed extends Error {
  override name = 'Malformed';
}

export function demand(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Malformed(what);
}

/** Client ids are 32 random bits; a clock counts UTF-16 units ever written. Both stay below. */
export const CLIENT_MAX = 2 ** 32;
export const CLOCK_MAX = 2 ** 31;

const GC = 0;
const DELETED = 1;
const STRING = 4;
const TYPE = 7;
const ANY = 8;
const HAS_ORIGIN = 0x80;
const HAS_RIGHT_ORIGIN = 0x40;
const HAS_KEY = 0x20;

/** A map and a text, as Yjs numbers its types. */
const NESTED: readonly number[] = [1, 2];

export const TEXT_ROOTS: ReadonlySet<string> = new Set([
  'code',
  ...Object.values(FRAMES).flatMap((parts) => parts.map((part) => `frame/${part}`)),
]);
const MAP_ROOTS: ReadonlySet<string> = new Set(['output', 'reading']);
const LIST_ROOTS: ReadonlySet<string> = new Set(Array.from({ length: LIMITS.predictions }, (_, i) => `trace/${i + 1}`));

/** Characters of a map's key, and of a text that is a value of its own. */
const KEY_MAX = 40;
const VALUE_MAX = 4_000;
/** Values of one struct. */
const VALUES_MAX = 1_000;

export function readStruct(decoder: decoding.Decoder, clock: number): Struct {
  const info = decoding.readUint8(decoder);
  if (info === GC) return { ...NOWHERE, clock, length: readLength(decoder), apart: true };
  const origin = info & HAS_ORIGIN ? readId(decoder) : null;
  const rightOrigin = info & HAS_RIGHT_ORIGIN ? readId(decoder) : null;
  const place = origin || rightOrigin ? null : readPlace(decoder, (info & HAS_KEY) !== 0);
  const kind = info & 0x1f;
  const structured = kind === TYPE || kind === ANY;
  demand(!structured || place === null || place.apart, 'a value in a text');
  demand(kind !== TYPE || !place?.parent, 'a type nested deeper');
  const length = readContent(decoder, kind);
  demand(length > 0 && length <= LIMITS.sheet, 'length of a struct');
  const parent = place?.parent ?? null;
  return { clock, length, origin, rightOrigin, parent, apart: place?.apart ?? false, structured };
}

const NOWHERE = { origin: null, rightOrigin: null, parent: null, structured: false } as const;

/** Where a struct without neighbours is put. */
function readPlace(decoder: decoding.Decoder, keyed: boolean): Pick<Struct, 'parent' | 'apart'> {
  const isRoot = decoding.readVarUint(decoder) === 1;
  const parent = isRoot ? null : readId(decoder);
  const root = isRoot ? decoding.readVarString(decoder) : '';
  if (keyed) demand(decoding.readVarString(decoder).length <= KEY_MAX, 'length of a key');
  if (parent) return { parent, apart: true };
  const apart = keyed ? MAP_ROOTS.has(root) : LIST_ROOTS.has(root);
  demand(apart || (!keyed && TEXT_ROOTS.has(root)), 'name of a root');
  return { parent, apart };
}

/** Reading a string throws on broken UTF-8, and with it on half a surrogate pair. */
function readContent(decoder: decoding.Decoder, kind: number): number {
  switch (kind) {
    case STRING:
      return decoding.readVarString(decoder).length;
    case DELETED:
      return decoding.readVarUint(decoder);
    case TYPE:
      demand(NESTED.includes(decoding.readVarUint(decoder)), 'kind of nested type');
      return 1;
    case ANY:
      return readValues(decoder);
    default:
      throw new Malformed('kind of content');
  }
}

function readValues(decoder: decoding.Decoder): number {
  const count = decoding.readVarUint(decoder);
  demand(count <= VALUES_MAX, 'number of values');
  for (let i = 0; i < count; i++) readValue(decoder);
  return count;
}

/** The first byte of what lib0 calls any: nothing that holds others, so that nothing is deep. */
const PLAIN: readonly number[] = [119, 120, 121, 123, 124, 125, 126, 127];

function readValue(decoder: decoding.Decoder): void {
  demand(PLAIN.includes(decoder.arr[decoder.pos] ?? 0), 'kind of value');
  const value: unknown = decoding.readAny(decoder);
  demand(typeof value !== 'string' || value.length <= VALUE_MAX, 'length of a value');
}

function readLength(decoder: decoding.Decoder): number {
  const length = decoding.readVarUint(decoder);
  demand(length > 0 && length <= LIMITS.sheet, 'length of a struct');
  return length;
}

export function readId(decoder: decoding.Decoder): Id {
  const client = decoding.readVarUint(decoder);
  const clock = decoding.readVarUint(decoder);
  demand(client < CLIENT_MAX && clock < CLOCK_MAX, 'id');
  return { client, clock };
}
