/** Finds the project's own source files, for the checks that read them. */

import { readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '..');

/** Paths relative to the repository's root, with forward slashes, sorted. */
export function sourcesUnder(folders: readonly string[], endings: readonly string[], root = ROOT): string[] {
  return folders
    .flatMap((folder) => filesIn(join(root, folder)))
    .map((file) => relative(root, file).replaceAll('\\', '/'))
    .filter((file) => endings.some((ending) => file.endsWith(ending)))
    .sort();
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) return [path];
    return entry.name === 'node_modules' || entry.name === 'dist' ? [] : filesIn(path);
  });
}

/** Prints what is wrong and sets the exit code, or says that all is well. */
export function conclude(check: string, faults: readonly string[]): void {
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
  console.log(`${check}: ${faults.length === 0 ? 'ok' : `${faults.length} faults`}`);
}
