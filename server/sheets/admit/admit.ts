/** Decides what an inspected update may do to a sheet, given what the sheet holds and whose client ids are whose. */

import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import type { PeerId } from '../../../shared/room/ids.ts';
import { firstIndex } from '../../../shared/search.ts';
import { CLOSE } from '../../../shared/wire.ts';
import { apartIn, type Apart } from './apart.ts';
import type { Deletion, Inspected, Run } from '../wire/update.ts';
import type { Id, Struct } from '../wire/struct.ts';

/** Who wrote with a client id: a peer, or the server itself (the starter text). */
export type Owner = PeerId | typeof SERVER;
export const SERVER = Symbol('server');

/** What admission needs to know of a sheet. */
export interface Known {
  /** The next clock of a client id, 0 for an unknown one. */
  clock(client: number): number;
  owner(client: number): Owner | undefined;
  /** Whether all of it is known to be deleted; false if that is not known. */
  isDeleted(deletion: Deletion): boolean;
  /** Whether this struct is outside the texts. */
  isApart(id: Id): boolean;
  /** How many more client ids the sheet takes of this peer. */
  clientsLeft: number;
  /** How many more bytes the sheet takes of this peer. */
  bytesLeft: number;
}

export type Verdict =
  /** Nothing in it that is not there already; `clients` the ids that it repeats edits of. */
  | { is: 'known'; clients: number[] }
  /** It needs edits that have not come yet. */
  | { is: 'early' }
  | { is: 'refused'; close: number; why: string }
  /**
   * `bytes` to be stored and relayed; `clocks` the ids it wrote with and their next clocks; `apart` what is outside the
   * texts.
   */
  | { is: 'new'; bytes: Uint8Array; clocks: (readonly [client: number, clock: number])[]; apart: Apart };

export function admit(update: Inspected, bytes: Uint8Array, peer: PeerId, known: Known): Verdict {
  const fresh = update.runs.filter((run) => run.end > known.clock(run.client));
  if (fresh.some((run) => !isOwn(run.client, peer, known)))
    return refused(CLOSE.malformed, 'client id of somebody else');
  if (fresh.some((run) => run.clock > known.clock(run.client)) || !settles(update, known)) return { is: 'early' };
  if (fresh.length === 0 && update.deletions.every((deletion) => known.isDeleted(deletion)))
    return { is: 'known', clients: update.runs.map((run) => run.client) };
  if (fresh.filter((run) => known.owner(run.client) === undefined).length > known.clientsLeft)
    return refused(CLOSE.full, 'too many client ids');
  if (fresh.length > 0 && bytes.length > known.bytesLeft) return refused(CLOSE.full, 'sheet full');
  const apart = apartIn(fresh, known);
  if (!apart) return refused(CLOSE.malformed, 'a value in a text');
  return {
    is: 'new',
    apart,
    bytes: withoutKnown(update, bytes, known),
    clocks: fresh.map((run) => [run.client, run.end]),
  };
}

const refused = (close: number, why: string): Verdict => ({ is: 'refused', close, why });

function isOwn(client: number, peer: PeerId, known: Known): boolean {
  const owner = known.owner(client);
  return owner === undefined || owner === peer;
}

/**
 * Whether every struct and deletion finds what it refers to, in the order in which Yjs would integrate them. One that
 * does not would wait in everybody's document as "pending", and cycles would wait forever.
 */
function settles(update: Inspected, known: Known): boolean {
  const clock = (client: number): number => known.clock(client);
  // Typing builds only on what the sheet holds.
  if (update.deletions.length === 0 && update.runs.every((run) => advance(run, 0, clock) === run.structs.length))
    return true;
  const reached = new Map<number, number>();
  const reach = (client: number): number => reached.get(client) ?? clock(client);
  let waiting = update.runs.map((run) => ({ run, next: 0 }));
  while (waiting.length > 0) {
    let moved = false;
    for (const queue of waiting) {
      const start = queue.next;
      queue.next = advance(queue.run, start, reach);
      if (queue.next === start) continue;
      moved = true;
      const last = queue.run.structs[queue.next - 1];
      if (last) reached.set(queue.run.client, Math.max(reach(queue.run.client), last.clock + last.length));
    }
    if (!moved) return false;
    waiting = waiting.filter(({ run, next }) => next < run.structs.length);
  }
  return update.deletions.every((deletion) => deletion.end <= reach(deletion.client));
}

/** The index of the first struct at or after `next` that cannot be integrated yet. */
function advance(run: Run, next: number, reach: (client: number) => number): number {
  let index = next;
  for (let struct = run.structs[index]; struct && isPlaced(run.client, struct, reach); struct = run.structs[index])
    index++;
  return index;
}

function isPlaced(client: number, struct: Struct, reach: (client: number) => number): boolean {
  const there = (id: Id | null): boolean =>
    id === null || id.clock < (id.client === client ? struct.clock : reach(id.client));
  return there(struct.origin) && there(struct.rightOrigin) && there(struct.parent);
}

/** A step 2 may repeat structs that the sheet already has, other people's too: those are not stored a second time. */
function withoutKnown(update: Inspected, bytes: Uint8Array, known: Known): Uint8Array {
  const repeated = update.runs.filter((run) => run.clock < known.clock(run.client));
  if (repeated.length === 0) return bytes;
  return Y.diffUpdate(
    bytes,
    Y.encodeStateVector(new Map(repeated.map((run) => [run.client, known.clock(run.client)]))),
  );
}

/** What was already deleted when a connection joined: a step 2 always brings the client's whole delete set along. */
export interface Deleted {
  /** Whether all of it is. */
  has(deletion: Deletion): boolean;
  /** Whether an update holds these deletions and nothing else: what a client sends that has everything. */
  isAllOf(update: Uint8Array): boolean;
}

export const nothingDeleted: Deleted = { has: () => false, isAllOf: () => false };

/** @param deletions as an update ends with them; read when first asked */
export function deletedIn(deletions: Uint8Array): Deleted {
  let clients: Map<number, Range[]> | null = null;
  return {
    has({ client, clock, end }) {
      clients ??= readRanges(deletions);
      const range = rangeAt(clients.get(client) ?? [], clock);
      return range !== undefined && end <= range.clock + range.len;
    },
    // No structs, then the deletions.
    isAllOf: (update) => update[0] === 0 && Buffer.compare(update.subarray(1), deletions) === 0,
  };
}

function readRanges(deletions: Uint8Array): Map<number, Range[]> {
  const decoder = decoding.createDecoder(deletions);
  const clients = new Map<number, Range[]>();
  for (let count = decoding.readVarUint(decoder); count > 0; count--) {
    const client = decoding.readVarUint(decoder);
    const ranges = Array.from({ length: decoding.readVarUint(decoder) }, () => {
      const clock = decoding.readVarUint(decoder);
      return { clock, len: decoding.readVarUint(decoder) };
    });
    clients.set(client, ranges);
  }
  return clients;
}

/** Clocks of one client: `len` of them from `clock` on. */
interface Range {
  clock: number;
  len: number;
}

/**
 * @param ranges sorted and not overlapping, so that either one of them holds all of a deletion or it is not all deleted
 */
const rangeAt = (ranges: readonly Range[], clock: number): Range | undefined =>
  ranges[firstIndex(ranges.length, (i) => (ranges[i]?.clock ?? Infinity) > clock) - 1];
