/** Checks that every path of this repository that README, CONTRIBUTING and docs/ name is there. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { missingPaths } from './doc-paths.ts';
import { conclude, ROOT, sourcesUnder } from './sources.ts';

const documents = [...readdirSync(ROOT).filter((name) => name.endsWith('.md')), ...sourcesUnder(['docs'], ['.md'])];
const isThere = (path: string): boolean => existsSync(join(ROOT, path));

const faults = documents.flatMap((file) =>
  missingPaths(file, readFileSync(join(ROOT, file), 'utf8'), isThere).map(
    ({ line, path }) => `${file}:${line}: there is no ${path}`,
  ),
);

conclude('paths in documents', faults);
