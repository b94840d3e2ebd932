/** A deck that an earlier start has checked: taken as it is only while everything in its folders is the same. */

import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { readKeptDeck } from '../../server/deck/kept.ts';
import { DeckFaults, readDeck } from '../../server/deck/read.ts';
import { temporaryDirectory } from '../support/stores.ts';
import { CARD_MD, GOOD, TOPICS_YAML } from './sample.ts';

const CARD = 'services/retry-the-carrier';

let root: string;
let dir: string;
let kept: string;

beforeEach(async () => {
  const { path, remove } = await temporaryDirectory();
  root = path;
  dir = join(path, 'deck');
  kept = join(path, 'deck.json');
  await put('topics.yaml', TOPICS_YAML);
  for (const [file, text] of Object.entries(GOOD)) await put(`${CARD}/${file}`, text);
  return remove;
});

async function put(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(dir, file)), { recursive: true });
  await writeFile(join(dir, file), text);
}

const read = () => readKeptDeck([dir], kept);

/** Makes what was kept recognisable, so that a deck shows where it comes from. */
async function mark(): Promise<void> {
  read();
  await writeFile(kept, (await readFile(kept, 'utf8')).replaceAll('Retry the carrier', 'Kept'));
}

const title = () => read().cards.get('retry-the-carrier')?.title;

test('a kept deck is the deck that was read, its versions too', () => {
  const first = read();
  const second = read();
  expect(second.areas).toEqual(first.areas);
  expect([...second.cards]).toEqual([...readDeck([dir]).cards]);
  for (const card of second.cards.values()) {
    expect(second.version(card)).toBe(first.version(first.cards.get(card.card)!));
  }
});

test('what has not changed is not read again, what has is, wherever it is', async () => {
  await mark();
  expect(title()).toBe('Kept');
  await put(`${CARD}/start.py`, 'x = 1\n');
  expect(title()).toBe('Retry the carrier');
});

test.for([
  ['a changed card', () => put(`${CARD}/card.md`, CARD_MD.replace('kind: debugging', 'kind: quizz'))],
  ['an added file', () => put(`${CARD}/notes.txt`, '')],
  ['an empty folder', () => mkdir(join(dir, 'services/empty'))],
  ['a renamed card', () => rename(join(dir, CARD), join(dir, 'services/Retry'))],
  ['a topic that is gone', () => put('topics.yaml', TOPICS_YAML.replace('retries-and-timeouts', 'another'))],
  ['no list of topics', () => rm(join(dir, 'topics.yaml'))],
  ['no deck at all', () => rm(dir, { recursive: true })],
] as [string, () => Promise<unknown>][])('[RUN-1] a fault is found again after a good start: %s', async ([, spoil]) => {
  await mark();
  await spoil();
  expect(read).toThrow(DeckFaults);
  // A fault is never kept.
  expect(read).toThrow(DeckFaults);
});

test('[RUN-1] another deck in DECK_DIR is checked, and so is one more beside it', async () => {
  await mark();
  const other = join(root, 'other');
  await mkdir(join(other, 'services/broken'), { recursive: true });
  await writeFile(join(other, 'services/broken/card.md'), 'nothing');
  expect(() => readKeptDeck([dir, other], kept)).toThrow(DeckFaults);
  expect(() => readKeptDeck([other], kept)).toThrow(DeckFaults);
});

test('half a file of an earlier start is no deck, and where none can be written each start reads', async () => {
  await mark();
  await writeFile(kept, (await readFile(kept, 'utf8')).slice(0, 100));
  expect(title()).toBe('Retry the carrier');
  expect(readKeptDeck([dir], join(root, 'no-folder/deck.json')).cards.size).toBe(1);
});
