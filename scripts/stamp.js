/**
 * Whether what is in dist/ was built from the sources as they are now: a hash of them is written beside it when a build
 * has ended. Plain JavaScript, because every start comes here and the loader of TypeScript takes longer than the rest
 * of the check.
 */
// @ts-check

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '..');

/**
 * One of the two builds. Paths are relative to the repository's root.
 * @typedef {object} Part
 * @property {string} config Vite's configuration
 * @property {readonly string[]} sources files and folders that the build reads
 * @property {readonly string[]} outputs without one of these there is no build, whatever the stamp says
 * @property {string} stamp
 */

/** How both are built, and which packages are there: npm writes the second lock when it has installed them. */
const COMMON = [
  'shared',
  'scripts/build.ts',
  'scripts/stamp.js',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
  'node_modules/.package-lock.json',
];

/** @type {Part} */
export const PAGES = {
  config: 'client/vite.config.ts',
  sources: ['client', ...COMMON],
  outputs: ['dist/client/index.html', 'dist/offline/session.html', 'dist/python/runtime.json'],
  stamp: 'dist/client.stamp',
};

/** @type {Part} */
export const SERVER = {
  config: 'server/vite.config.ts',
  sources: ['server', ...COMMON],
  outputs: ['dist/server/main.js'],
  stamp: 'dist/server.stamp',
};

/**
 * Of paths and contents, so that no clock and no checkout can make an old build look new.
 * @param {Part} part
 */
export function hashOf({ sources }, root = ROOT) {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((source) => filesOf(join(root, source))).sort()) {
    const content = readFileSync(file);
    hash.update(`${relative(root, file)}\n${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

/**
 * A file itself, or all that a folder holds.
 * @param {string} source
 */
function filesOf(source) {
  const found = statSync(source, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return found ? [source] : [];
  const entries = readdirSync(source, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
}

/** @param {readonly Part[]} parts those that are not up to date are returned */
export const staleOf = (parts = [SERVER, PAGES], root = ROOT) => parts.filter((part) => !isBuilt(part, root));

/**
 * @param {Part} part
 * @param {string} root
 */
function isBuilt(part, root) {
  const all = [part.stamp, ...part.outputs].every((file) => existsSync(join(root, file)));
  return all && readFileSync(join(root, part.stamp), 'utf8') === hashOf(part, root);
}

/**
 * @param {Part} part
 * @param {string} hash of the sources as they were before the build began
 */
export const writeStamp = ({ stamp }, hash, root = ROOT) => writeFileSync(join(root, stamp), hash);

/** @param {Part} part whatever is in dist/ of it counts as not built from now on */
export const clearStamp = ({ stamp }, root = ROOT) => rmSync(join(root, stamp), { force: true });

/**
 * Clears the stamp before anything is written to dist/, by a build or by a development server.
 * @param {Part} part
 * @returns {import('vite').Plugin}
 */
export const unstamped = (part) => ({ name: 'unstamped', configResolved: () => clearStamp(part) });
