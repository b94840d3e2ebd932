/** Checks imports by the rules of scripts/import-rules.ts, with dependency-cruiser. */

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { FORBIDDEN, isPlaced } from './import-rules.ts';
import { conclude, ROOT, sourcesUnder } from './sources.ts';

const FOLDERS = ['shared', 'server', 'client', 'scripts', 'tests'];
/**
 * dependency-cruiser reads what Svelte's compiler makes of a component, which no longer imports types. So it is given a
 * copy of the tree in which each component is its scripts.
 */
const COPY = join(ROOT, 'dist/imports');
/** What a component is called there: `./Button.svelte` finds `Button.svelte.component.ts`. */
const COMPONENT = '.component.ts';

function copyTree(): void {
  rmSync(COPY, { recursive: true, force: true });
  for (const folder of FOLDERS) {
    cpSync(join(ROOT, folder), join(COPY, folder), {
      recursive: true,
      filter: (path) => !path.endsWith('.svelte') && !path.includes('node_modules'),
    });
  }
  for (const file of sourcesUnder(FOLDERS, ['.svelte'])) {
    const target = join(COPY, `${file}${COMPONENT}`);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, scriptsOf(readFileSync(join(ROOT, file), 'utf8')));
  }
}

const scriptsOf = (component: string): string =>
  [...component.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, script]) => script).join('\n');

async function violations(): Promise<string[]> {
  const { output } = await cruise(
    FOLDERS,
    {
      baseDir: COPY,
      validate: true,
      ruleSet: { forbidden: [...FORBIDDEN] },
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      // Its packages are declared and installed apart.
      exclude: { path: '^tests/bench/peers/' },
    },
    { extensions: [COMPONENT, '.ts', '.js', '.mjs', '.json'] },
  );
  return (output as ICruiseResult).summary.violations.map(({ from, to, rule, comment, cycle }) => {
    const reached = cycle ? cycle.map(({ name }) => name).join(' -> ') : to;
    return `${from} -> ${reached}: ${rule.name}: ${comment}`.replaceAll(COMPONENT, '');
  });
}

copyTree();
const faults = await violations();
rmSync(COPY, { recursive: true, force: true });
const lost = sourcesUnder(['shared', 'server', 'client'], ['.ts', '.svelte']).filter((file) => !isPlaced(file));

conclude('imports', [...lost.map((file) => `${file}: is in no layer of scripts/import-rules.ts`), ...faults]);
