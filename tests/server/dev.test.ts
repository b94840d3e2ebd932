/** `npm run dev`: which files the development server gives out. */

import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { ROOT } from '../../scripts/sources.ts';
import { BUILD_MS, ensureBuilt } from '../support/built.ts';
import { until } from '../support/server.ts';
import { temporaryDirectory } from '../support/stores.ts';

/** ms that a process may take to start where others keep the machine busy. */
const START_MS = 60_000;

beforeAll(ensureBuilt, BUILD_MS);

/** As it is written: `fetch` would resolve dots and double slashes by itself. */
const get = (url: string, path: string): Promise<{ status: number | undefined; text: string }> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    request({ hostname, port, path }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString('latin1') });
    })
      .on('error', reject)
      .end();
  });

/** The same file under other spellings of its path. */
const spellings = (file: string): string[] =>
  [
    `/@fs${file}`,
    `/@fs/${file}`,
    `/@fs//${file}`,
    `/@fs${ROOT}/client/..${file.slice(ROOT.length)}`,
    `/@fs${ROOT}/shared/%2e%2e${file.slice(ROOT.length)}`,
    `/@fs${file.replaceAll('/', '%2f')}`,
    `/@fs${file.replaceAll('.', '%2e')}`,
    `/..${file.slice(ROOT.length)}`,
    `/%2e%2e${file.slice(ROOT.length)}`,
    `/..%2f${file.slice(ROOT.length + 1)}`,
    `/@id/${file}`,
    `/@id/__x00__${file}`,
    file,
    `//${file}`,
  ].flatMap((path) =>
    [
      '',
      '?raw',
      '?url',
      '?import',
      '?import&raw',
      '?raw??',
      '?url&import',
      '?inline',
      '?.svg?raw',
      '?worker',
      '#x',
    ].map((query) => path + query),
  );

test('[DEV-1] while developing only what the pages are made of is served', { timeout: 120_000 }, async () => {
  const { path, remove } = await temporaryDirectory();
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts', '--dev'], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', DATA_DIR: path },
  });
  let out = '';
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await remove();
  });
  const { url } = await until(() => {
    const line = out.split('\n').find((each) => each.includes('"ready"')) ?? '';
    return JSON.parse(line) as { url: string };
  }, START_MS);
  await writeFile(join(path, '.env'), 'SECRET=CANARY-ENV');

  const page = await get(url, '/');
  expect(page.text).toContain('/app/main.ts');
  expect((await get(url, '/app/main.ts')).status).toBe(200);
  expect((await get(url, `/@fs${ROOT}/shared/limits.ts`)).text).toContain('momentsPerRound');
  const closed: [string, RegExp][] = [
    [join(path, 'practice-room.sqlite'), /SQLite format 3/],
    [join(path, '.env'), /CANARY-ENV/],
    [join(ROOT, 'questions/language/best-sellers/solution.py'), /def |import /],
    [join(ROOT, 'questions/language/best-sellers/hidden.py'), /unittest/],
    [join(ROOT, 'questions/language/best-sellers/card.md'), /Model answer/],
    [join(ROOT, 'server/identity.ts'), /randomSecret/],
    [join(ROOT, 'package.json'), /"scripts"/],
    ['/etc/passwd', /root:/],
  ];
  const asked = closed.flatMap(([file, content]) => spellings(file).map((each) => [each, content] as const));
  const leaked: string[] = [];
  for (const [each, content] of asked) if (content.test((await get(url, each)).text)) leaked.push(each);
  expect(leaked).toEqual([]);
});
