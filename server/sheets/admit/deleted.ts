/** What was already deleted when a connection joined: a step 2 always brings the client's whole delete set along. */

import * as decoding from 'lib0/decoding';
import type { Deletion } from '../wire/update.ts';

export interface Deleted {
  /** Whether all of it is. */
  has(deletion: Deletion): boolean;
  /** Whether an update holds these deletions and nothing else: what a client says that has everything. */
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

interface Range {
  clock: number;
  len: number;
}

/** @param ranges sorted and apart from one another, so that one of them holds all of a deletion or it is not all deleted */
function rangeAt(ranges: readonly Range[], clock: number): Range | undefined {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const range = ranges[middle];
    if (range && range.clock <= clock) low = middle + 1;
    else high = middle;
  }
  return ranges[low - 1];
}
