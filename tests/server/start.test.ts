/** `npm start`: the built server, as users run it. */

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, cp, stat, symlink } from 'node:fs/promises';
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

interface Start {
  child: ChildProcess;
  /** What it has said so far. */
  out: string;
  err: string;
}

/** What `npm start` runs, in a tree. */
async function start(root: string): Promise<Start> {
  const { path, remove } = await temporaryDirectory();
  const child = spawn(process.execPath, ['scripts/start.js'], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', DATA_DIR: path },
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await remove();
  });
  const started: Start = { child, out: '', err: '' };
  child.stdout.on('data', (data: Buffer) => (started.out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (started.err += data.toString()));
  return started;
}

test('[RUN-5] a start with nothing to build says nothing but that it is ready', { timeout: 60_000 }, async () => {
  const when = () => Promise.all([SERVER, PAGES].map(async ({ stamp }) => (await stat(join(ROOT, stamp))).mtimeMs));
  const before = await when();
  const started = await start(ROOT);
  const ready = await until(() => JSON.parse(started.out) as { msg: string; url: string }, START_MS);
  expect(ready.msg).toBe('ready');
  expect(started.err).toBe('');
  expect(await when()).toEqual(before);

  // What it serves is found from where it was built.
  for (const page of ['/', '/python/runtime.json']) expect((await fetch(ready.url + page)).status).toBe(200);
});

test('[RUN-5] a build that fails stops the start with what the bundler said', { timeout: 60_000 }, async () => {
  const { path: root, remove } = await temporaryDirectory();
  onTestFinished(remove);
  for (const part of ['server', 'shared', 'scripts', 'package.json', 'tsconfig.json'])
    await cp(join(ROOT, part), join(root, part), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  await appendFile(join(root, 'server/limits.ts'), 'const nothing = ;');

  const started = await start(root);
  const [code] = (await once(started.child, 'close')) as [number | null];
  expect(code, started.err).toBe(2);
  expect(JSON.parse(started.out)).toMatchObject({ msg: 'building' });
  expect(started.err).toContain('limits.ts');
  expect(started.err).toContain('Unexpected token');
});
