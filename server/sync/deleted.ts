/** What was already deleted when a connection joined: a step 2 always brings the client's whole delete set along. */

import * as Y from 'yjs';
import type { Deletion } from './inspect.ts';

export type Deleted = (deletion: Deletion) => boolean;

export const nothingDeleted: Deleted = () => false;

export function deletedIn(doc: Y.Doc): Deleted {
  const set = Y.createDeleteSetFromStructStore(doc.store);
  return ({ client, clock, end }) => {
    const range = rangeAt(set.clients.get(client) ?? [], clock);
    return range !== undefined && end <= range.clock + range.len;
  };
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
