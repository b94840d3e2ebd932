/** Proves a deck's claims about Python: those of its cards, and the tests of the packages that they are cut from. */

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Card } from '../../../shared/deck/card.ts';
import type { Fault } from '../parse/faults.ts';
import { packagesOf } from '../folders.ts';
import { JobEnded, type Python } from './python.ts';
import { verifyCard } from './verify.ts';

/** What one job may take, in ms: a card that needs longer keeps two people waiting. */
export const JOB_LIMIT_MS = 10_000;

/** @returns every claim of these cards that is not true, with paths that begin with the card's folder */
export async function verifyCards(cards: Iterable<{ card: Card; folder: string }>, python: Python): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const { card, folder } of cards) {
    const text = await readFile(join(folder, 'card.md'), 'utf8');
    await verifyCard(card, text, python, (file) => (line, message) => {
      faults.push({ file: join(folder, file), line, message });
    });
  }
  return faults;
}

/** Runs the unittest suite of each package beside the areas, where it has a folder `tests`. */
export async function verifyPackages(dir: string, python: Python): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const name of packagesOf(dir)) {
    const files = await pythonFiles(dir, name);
    if (Object.keys(files).some((path) => path.startsWith(`${name}/tests/`))) {
      faults.push(...(await suiteFaults(dir, name, files, python)));
    }
  }
  return faults;
}

async function suiteFaults(dir: string, name: string, files: Record<string, string>, python: Python): Promise<Fault[]> {
  const folder = `${name}/tests`;
  try {
    const { cases } = await python.do('suite', { files, folder });
    if (cases.length === 0) return [{ file: join(dir, folder), line: 1, message: 'it has no case' }];
    return cases
      .filter(({ outcome }) => outcome !== 'pass')
      .map((failed) => ({ file: join(dir, folder), line: 1, message: `${failed.name}: ${failed.message}` }));
  } catch (error) {
    if (!(error instanceof JobEnded)) throw error;
    return [{ file: join(dir, folder), line: 1, message: error.message }];
  }
}

/** By path inside the deck. */
async function pythonFiles(dir: string, name: string): Promise<Record<string, string>> {
  const paths = await readdir(join(dir, name), { recursive: true });
  const python = paths.filter((path) => path.endsWith('.py')).map((path) => path.replaceAll('\\', '/'));
  const texts = await Promise.all(python.map((path) => readFile(join(dir, name, path), 'utf8')));
  return Object.fromEntries(python.map((path, n) => [`${name}/${path}`, texts[n] ?? '']));
}
