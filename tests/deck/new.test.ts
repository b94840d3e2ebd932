/** `npm run deck new`: what it writes passes but for the sentences to fill in, and it overwrites nothing. */

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deckCommand } from '../../server/deck/cli.ts';
import { newCard } from '../../server/deck/new.ts';
import { JOB_LIMIT_MS } from '../../server/deck/python/deck.ts';
import { Python } from '../../server/deck/python/python.ts';
import { inspectDeck } from '../../server/deck/read.ts';
import { KINDS } from '../../shared/deck/card.ts';
import { CARD_MD, TOPICS_YAML } from './sample.ts';

let first: string;
let own: string;

beforeEach(async () => {
  first = await mkdtemp(join(tmpdir(), 'deck-'));
  own = await mkdtemp(join(tmpdir(), 'deck-own-'));
  await writeFile(join(first, 'topics.yaml'), TOPICS_YAML);
  await mkdir(join(first, 'services/retry-the-carrier'), { recursive: true });
  await writeFile(join(first, 'services/retry-the-carrier/card.md'), CARD_MD);
});
afterEach(() => Promise.all([first, own].map((dir) => rm(dir, { recursive: true, force: true }))));

async function begin(place: string | undefined, kind = 'concept'): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const code = await newCard([first, own], { place, kind }, (line) => lines.push(line));
  return { code, said: lines.join('\n') };
}

/** Puts words into every gap, as an author would. */
async function fillIn(slug: string): Promise<void> {
  const folder = join(own, 'services', slug);
  for (const name of await readdir(folder)) {
    const text = await readFile(join(folder, name), 'utf8');
    await writeFile(join(folder, name), text.replaceAll('FILL IN: ', ''));
  }
}

test.each(KINDS)('a new %s card has no fault but the sentences to fill in, and says which', async (kind) => {
  const { code, said } = await begin('services/ours', kind);
  expect(code).toBe(0);
  const { faults } = inspectDeck([first, own]);
  expect(faults.length).toBeGreaterThan(10);
  for (const { file, line, message } of faults) {
    expect(message).toMatch(/^still to be written, FILL IN: \w/);
    expect(said.split('\n').find((each) => each.startsWith(`${file}:`))).toMatch(new RegExp(`\\b${line}\\b`));
  }
  await fillIn('ours');
  const { deck, faults: left } = inspectDeck([first, own]);
  expect(left).toEqual([]);
  expect(deck.cards.get('ours')?.kind).toBe(kind);
});

test('what a new coding card claims about Python is true once it is filled in', { timeout: 60_000 }, async () => {
  await begin('services/ours', 'coding');
  await fillIn('ours');
  const python = new Python(JOB_LIMIT_MS);
  const lines: string[] = [];
  const code = await deckCommand([first, own], { out: (line) => lines.push(line), python, only: 'ours' });
  await python.close();
  expect({ code, lines }).toEqual({ code: 0, lines: ['no faults'] });
});

test.each([
  [undefined, 'concept', /^say where: npm run deck new <area>\/<slug>/],
  ['ours', 'concept', /^say where: /],
  ['a/b/c', 'concept', /^say where: /],
  ['services/Ours', 'concept', /^"Ours" must be words of a-z/],
  ['cooking/ours', 'concept', /^area "cooking" is not one of services, testing$/],
  ['services/ours', 'quiz', /^kind "quiz" is not one of concept, /],
  ['testing/retry-the-carrier', 'concept', /services\/retry-the-carrier already exists; nothing was changed/],
])('%s of kind %s is refused in plain words, and nothing is written', async (place, kind, why) => {
  const { code, said } = await begin(place, kind);
  expect(code).toBe(1);
  expect(said).toMatch(why);
  expect(await readdir(own)).toEqual([]);
});

test('a card that is there is not overwritten', async () => {
  await begin('services/ours');
  const file = join(own, 'services/ours/card.md');
  await writeFile(file, 'mine');
  expect((await begin('services/ours', 'coding')).code).toBe(1);
  expect(await readFile(file, 'utf8')).toBe('mine');
  expect(await readdir(join(own, 'services/ours'))).toEqual(['card.md']);
});
