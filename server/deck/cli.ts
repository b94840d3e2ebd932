/** `npm run deck`: what the deck holds, and every mistake in it; `npm run deck -- <card>` for one card alone. */

import { pathToFileURL } from 'node:url';
import { KINDS, LEVELS, type Card } from '../../shared/deck/card.ts';
import { faultText } from '../../shared/deck/parse.ts';
import { LESSONS } from '../../shared/rubric/lessons.ts';
import { JOB_LIMIT_MS, verifyCards, verifyPackages } from './python/deck.ts';
import { Python } from './python/python.ts';
import { inspectDeck, type Deck } from './read.ts';

/** The counts of a deck, a line each. */
export function deckSummary({ cards, areas }: Deck): string[] {
  const all = [...cards.values()];
  const counts = <T extends string>(title: string, names: readonly T[], has: (card: Card, name: T) => boolean) =>
    `${title.padEnd(8)} ${names.map((name) => `${name} ${all.filter((card) => has(card, name)).length}`).join(', ')}`;
  const practised = new Set(all.flatMap((card) => card.topics));
  const topics = areas.flatMap((area) => area.topics);
  return [
    `cards    ${all.length}, of ${new Set(all.map((card) => card.kind)).size} kinds`,
    counts('kinds', KINDS, (card, kind) => card.kind === kind),
    counts('levels', LEVELS, (card, level) => card.levels.includes(level)),
    counts('lessons', LESSONS, (card, lesson) => card.lessons.includes(lesson)),
    counts(
      'areas',
      areas.map(({ area }) => area),
      (card, area) => card.area === area,
    ),
    `topics   ${topics.filter((topic) => practised.has(topic)).length} of ${topics.length} covered`,
  ];
}

/** What there is to say, and how to prove what the cards claim about Python. */
export interface DeckCommand {
  out: (line: string) => void;
  python: Python;
  /** One card alone: its folder, `<area>/<slug>` or its slug. */
  only?: string;
}

/** @returns the exit code */
export async function deckCommand(dir: string, { out, python, only }: DeckCommand): Promise<number> {
  const { deck, faults } = await inspectDeck(dir);
  const slug = only?.split(/[\\/]/).findLast((part) => part !== '');
  if (slug === undefined) for (const line of deckSummary(deck)) out(line);
  const cards = [...deck.cards.values()].filter(({ card }) => slug === undefined || card === slug);
  const all = [
    ...faults.filter(({ file }) => slug === undefined || file.split(/[\\/]/).includes(slug)),
    ...(await verifyCards(dir, cards, python)),
    ...(slug === undefined ? await verifyPackages(dir, python) : []),
  ];
  for (const fault of all) out(faultText(fault));
  if (cards.length === 0 && all.length === 0) {
    out(`there is no card ${only ?? ''}`);
    return 1;
  }
  out(all.length === 0 ? 'no faults' : `${all.length} faults; mend them, since cards must be true`);
  return all.length === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    process.loadEnvFile();
  } catch {
    // There need not be an .env file.
  }
  const python = new Python(JOB_LIMIT_MS);
  const out = (line: string) => console.log(line);
  process.exitCode = await deckCommand(process.env.DECK_DIR || 'questions', { out, python, only: process.argv[2] });
  await python.close();
}
