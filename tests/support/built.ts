/** What `npm start` serves and runs, built where it is not up to date. */

import { execFileSync } from 'node:child_process';
import { ROOT } from '../../scripts/sources.ts';

/** In a process that knows nothing of a test runner: plugins build something else where they see one. */
export function ensureBuilt(): void {
  execFileSync(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** ms that this may take where others keep the machine busy. */
export const BUILD_MS = 240_000;
