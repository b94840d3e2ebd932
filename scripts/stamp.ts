/** Whether what is in dist/ was built from the sources as they are now: a hash of them is written beside it when a build has ended. */

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { ROOT, sourcesUnder } from './sources.ts';

/** One of the two builds. Paths are relative to the repository's root. */
export interface Part {
  /** Vite's configuration. */
  config: string;
  /** Files and folders that the build reads. */
  sources: readonly string[];
  /** Without one of these there is no build, whatever the stamp says. */
  outputs: readonly string[];
  stamp: string;
}

/** How both are built, and which packages are installed: npm writes the second lock when it has installed them. */
const COMMON = [
  'shared',
  'scripts/building.ts',
  'scripts/sources.ts',
  'scripts/stamp.ts',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
  'node_modules/.package-lock.json',
];

export const PAGES: Part = {
  config: 'client/vite.config.ts',
  sources: ['client', ...COMMON],
  outputs: ['dist/client/index.html', 'dist/offline/session.html', 'dist/python/runtime.json'],
  stamp: 'dist/client.stamp',
};

export const SERVER: Part = {
  config: 'server/vite.config.ts',
  sources: ['server', ...COMMON],
  outputs: ['dist/server/main.js'],
  stamp: 'dist/server.stamp',
};

/** Of the paths and the contents: neither a checkout nor a clock can make an old build look new. */
export function hashOf({ sources }: Part, root = ROOT): string {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((source) => filesOf(source, root))) {
    const content = readFileSync(join(root, file));
    hash.update(`${file}\n${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

function filesOf(source: string, root: string): string[] {
  const found = statSync(join(root, source), { throwIfNoEntry: false });
  if (!found) return [];
  return found.isDirectory() ? sourcesUnder([source], [''], root) : [source];
}

export const staleOf = (parts: readonly Part[] = [SERVER, PAGES], root = ROOT): Part[] =>
  parts.filter((part) => !isBuilt(part, root));

function isBuilt(part: Part, root: string): boolean {
  const stamp = join(root, part.stamp);
  if (![stamp, ...part.outputs.map((output) => join(root, output))].every((file) => existsSync(file))) return false;
  return readFileSync(stamp, 'utf8') === hashOf(part, root);
}

/** @param hash of the sources as they were before the build began */
export const writeStamp = ({ stamp }: Part, hash: string, root = ROOT): void => writeFileSync(join(root, stamp), hash);

/** Takes the stamp away before anything is written to dist/, by a build or by a development server, whoever started it. */
export const unstamped = ({ stamp }: Part): Plugin => ({
  name: 'unstamped',
  configResolved: () => rmSync(join(ROOT, stamp), { force: true }),
});
