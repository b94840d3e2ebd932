/** Checks that no line is longer than an editor shows: Prettier breaks code, but no comment. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conclude, ROOT, sourcesUnder } from './sources.ts';

/** Characters of a line, as in .prettierrc.json. */
const LIMIT = 120;
const FOLDERS = ['shared', 'server', 'client', 'scripts', 'tests'];
const ENDINGS = ['.ts', '.js', '.mjs', '.svelte', '.css', '.py'];

/** What people read stays in one piece, so that a search finds it: a string, or a text and its tags in a component. */
const isText = (file: string, line: string): boolean =>
  !/^\s*(\/\*|\*|\/\/|<!--(?! svelte-ignore))/.test(line) &&
  (/(['"`/]).{60,}\1/.test(line) || (file.endsWith('.svelte') && !/^\s*(import|const|let|function)\b/.test(line)));

const faults = sourcesUnder(FOLDERS, ENDINGS).flatMap((file) =>
  readFileSync(join(ROOT, file), 'utf8')
    .split('\n')
    .flatMap((line, index) =>
      [...line].length > LIMIT && !isText(file, line)
        ? [`${file}:${index + 1}: ${[...line].length} characters; at most ${LIMIT} fit`]
        : [],
    ),
);

conclude('line length', faults);
