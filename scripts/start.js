/** `npm start`: builds what is not up to date, in a process whose memory ends with it, and becomes the built server. */
// @ts-check

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { staleOf } from './stamp.js';

if (staleOf().length > 0) {
  const build = join(import.meta.dirname, 'build.ts');
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', build], { stdio: 'inherit' });
  if (status !== 0) process.exit(2);
}
await import(new URL('../dist/server/main.js', import.meta.url).href);
