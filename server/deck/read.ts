/** Reads a deck's folders into cards, or into everything that is wrong with them. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Card } from '../../shared/deck/card.ts';
import { parseCurriculum } from './parse/curriculum.ts';
import { parseCard, type CardFolder } from './parse/card.ts';
import { faultText, type Curriculum, type Fault } from './parse/faults.ts';
import type { CardId, CardVersion } from '../../shared/room/ids.ts';
import { cardFolders, textsOf, type NoteIn } from './folders.ts';

export interface Deck {
  cards: ReadonlyMap<CardId, Card>;
  /** The topics of the curriculum, by area, in its order. */
  areas: { area: string; topics: string[] }[];
  /** A hash of the card's content: it changes with every change of a word. */
  version: (card: Card) => CardVersion;
}

/** A deck that must not be served. `message` holds a line for each fault. */
export class DeckFaults extends Error {
  constructor(readonly faults: readonly Fault[]) {
    super(faults.map(faultText).join('\n'));
    this.name = 'DeckFaults';
  }
}

/** @throws DeckFaults when anything in the folders is wrong */
export function readDeck(dirs: readonly string[]): Deck {
  const { deck, faults } = inspectDeck(dirs);
  if (faults.length > 0) throw new DeckFaults(faults);
  return deck;
}

export interface Inspected {
  /** The cards that are whole. */
  deck: Deck;
  /** Of all others, with paths that begin with their `dir`. */
  faults: Fault[];
  /** The folder of each card. */
  folders: ReadonlyMap<CardId, string>;
}

/** Several folders make one deck: what one of them calls a topic, the others may use. */
export function inspectDeck(dirs: readonly string[]): Inspected {
  const faults: Fault[] = [];
  const noteIn =
    (dir: string): NoteIn =>
    (file, line, message) =>
      faults.push({ file: join(dir, file), line, message });
  const known = readCurricula(dirs, noteIn);
  const folders = new Map<CardId, string>();
  const cards = new Map<CardId, Card>();
  for (const dir of known ? dirs : []) {
    for (const card of readCards(dir, known, folders, noteIn(dir))) cards.set(card.card, card);
  }
  if (faults.length === 0 && cards.size === 0)
    noteIn(dirs[0] ?? '')('', 1, 'the deck has no card: <area>/<slug>/card.md');
  const areas = [...(known?.areas ?? [])].map(([area, topics]) => ({ area, topics: [...topics] }));
  return { deck: deckOf(cards.values(), areas), faults, folders };
}

export const deckOf = (cards: Iterable<Card>, areas: Deck['areas']): Deck => ({
  cards: new Map([...cards].map((card) => [card.card, card])),
  areas,
  version: cardVersion,
});

/** The topics of all folders by area; a folder may do without a list of its own where another has one. */
function readCurricula(dirs: readonly string[], noteIn: (dir: string) => NoteIn): Curriculum | null {
  const areas = new Map<string, string[]>();
  const missing: { dir: string; why: string }[] = [];
  for (const dir of dirs) {
    const text = textOr(join(dir, 'topics.yaml'), (why) => missing.push({ dir, why }));
    const found =
      text === null ? null : parseCurriculum(text, (line, message) => noteIn(dir)('topics.yaml', line, message));
    for (const [area, topics] of found?.areas ?? []) {
      areas.set(area, [...new Set([...(areas.get(area) ?? []), ...topics])]);
    }
  }
  if (missing.length === dirs.length) {
    for (const { dir, why } of missing) noteIn(dir)('topics.yaml', 1, `cannot be read: ${why}`);
  }
  return areas.size > 0 ? { areas } : null;
}

function textOr(file: string, unreadable: (why: string) => void): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    unreadable(error instanceof Error ? error.message : String(error));
    return null;
  }
}

/** @param folders where the cards read so far are, by slug; the ones of this folder are added */
function readCards(dir: string, known: Curriculum | null, folders: Map<CardId, string>, note: NoteIn): Card[] {
  if (!known) return [];
  const cards: Card[] = [];
  for (const { area, slug } of foldersIn(dir, known, note)) {
    const parsed = parseCard({ area, slug }, textsOf(dir, `${area}/${slug}`, note), known);
    const earlier = folders.get(slug);
    if (earlier) note(`${area}/${slug}/card.md`, 1, `slug "${slug}" is taken by ${earlier}; choose another`);
    else folders.set(slug, join(dir, area, slug));
    if ('faults' in parsed) for (const { file, line, message } of parsed.faults) note(file, line, message);
    else if (!earlier) cards.push(parsed.card);
  }
  return cards;
}

function foldersIn(dir: string, known: Curriculum, note: NoteIn): CardFolder[] {
  try {
    return cardFolders(dir, known, note);
  } catch (error) {
    note('', 1, `cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}

const cardVersion = (card: Card): CardVersion =>
  createHash('sha256').update(JSON.stringify(card)).digest('hex').slice(0, 32);
