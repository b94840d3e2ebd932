/** Finds runs of eight words that are in a text the deck was informed by, knowing only hashes of those texts. */

import { createHash } from 'node:crypto';

/** Words of one run: shorter ones are common property. */
const RUN = 8;
/** Bytes kept of each hash: among a million runs of a deck, not one is expected to be found by chance. */
export const HASH_BYTES = 6;

/** A run of words as one reads it, and the line on which it begins, from 1. */
export interface Run {
  words: string;
  line: number;
}

/** Every run of a text: letters and digits count; case, spaces, line ends and signs do not. */
export function runsOf(text: string): Run[] {
  const words = text.split('\n').flatMap((line, index) =>
    [
      ...line
        .normalize('NFKC')
        .toLowerCase()
        .matchAll(/[\p{L}\p{N}]+/gu),
    ].map(([word]) => ({ word, line: index + 1 })),
  );
  return words.slice(RUN - 1).map((_, at) => {
    const run = words.slice(at, at + RUN);
    return { words: run.map(({ word }) => word).join(' '), line: run[0]!.line };
  });
}

export const hashOf = (words: string): string =>
  createHash('sha256')
    .update(words)
    .digest('hex')
    .slice(0, HASH_BYTES * 2);

/** The file of hashes: each after the other, sorted, so that the texts cannot be put together again. */
export function packHashes(texts: readonly string[]): Buffer {
  const hashes = new Set(texts.flatMap(runsOf).map(({ words }) => hashOf(words)));
  return Buffer.from([...hashes].sort().join(''), 'hex');
}

export function unpackHashes(packed: Buffer): Set<string> {
  const hashes = new Set<string>();
  for (let at = 0; at < packed.length; at += HASH_BYTES) hashes.add(packed.toString('hex', at, at + HASH_BYTES));
  return hashes;
}

/** The first run of each line that is not our own. */
export function foreignRuns(text: string, foreign: ReadonlySet<string>): Run[] {
  const found = runsOf(text).filter(({ words }) => foreign.has(hashOf(words)));
  return found.filter((run, index) => run.line !== found[index - 1]?.line);
}
