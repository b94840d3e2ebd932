/**
 * A process that builds in a folder as a start does, with a build that takes until it is told to end; says when it has
 * started and when it builds.
 */

import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { buildStale } from '../../scripts/build.ts';
import type { Part } from '../../scripts/stamp.js';

const root = process.argv[2] ?? '';

process.send?.('started');

await buildStale(undefined, root, async ({ config, outputs }: Part) => {
  await appendFile(join(root, 'builds'), `${config}\n`);
  process.send?.('building');
  await once(process, 'message');
  for (const output of outputs) {
    await mkdir(dirname(join(root, output)), { recursive: true });
    await writeFile(join(root, output), '');
  }
});
process.disconnect();
