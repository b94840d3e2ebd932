/** Reads a deck's folder into cards, or into everything that is wrong with it. */

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Card } from '../../shared/deck/card.ts';
import { parseCurriculum } from '../../shared/deck/parse-curriculum.ts';
import { faultText, parseCard, type Curriculum, type Fault } from '../../shared/deck/parse.ts';
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

/** @throws DeckFaults when anything in the folder is wrong */
export async function readDeck(dir: string): Promise<Deck> {
  const { deck, faults } = await inspectDeck(dir);
  if (faults.length > 0) throw new DeckFaults(faults);
  return deck;
}

/** The cards that are whole, and the faults of all others, with paths that begin with `dir`. */
export async function inspectDeck(dir: string): Promise<{ deck: Deck; faults: Fault[] }> {
  const faults: Fault[] = [];
  const note: NoteIn = (file, line, message) => faults.push({ file: join(dir, file), line, message });
  const known = await readCurriculum(dir, note);
  const cards = known ? await readCards(dir, known, note) : new Map<CardId, Card>();
  if (faults.length === 0 && cards.size === 0) note('', 1, 'the deck holds no card: <area>/<slug>/card.md');
  const areas = [...(known?.areas ?? [])].map(([area, topics]) => ({ area, topics: [...topics] }));
  return { deck: { cards, areas, version: cardVersion }, faults };
}

async function readCurriculum(dir: string, note: NoteIn): Promise<Curriculum | null> {
  try {
    const text = await readFile(join(dir, 'topics.yaml'), 'utf8');
    return parseCurriculum(text, (line, message) => note('topics.yaml', line, message));
  } catch (error) {
    note('topics.yaml', 1, `cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

async function readCards(dir: string, known: Curriculum, note: NoteIn): Promise<Map<CardId, Card>> {
  const cards = new Map<CardId, Card>();
  const areaOf = new Map<string, string>();
  for (const { area, slug } of await cardFolders(dir, known, note)) {
    const parsed = parseCard({ area, slug }, await textsOf(dir, `${area}/${slug}`, note), known);
    const earlier = areaOf.get(slug);
    areaOf.set(slug, earlier ?? area);
    if (earlier) note(`${area}/${slug}/card.md`, 1, `slug "${slug}" is taken by ${earlier}/${slug}; choose another`);
    if ('faults' in parsed) for (const { file, line, message } of parsed.faults) note(file, line, message);
    else cards.set(slug, parsed.card);
  }
  return cards;
}

const cardVersion = (card: Card): CardVersion =>
  createHash('sha256').update(JSON.stringify(card)).digest('hex').slice(0, 32);
