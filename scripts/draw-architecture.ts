/** Draws the folders and their imports into docs/ARCHITECTURE.md, between its two markers. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagramsOf, withDiagrams } from './architecture.ts';
import { ROOT, sourcesUnder } from './sources.ts';

const DOCUMENT = join(ROOT, 'docs/ARCHITECTURE.md');

const files = new Map(
  sourcesUnder(['shared', 'server', 'client'], ['.ts', '.svelte']).map((file) => [
    file,
    readFileSync(join(ROOT, file), 'utf8'),
  ]),
);

writeFileSync(DOCUMENT, withDiagrams(readFileSync(DOCUMENT, 'utf8'), diagramsOf(files)));
