/** Which starts build, and what a build that did not end well leaves behind. */

import { fork, type ChildProcess } from 'node:child_process';
import { on, once } from 'node:events';
import { appendFile, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { buildStale } from '../../scripts/build.ts';
import { PAGES, SERVER, staleOf, type Part } from '../../scripts/stamp.js';
import { temporaryDirectory } from '../support/stores.ts';

const CHILD = join(import.meta.dirname, 'build-child.ts');
const BOTH = [SERVER.config, PAGES.config];
const SOURCES = [
  'client/App.svelte',
  'client/vite.config.ts',
  'server/store/store.ts',
  'server/vite.config.ts',
  'shared/room/decide.ts',
  'shared/python/runner.py',
  'scripts/build.ts',
  'scripts/stamp.js',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
  'node_modules/.package-lock.json',
];

let root: string;

beforeEach(async () => {
  const { path, remove } = await temporaryDirectory();
  root = path;
  for (const source of SOURCES) await put(source, `// ${source}`);
  return remove;
});

async function put(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), text);
}

const build = async ({ outputs }: Part): Promise<void> => {
  for (const output of outputs) await put(output, 'built');
};

/** The configurations that a start now builds with. */
async function built(how: (part: Part) => Promise<void> = build): Promise<string[]> {
  const configs: string[] = [];
  await buildStale(undefined, root, async (part) => {
    configs.push(part.config);
    await how(part);
  });
  return configs;
}

test('[RUN-5] the first start builds the server and the pages, the next one touches nothing', async () => {
  expect(await built()).toEqual(BOTH);
  await rm(join(root, 'dist/build.lock'));
  const before = await readdir(join(root, 'dist'));
  expect(await built()).toEqual([]);
  // So that it starts where nobody may write too.
  expect(await readdir(join(root, 'dist'))).toEqual(before);
});

test.for([
  ['client/App.svelte', [PAGES.config]],
  ['client/vite.config.ts', [PAGES.config]],
  ['server/store/store.ts', [SERVER.config]],
  ['server/vite.config.ts', [SERVER.config]],
  ...SOURCES.slice(4).map((source): [string, string[]] => [source, BOTH]),
] as [string, string[]][])(
  '[RUN-5] a change of %s alone is built, whatever the clock says',
  async ([file, configs]) => {
    await built();
    const { atime, mtime } = await stat(join(root, file));
    await put(file, `// ${file.toUpperCase()}`);
    await utimes(join(root, file), atime, mtime);
    expect(await built()).toEqual(configs);
    expect(await built()).toEqual([]);
  },
);

test('[RUN-5] a source that is added, renamed or gone is built', async () => {
  await built();
  await put('shared/added.ts', '');
  expect(await built()).toEqual(BOTH);
  await rename(join(root, 'shared/added.ts'), join(root, 'shared/renamed.ts'));
  expect(await built()).toEqual(BOTH);
  await rm(join(root, 'shared/renamed.ts'));
  expect(await built()).toEqual(BOTH);
});

test('[RUN-5] what was built and is gone is built again', async () => {
  await built();
  await rm(join(root, 'dist/offline'), { recursive: true });
  expect(await built()).toEqual([PAGES.config]);
});

const SOURCE = 'shared/room/decide.ts';

test('[RUN-5] a build that failed does not count, also where the change that it was for is taken back', async () => {
  await built();
  const before = await readFile(join(root, SOURCE), 'utf8');
  await put(SOURCE, 'not TypeScript');
  await expect(built(() => Promise.reject(new Error('Unexpected token')))).rejects.toThrow('Unexpected token');
  await put(SOURCE, before);
  expect(await built()).toEqual([SERVER.config]);
});

test('[RUN-5] sources that change during their build are not taken for what was built', async () => {
  const changing = async (part: Part) => {
    await appendFile(join(root, SOURCE), '// changed');
    await build(part);
  };
  await expect(built(changing)).rejects.toThrow('Start again');
  expect(staleOf(undefined, root)).toEqual([SERVER, PAGES]);
});

/** A start in a process of its own, as far as it says `at`. */
async function child(at: 'started' | 'building'): Promise<ChildProcess> {
  const started = fork(CHILD, [root], { execArgv: ['--import', 'tsx'] });
  onTestFinished(() => void started.kill('SIGKILL'));
  for await (const [said] of on(started, 'message')) if (said === at) break;
  return started;
}

test('[RUN-5] a build that was killed does not count, and holds up no other', { timeout: 60_000 }, async () => {
  await built();
  const before = await readFile(join(root, SOURCE), 'utf8');
  await put(SOURCE, '// changed');
  const killed = await child('building');
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  await put(SOURCE, before);
  expect(await built()).toEqual([SERVER.config]);
});

test('[RUN-5] of several starts at once one builds, and the others wait for it', { timeout: 90_000 }, async () => {
  const first = await child('building');
  // By the time that the third has started, the second has come to its build.
  const all = [first, await child('started'), await child('started')];
  const ends = all.map((each) => once(each, 'exit'));
  first.on('message', () => first.send('go on'));
  first.send('go on');
  expect((await Promise.all(ends)).map(([code]) => code as number)).toEqual([0, 0, 0]);
  expect((await readFile(join(root, 'builds'), 'utf8')).trim().split('\n')).toEqual(BOTH);
});
