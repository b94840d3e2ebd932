/**
 * Reads a Yjs V1 update without applying it, and accepts only what a plain text can need.
 *
 * Layout: varUint(runs), each run varUint(structs) varUint(client) varUint(clock) and its structs; then the delete set:
 * varUint(clients), each varUint(client) varUint(ranges) and per range varUint(clock) varUint(length).
 * A struct is one info byte (low five bits: kind of content; 0x80: has an origin; 0x40: has a right origin; 0x20: has a map key),
 * the ids it names, the root name when it names none, and the content. Lengths count UTF-16 units.
 */

import * as decoding from 'lib0/decoding';
import { FRAMES } from '../../shared/deck/card.ts';
import { LIMITS } from '../../shared/protocol.ts';

export interface Id {
  client: number;
  clock: number;
}

export interface Struct {
  clock: number;
  length: number;
  /** Its left and right neighbours when it was written. */
  origin: Id | null;
  rightOrigin: Id | null;
}

/** Consecutive structs of one client, from `clock` up to but not including `end`. */
export interface Run {
  client: number;
  clock: number;
  end: number;
  structs: Struct[];
}

/** `clock` up to but not including `end`. */
export interface Deletion {
  client: number;
  clock: number;
  end: number;
}

export interface Inspected {
  runs: Run[];
  deletions: Deletion[];
}

/** Not an update that a text can send. */
export class Malformed extends Error {
  override name = 'Malformed';
}

/** Structs and deleted ranges of one update: many short ones cost far more to apply than their bytes suggest. */
const STRUCTS_MAX = 5_000;
const DELETIONS_MAX = 10_000;
/** Client ids are 32 random bits; a clock counts UTF-16 units ever written. Both stay below. */
export const CLIENT_MAX = 2 ** 32;
export const CLOCK_MAX = 2 ** 31;

const DELETED = 1;
const STRING = 4;
const HAS_ORIGIN = 0x80;
const HAS_RIGHT_ORIGIN = 0x40;
const HAS_KEY = 0x20;

const ROOTS: ReadonlySet<string> = new Set([
  'code',
  ...Object.values(FRAMES).flatMap((parts) => parts.map((part) => `frame/${part}`)),
]);

/** @throws {Malformed} */
export function inspect(bytes: Uint8Array): Inspected {
  try {
    const decoder = decoding.createDecoder(bytes);
    const update = { runs: readRuns(decoder), deletions: readDeletions(decoder) };
    demand(!decoding.hasContent(decoder), 'bytes after its end');
    return update;
  } catch (error) {
    throw error instanceof Malformed ? error : new Malformed('not a V1 update', { cause: error });
  }
}

function readRuns(decoder: decoding.Decoder): Run[] {
  const count = decoding.readVarUint(decoder);
  const runs: Run[] = [];
  const seen = new Set<number>();
  let structs = 0;
  for (let i = 0; i < count; i++) {
    const run = readRun(decoder, STRUCTS_MAX - structs);
    demand(!seen.has(run.client), 'two runs of one client');
    seen.add(run.client);
    structs += run.structs.length;
    runs.push(run);
  }
  return runs;
}

function readRun(decoder: decoding.Decoder, atMost: number): Run {
  const count = decoding.readVarUint(decoder);
  demand(count > 0 && count <= atMost, 'number of structs');
  const { client, clock } = readId(decoder);
  const run: Run = { client, clock, end: clock, structs: [] };
  for (let i = 0; i < count; i++) {
    const struct = readStruct(decoder, run.end);
    run.structs.push(struct);
    run.end += struct.length;
  }
  demand(run.end <= CLOCK_MAX, 'clock');
  return run;
}

function readStruct(decoder: decoding.Decoder, clock: number): Struct {
  const info = decoding.readUint8(decoder);
  demand((info & HAS_KEY) === 0, 'a map entry');
  const origin = info & HAS_ORIGIN ? readId(decoder) : null;
  const rightOrigin = info & HAS_RIGHT_ORIGIN ? readId(decoder) : null;
  if (!origin && !rightOrigin) readRoot(decoder);
  const length = readContent(decoder, info & 0x1f);
  demand(length > 0 && length <= LIMITS.sheet, 'length of a struct');
  return { clock, length, origin, rightOrigin };
}

function readRoot(decoder: decoding.Decoder): void {
  demand(decoding.readVarUint(decoder) === 1, 'a nested type');
  demand(ROOTS.has(decoding.readVarString(decoder)), 'name of a text');
}

/** Reading a string throws on broken UTF-8, and with it on half a surrogate pair. */
function readContent(decoder: decoding.Decoder, kind: number): number {
  if (kind === STRING) return decoding.readVarString(decoder).length;
  demand(kind === DELETED, 'kind of content');
  return decoding.readVarUint(decoder);
}

function readDeletions(decoder: decoding.Decoder): Deletion[] {
  const clients = decoding.readVarUint(decoder);
  const deletions: Deletion[] = [];
  for (let i = 0; i < clients; i++) {
    const client = decoding.readVarUint(decoder);
    const ranges = decoding.readVarUint(decoder);
    demand(ranges > 0 && ranges <= DELETIONS_MAX - deletions.length, 'number of deletions');
    for (let j = 0; j < ranges; j++) deletions.push(readDeletion(decoder, client));
  }
  return deletions;
}

function readDeletion(decoder: decoding.Decoder, client: number): Deletion {
  const clock = decoding.readVarUint(decoder);
  const length = decoding.readVarUint(decoder);
  demand(length > 0, 'length of a deletion');
  return { client, clock, end: clock + length };
}

function readId(decoder: decoding.Decoder): Id {
  const client = decoding.readVarUint(decoder);
  const clock = decoding.readVarUint(decoder);
  demand(client < CLIENT_MAX && clock < CLOCK_MAX, 'id');
  return { client, clock };
}

function demand(holds: boolean, what: string): void {
  if (!holds) throw new Malformed(what);
}
