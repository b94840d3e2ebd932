/** `npm start`: builds what is not up to date, in a process whose memory ends with it, and becomes the built server. */
// @ts-check

import { spawnSync } from 'node:child_process';
import { ROOT, staleOf } from './stamp.js';

if (staleOf().length > 0) {
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(2);
}
await import(new URL('../dist/server/main.js', import.meta.url).href);
