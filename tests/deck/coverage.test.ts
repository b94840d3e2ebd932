/**
 * What the deck of this repository has to hold: the minimums of its curriculum, and COVERAGE.md in step with its cards.
 */

import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readDeck } from '../../server/deck/read.ts';
import { LEVELS, type Card } from '../../shared/deck/card.ts';
import { rapidFireOf } from '../../shared/deck/rapid.ts';
import { LESSONS } from '../../shared/rubric/lessons.ts';

const { cards, areas } = readDeck(['questions']);
const all = [...cards.values()];
const count = (holds: (card: Card) => boolean) => all.filter(holds).length;

describe('COVERAGE.md', async () => {
  const text = await readFile('questions/COVERAGE.md', 'utf8');
  const named = new Set(Array.from(text.matchAll(/`([a-z]+\/[a-z0-9-]+)`/g), ([, place = '']) => place));
  const held = new Set(all.map(({ area, card }) => `${area}/${card}`));

  it('names no card that is not there', () => {
    expect([...named].filter((place) => !held.has(place))).toEqual([]);
  });

  it('names every card of the deck', () => {
    expect([...held].filter((place) => !named.has(place))).toEqual([]);
  });

  it('has a card on each of its lines', () => {
    expect(text.split('\n').filter((line) => line.startsWith('- ') && !line.includes('`'))).toEqual([]);
  });
});

describe('the curriculum', () => {
  it('has a card for each topic', () => {
    const practised = new Set(all.flatMap(({ topics }) => topics));
    expect(areas.flatMap(({ topics }) => topics).filter((topic) => !practised.has(topic))).toEqual([]);
  });

  it.each(LESSONS)('has three cards or more for %s at each level', (lesson) => {
    const thin = LEVELS.filter(
      (level) => count(({ lessons, levels }) => lessons.includes(lesson) && levels.includes(level)) < 3,
    );
    expect(thin).toEqual([]);
  });

  it.each<[least: number, what: string, holds: (card: Card) => boolean]>([
    [170, 'cards', () => true],
    [45, 'cards with code to read or to trace', ({ kind }) => kind === 'code-reading' || kind === 'trace'],
    [20, 'debugging cards', ({ kind }) => kind === 'debugging'],
    [
      15,
      'cards with code to better or a test to fix',
      ({ kind, start }) => kind === 'refactor' || (kind === 'testing' && start !== undefined),
    ],
    [15, 'coding cards with checks', ({ kind, check }) => kind === 'coding' && check !== undefined],
    [12, 'design cards', ({ kind }) => kind === 'design'],
    [20, 'behavioral cards', ({ kind }) => kind === 'behavioral'],
    [6, 'rapid-fire rounds of eight questions or more', (card) => (rapidFireOf(card)?.questions.length ?? 0) >= 8],
  ])('has at least %i %s', (least, _what, holds) => {
    expect(count(holds)).toBeGreaterThanOrEqual(least);
  });
});
