/**
 * Checks that no line of code or comment is longer than an editor shows: Prettier breaks code, but no comment or
 * string.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conclude, ROOT, sourcesUnder } from './sources.ts';

/** Characters of a line, as in .prettierrc.json. */
const LIMIT = 120;
const FOLDERS = ['shared', 'server', 'client', 'scripts', 'tests', 'questions'];
const ENDINGS = ['.ts', '.js', '.mjs', '.svelte', '.css', '.html', '.py'];

const faults = sourcesUnder(FOLDERS, ENDINGS).flatMap((file) =>
  readFileSync(join(ROOT, file), 'utf8')
    .split('\n')
    .flatMap((line, index) =>
      [...line].length > LIMIT ? [`${file}:${index + 1}: ${[...line].length} characters; at most ${LIMIT} fit`] : [],
    ),
);

conclude('line length', faults);
