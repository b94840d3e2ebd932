/**
 * Keeps a deck that was found good beside a hash of its files, so that a start with the same files need not check them
 * again.
 */

import { createHash, type Hash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Card } from '../../shared/deck/card.ts';
import { entriesOf } from './folders.ts';
import { deckOf, readDeck, type Deck } from './read.ts';

interface Kept {
  hash: string;
  cards: Card[];
  areas: Deck['areas'];
}

/**
 * The same as `readDeck`, which takes half a second of CPU for 180 cards.
 * @param file where it is kept: a place that is cleared when the code changes that reads and checks
 * @throws DeckFaults when anything in the folders is wrong
 */
export function readKeptDeck(dirs: readonly string[], file: string): Deck {
  const hash = hashOf(dirs);
  const kept = keptIn(file);
  if (hash !== null && kept?.hash === hash) return deckOf(kept.cards, kept.areas);
  const deck = readDeck(dirs);
  // What was changed meanwhile was read in part only.
  if (hash !== null && hashOf(dirs) === hash) keep(file, { hash, cards: [...deck.cards.values()], areas: deck.areas });
  return deck;
}

/** Of every name and every byte in the folders; null where something there cannot be read. */
function hashOf(dirs: readonly string[]): string | null {
  try {
    const hash = createHash('sha256');
    for (const dir of dirs) addFolder(hash, dir, '');
    return hash.digest('hex');
  } catch {
    return null;
  }
}

function addFolder(hash: Hash, dir: string, folder: string): void {
  const entries = entriesOf(join(dir, folder));
  hash.update(`${entries.length} in ${folder}\n`);
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      addFolder(hash, dir, path);
      continue;
    }
    const bytes = readFileSync(join(dir, path));
    hash.update(`${path} ${bytes.length}\n`).update(bytes);
  }
}

function keptIn(file: string): Kept | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Kept;
  } catch {
    return null;
  }
}

/** In one step, so that nobody reads half of it. Where it cannot be written, the next start checks again. */
function keep(file: string, kept: Kept): void {
  try {
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, JSON.stringify(kept));
    renameSync(unfinished, file);
  } catch {
    // As said above.
  }
}
