/** `npm start`: the built server, as users run it. */

import { spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { ROOT } from '../../scripts/sources.ts';
import { PAGES, SERVER } from '../../scripts/stamp.js';
import { BUILD_MS, ensureBuilt } from '../support/built.ts';
import { until } from '../support/server.ts';
import { temporaryDirectory } from '../support/stores.ts';

/** ms that a process may take to start where others keep the machine busy. */
const START_MS = 30_000;

beforeAll(ensureBuilt, BUILD_MS);

test('[RUN-5] a start with nothing to build says nothing but that it is ready', { timeout: 60_000 }, async () => {
  const { path, remove } = await temporaryDirectory();
  onTestFinished(remove);
  const when = () => Promise.all([SERVER, PAGES].map(async ({ stamp }) => (await stat(join(ROOT, stamp))).mtimeMs));
  const before = await when();
  const child = spawn(process.execPath, ['scripts/start.js'], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', DATA_DIR: path },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()));
  const ready = await until(() => JSON.parse(said) as { msg: string; url: string }, START_MS);
  expect(ready.msg).toBe('ready');
  expect(await when()).toEqual(before);

  // What it serves is found from where it was built.
  for (const page of ['/', '/python/runtime.json']) expect((await fetch(ready.url + page)).status).toBe(200);
});
