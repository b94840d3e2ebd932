/**
 * Checks that every rule of docs/SPEC.md has a test that names it, and that no test names a rule which is not there.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { namedRules, ruleFaults, statedRules } from './rule-ids.ts';
import { conclude, ROOT, sourcesUnder } from './sources.ts';

const SPEC = 'docs/SPEC.md';
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

const named = sourcesUnder(['tests'], ['.ts']).flatMap((file) => namedRules(file, read(file)));

conclude('rules', ruleFaults(statedRules(SPEC, read(SPEC)), named));
