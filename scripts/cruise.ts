/** Applies the rules of scripts/import-rules.ts to a tree, with dependency-cruiser. */

import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { FORBIDDEN, isPlaced } from './import-rules.ts';
import { ROOT, sourcesUnder } from './sources.ts';

const FOLDERS = ['shared', 'server', 'client', 'scripts', 'tests'];
/** What a component is called in the copy: `./Button.svelte` finds `Button.svelte.component.ts`. */
const COMPONENT = '.component.ts';

/** One line for each import that a rule forbids, and for each file for which there is no rule. */
export async function importFaults(root = ROOT): Promise<string[]> {
  const folders = FOLDERS.filter((folder) => existsSync(join(root, folder)));
  const unplaced = sourcesUnder(
    folders.filter((folder) => !['scripts', 'tests'].includes(folder)),
    ['.ts', '.svelte'],
    root,
  ).filter((file) => !isPlaced(file));
  return [
    ...unplaced.map((file) => `${file} is in no layer of scripts/import-rules.ts`),
    ...(await violations(root, folders)),
  ];
}

async function violations(root: string, folders: readonly string[]): Promise<string[]> {
  const copy = copyOf(root, folders);
  const { output } = await cruise(
    [...folders],
    {
      baseDir: copy,
      validate: true,
      ruleSet: { forbidden: [...FORBIDDEN] },
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      // Its packages are declared and installed apart.
      exclude: { path: '^tests/bench/peers/' },
    },
    {
      extensions: [COMPONENT, '.ts', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'import', 'node', 'default'],
    },
  );
  rmSync(copy, { recursive: true, force: true });
  return (output as ICruiseResult).summary.violations.map(({ from, to, rule, cycle }) => {
    const path = [from, ...(cycle?.map(({ name }) => name) ?? [to])].join(' -> ');
    return `${path} ${rule.name}`.replaceAll(COMPONENT, '').replace(/(\.\.\/)+node_modules\//, '');
  });
}

/**
 * dependency-cruiser reads what Svelte's compiler makes of a component, and that no longer imports types. So it is
 * given a copy in which each component is its scripts. The copy is in the tree, where packages are found.
 */
function copyOf(root: string, folders: readonly string[]): string {
  const copy = join(root, 'dist/imports');
  rmSync(copy, { recursive: true, force: true });
  for (const folder of folders) {
    cpSync(join(root, folder), join(copy, folder), {
      recursive: true,
      filter: (path) => !path.endsWith('.svelte') && !path.includes('node_modules'),
    });
  }
  for (const file of sourcesUnder(folders, ['.svelte'], root)) {
    const target = join(copy, `${file}${COMPONENT}`);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, scriptsOf(readFileSync(join(root, file), 'utf8')));
  }
  return copy;
}

const scriptsOf = (component: string): string =>
  [...component.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, script]) => script).join('\n');
