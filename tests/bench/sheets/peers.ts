/** The servers of other projects: packages of their own, which `npm ci` of this project does not install. */

import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../peers', import.meta.url));
/** npm writes the second lock when it has installed the first. */
const LOCK = `${FOLDER}/package-lock.json`;
const INSTALLED = `${FOLDER}/node_modules/.package-lock.json`;

/** Loads one of their packages. Its types are not there, so the caller says what it uses of it. */
export const requirePeer = createRequire(`${FOLDER}/package.json`);

/**
 * Installs what their lock file names, when it is not there or the lock file is newer.
 * @throws what npm could not do
 */
export function installPeers(say: (text: string) => void): void {
  if (existsSync(INSTALLED) && statSync(INSTALLED).mtimeMs >= statSync(LOCK).mtimeMs) return;
  say(`installing the other servers into ${FOLDER} …`);
  execFileSync('npm', ['ci', '--prefix', FOLDER], { stdio: ['ignore', 'inherit', 'inherit'] });
}
