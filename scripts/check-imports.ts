/** Checks that imports go one way (scripts/imports.ts holds the rules). */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultOf, importsOf } from './imports.ts';
import { conclude, ROOT, sourcesUnder } from './sources.ts';

const faults = sourcesUnder(['shared', 'server', 'client'], ['.ts', '.svelte']).flatMap((file) =>
  importsOf(file, readFileSync(join(ROOT, file), 'utf8')).flatMap((found) => {
    const fault = faultOf(file, found);
    return fault ? [`${file}:${found.line}: ${fault}`] : [];
  }),
);

conclude('import directions', faults);
