/** `npm run deck`: what the deck holds, and every mistake in it. */

import { pathToFileURL } from 'node:url';
import { KINDS, LEVELS, type Card } from '../../shared/deck/card.ts';
import { faultText } from '../../shared/deck/parse.ts';
import { LESSONS } from '../../shared/rubric/lessons.ts';
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

/** @returns the exit code */
export async function deckCommand(dir: string, out: (line: string) => void): Promise<number> {
  const { deck, faults } = await inspectDeck(dir);
  for (const line of deckSummary(deck)) out(line);
  for (const fault of faults) out(faultText(fault));
  out(faults.length === 0 ? 'no faults' : `${faults.length} faults; the server does not start with a deck like this`);
  return faults.length === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    process.loadEnvFile();
  } catch {
    // There need not be an .env file.
  }
  process.exitCode = await deckCommand(process.env.DECK_DIR || 'questions', (line) => console.log(line));
}
