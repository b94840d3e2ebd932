/** `npm run deck`: what the deck holds, and every mistake in it; `npm run deck -- <card>` for one card alone. */

import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { KINDS, LEVELS, type Card } from '../../shared/deck/card.ts';
import { faultText } from './parse/faults.ts';
import { LESSONS } from '../../shared/rubric/lessons.ts';
import { deckDirs } from '../config.ts';
import { newCard } from './new.ts';
import { JOB_LIMIT_MS, verifyCards, verifyPackages } from './python/deck.ts';
import { Python } from './python/python.ts';
import { inspectDeck, type Deck } from './read.ts';

/** The counts of a deck, a line each. */
function deckSummary({ cards, areas }: Deck): string[] {
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
export async function deckCommand(dirs: readonly string[], { out, python, only }: DeckCommand): Promise<number> {
  const { deck, faults, folders } = inspectDeck(dirs);
  const slug = only?.split(/[\\/]/).findLast((part) => part !== '');
  if (slug === undefined) for (const line of deckSummary(deck)) out(line);
  const cards = [...deck.cards.values()].filter(({ card }) => slug === undefined || card === slug);
  const placed = cards.map((card) => ({ card, folder: folders.get(card.card) ?? '' }));
  const all = [
    ...faults.filter(({ file }) => slug === undefined || file.split(/[\\/]/).includes(slug)),
    ...(await verifyCards(placed, python)),
    ...(slug === undefined ? (await Promise.all(dirs.map((dir) => verifyPackages(dir, python)))).flat() : []),
  ];
  for (const fault of all) out(faultText(fault));
  if (cards.length === 0 && all.length === 0) {
    out(`there is no card ${only ?? ''}`);
    return 1;
  }
  out(all.length === 0 ? 'no faults' : `${all.length} faults; fix them: cards must be true`);
  return all.length === 0 ? 0 : 1;
}

/** npm takes options before ` -- ` for its own and passes them on in the environment. */
async function run(args: readonly string[], dirs: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const out = (line: string) => console.log(line);
  const { positionals, values } = parseArgs({
    args: [...args],
    options: { kind: { type: 'string' } },
    allowPositionals: true,
    strict: false,
  });
  const [first, place, ...rest] = positionals;
  if (first === 'new') {
    const asOption = values['kind']?.toString() ?? env['npm_config_kind'];
    const kind = rest[0] ?? (asOption === undefined || asOption === 'true' ? 'concept' : asOption);
    return newCard(dirs, { place, kind }, out);
  }
  const python = new Python(JOB_LIMIT_MS);
  try {
    return await deckCommand(dirs, { out, python, only: first });
  } finally {
    await python.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    process.loadEnvFile();
  } catch {
    // There need not be an .env file.
  }
  process.exitCode = await run(process.argv.slice(2), deckDirs(process.env), process.env);
}
