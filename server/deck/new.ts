/** `npm run deck new <area>/<slug>`: begins a card in the last of the deck's folders, and overwrites nothing. */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KINDS, type Kind } from '../../shared/deck/card.ts';
import { CARD_LIMITS, listed, UNFILLED } from './parse/faults.ts';
import { SLUG } from './parse/card.ts';
import { inspectDeck } from './read.ts';
import { skeletonOf } from './skeleton.ts';

const NEW_USAGE = 'npm run deck new <area>/<slug> [-- --kind <kind>]';

/** What was typed after `new`. */
export interface NewCard {
  place: string | undefined;
  kind: string;
}

/** @returns the exit code */
export async function newCard(
  dirs: readonly string[],
  { place = '', kind }: NewCard,
  out: (line: string) => void,
): Promise<number> {
  const refused = (why: string): number => {
    out(why);
    return 1;
  };
  const [area = '', slug = '', ...more] = place.split('/');
  if (slug === '' || more.length > 0) return refused(`say where: ${NEW_USAGE}`);
  if (!isKind(kind)) return refused(`kind "${kind}" is not one of ${listed(KINDS)}`);
  if (!SLUG.test(slug) || slug.length > CARD_LIMITS.slug) {
    return refused(`"${slug}" must be words of a-z and 0-9 joined by -, at most ${CARD_LIMITS.slug} characters`);
  }
  const { deck, folders } = inspectDeck(dirs);
  const topics = deck.areas.find((each) => each.area === area)?.topics;
  if (!topics) return refused(`area "${area}" is not one of ${listed(deck.areas.map((each) => each.area))}`);
  const taken = folders.get(slug);
  if (taken !== undefined) return refused(`${taken} already exists; nothing was changed. Choose another slug.`);
  const folder = join(dirs.at(-1) ?? '', area, slug);
  return begin(folder, skeletonOf(kind, topics), out);
}

const isKind = (kind: string): kind is Kind => KINDS.some((known) => known === kind);

async function begin(folder: string, files: Record<string, string>, out: (line: string) => void): Promise<number> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, name), text, { flag: 'wx' });
    const lines = text.split('\n').flatMap((line, i) => (line.includes(UNFILLED) ? [i + 1] : []));
    out(`${join(folder, name)}: fill in the lines ${lines.join(', ')}`);
  }
  out(`npm run deck -- ${folder} names what is left to fill in; docs/AUTHORING.md says how.`);
  return 0;
}
