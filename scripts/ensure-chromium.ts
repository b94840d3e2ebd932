/** Finds the Chromium that the end-to-end tests drive, and installs Debian's where that can be done. */

import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const HOW =
  'No Chromium was found for the end-to-end tests. Install one (Debian, Ubuntu: `sudo apt-get install chromium`) ' +
  'or set CHROMIUM_PATH to the program of one that you have.';

/** @throws one clear line when there is none */
export function chromiumPath(env: NodeJS.ProcessEnv = process.env): string {
  const named = env.CHROMIUM_PATH;
  if (named) {
    if (runnable(named)) return named;
    throw new Error(`CHROMIUM_PATH is ${named}, which is no program that can be run.`);
  }
  const folders = ['/usr/bin', ...(env.PATH ?? '').split(delimiter).filter(Boolean)];
  const found = folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(runnable);
  if (!found) throw new Error(HOW);
  return found;
}

function runnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Debian's own package manager, as root; anything else is left to the person. */
function install(): void {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    if (spawnSync('apt-get', args, { stdio: 'inherit', env }).status !== 0) return;
  }
}

function ensureChromium(): string {
  try {
    return chromiumPath();
  } catch (error) {
    if (process.env.CHROMIUM_PATH) throw error;
    install();
    return chromiumPath();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    console.log(`chromium: ${ensureChromium()}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
