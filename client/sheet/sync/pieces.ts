/**
 * Cuts what is sent into pieces that the server takes: an hour offline can leave more to say than one frame holds.
 * Each piece can be applied as soon as those before it have been.
 */

import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { messageYjsSyncStep1, messageYjsUpdate } from 'y-protocols/sync';
import * as Y from 'yjs';
import { SHEET_MESSAGE } from '../../../shared/wire.ts';
import { LIMITS } from '../../../shared/limits.ts';

export interface PieceLimits {
  /** Bytes, about: a piece may be larger by one struct. */
  bytes: number;
  structs: number;
  deletions: number;
  /** Characters of one stretch of text. */
  characters: number;
}

const PIECE: PieceLimits = {
  bytes: LIMITS.frame / 4,
  structs: LIMITS.structs / 2,
  deletions: LIMITS.deletions / 2,
  characters: LIMITS.frame / 8,
};

/** A frame below this, in bytes, keeps every limit. */
const SURELY_FITS = 2 * LIMITS.deletions;

type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number];
type Deletion = readonly [client: number, clock: number, length: number];

/** The frames to send instead of one. */
export function framesOf(frame: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  if (frame.length <= SURELY_FITS) return [frame];
  const decoder = decoding.createDecoder(frame);
  if (decoding.readVarUint(decoder) !== SHEET_MESSAGE.sync) return [frame];
  const step = decoding.readVarUint(decoder);
  if (step === messageYjsSyncStep1) return [frame];
  const pieces = piecesOf(decoding.readVarUint8Array(decoder));
  if (pieces.length === 1) return [frame];
  // Only the last is what was asked for: by it the server knows that nothing is missing any more.
  return pieces.map((piece, index) => syncFrame(index < pieces.length - 1 ? messageYjsUpdate : step, piece));
}

function syncFrame(step: number, piece: Uint8Array): Uint8Array<ArrayBuffer> {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, SHEET_MESSAGE.sync);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, piece);
  }) as Uint8Array<ArrayBuffer>;
}

/** @returns updates that make up the given one, in the order they must be applied; itself where it keeps the limits */
export function piecesOf(update: Uint8Array, limits: PieceLimits = PIECE): Uint8Array[] {
  const { structs, ds } = Y.decodeUpdate(update);
  const deletions = [...ds.clients].flatMap(([client, ranges]) =>
    ranges.map(({ clock, len }): Deletion => [client, clock, len]),
  );
  if (update.length <= limits.bytes && structs.length <= limits.structs && deletions.length <= limits.deletions)
    return [update];
  const short = structs.flatMap((struct) => shortened(struct, limits.characters));
  const ordered = inOrder(short);
  // Structs that wait for each other are no document's; the server says so.
  if (ordered.length < short.length) return [update];
  return [
    ...runsOfStructs(ordered, limits).map((some) => encode(some, [])),
    ...chunks(deletions, limits.deletions).map((some) => encode([], some)),
  ];
}

/** A long stretch of text as several, as Yjs itself would split it; no character is cut. */
function shortened(struct: Struct, characters: number): Struct[] {
  if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) return [struct];
  const text = struct.content.str;
  if (text.length <= characters) return [struct];
  const parts: Struct[] = [];
  for (let from = 0; from < text.length;) {
    const end = from + characters;
    const to = isHighHalf(text.charCodeAt(end - 1)) ? end + 1 : end;
    parts.push(partOf(struct, text.slice(from, to), from));
    from = to;
  }
  return parts;
}

const isHighHalf = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

function partOf({ id, origin, rightOrigin, parent, parentSub }: Y.Item, text: string, offset: number): Y.Item {
  const left = offset === 0 ? origin : Y.createID(id.client, id.clock + offset - 1);
  const here = Y.createID(id.client, id.clock + offset);
  return new Y.Item(here, null, left, null, rightOrigin, parent, parentSub, new Y.ContentString(text));
}

/** Every struct behind those it refers to. What is not in the update at all, the server has. */
function inOrder(structs: Struct[]): Struct[] {
  const waiting = grouped(structs, ({ id }) => id.client);
  const taken = new Map<number, number>();
  const reached = ({ client, clock }: Y.ID): boolean => {
    const next = waiting.get(client)?.[taken.get(client) ?? 0];
    return next === undefined || clock < next.id.clock;
  };
  const ordered: Struct[] = [];
  for (let before = -1; before < ordered.length;) {
    before = ordered.length;
    for (const [client, queue] of waiting) {
      for (let index = taken.get(client) ?? 0; ; index++) {
        const struct = queue[index];
        taken.set(client, index);
        if (!struct || !neighbours(struct).every((id) => id.client === client || reached(id))) break;
        ordered.push(struct);
      }
    }
  }
  return ordered;
}

function neighbours(struct: Struct): Y.ID[] {
  if (!(struct instanceof Y.Item)) return [];
  const { origin, rightOrigin, parent } = struct;
  return [origin, rightOrigin, parent instanceof Y.ID ? parent : null].filter((id) => id !== null);
}

function runsOfStructs(ordered: Struct[], limits: PieceLimits): Struct[][] {
  const runs: Struct[][] = [];
  let bytes = Infinity;
  for (const struct of ordered) {
    const run = runs.at(-1);
    const size = sizeOf(struct);
    if (run && run.length < limits.structs && bytes + size <= limits.bytes) run.push(struct);
    else {
      runs.push([struct]);
      bytes = 0;
    }
    bytes += size;
  }
  return runs;
}

function sizeOf(struct: Struct): number {
  const encoder = new Y.UpdateEncoderV1();
  struct.write(encoder, 0);
  return encoder.toUint8Array().length;
}

function grouped<T>(all: readonly T[], clientOf: (one: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const one of all) {
    const client = clientOf(one);
    const group = groups.get(client);
    if (group) group.push(one);
    else groups.set(client, [one]);
  }
  return groups;
}

function chunks<T>(all: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}

/** As Yjs lays an update out: for each client its structs, then for each client its deletions. */
function encode(structs: Struct[], deletions: Deletion[]): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  const rest = encoder.restEncoder;
  const runs = grouped(structs, ({ id }) => id.client);
  encoding.writeVarUint(rest, runs.size);
  for (const [client, run] of runs) {
    encoding.writeVarUint(rest, run.length);
    encoder.writeClient(client);
    encoding.writeVarUint(rest, run[0]?.id.clock ?? 0);
    for (const struct of run) struct.write(encoder, 0);
  }
  const ranges = grouped(deletions, ([client]) => client);
  encoding.writeVarUint(rest, ranges.size);
  for (const [client, some] of ranges) {
    encoding.writeVarUint(rest, client);
    encoding.writeVarUint(rest, some.length);
    for (const [, clock, length] of some) {
      encoding.writeVarUint(rest, clock);
      encoding.writeVarUint(rest, length);
    }
  }
  return encoder.toUint8Array();
}
