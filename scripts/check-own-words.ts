/**
 * Checks that the deck and the documents are in our own words: no run of eight words is also in the texts that informed
 * them.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foreignRuns, unpackHashes } from './own-words.ts';
import { conclude, ROOT, sourcesUnder } from './sources.ts';

/** Made by `packHashes` from the texts themselves, which are not ours to publish. */
const foreign = unpackHashes(readFileSync(join(ROOT, 'scripts/foreign-runs.bin')));

const faults = sourcesUnder(['questions', 'docs'], ['.md', '.py', '.yaml']).flatMap((file) =>
  foreignRuns(readFileSync(join(ROOT, file), 'utf8'), foreign).map(
    ({ line, words }) => `${file}:${line}: "${words}" is in a text that is not ours; say it in your own words`,
  ),
);

conclude('own words', faults);
