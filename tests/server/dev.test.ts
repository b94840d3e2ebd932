/** `npm run dev`: which files the development server gives out. */

import { writeFile } from 'node:fs/promises';
import { createServer as createHttp, request } from 'node:http';
import { join } from 'node:path';
import { createServer as createVite } from 'vite';
import { expect, onTestFinished, test } from 'vitest';
import config from '../../client/vite.config.ts';
import { ROOT } from '../../scripts/sources.ts';
import { listen } from '../support/server.ts';
import { temporaryDirectory } from '../support/stores.ts';

/** Vite as `npm run dev` has it, without plugins: they compile, and write to dist/ what other tests read. */
async function served(cacheDir: string): Promise<string> {
  const vite = await createVite({
    ...config,
    ...{ configFile: false, plugins: [], cacheDir, logLevel: 'silent', appType: 'spa' },
    optimizeDeps: { noDiscovery: true },
    server: { ...config.server, middlewareMode: true, ws: false, watch: null },
  });
  const http = createHttp(vite.middlewares);
  onTestFinished(async () => {
    http.close();
    await vite.close();
  });
  return `http://127.0.0.1:${await listen(http, 0)}`;
}

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
const pathsTo = (file: string): string[] => [
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
];
/** What is asked of a file. */
const QUERIES = [
  ...['', '?raw', '?url', '?import', '?import&raw', '?raw??', '?url&import', '?inline', '?.svg?raw', '?worker', '#x'],
  ...['?worker_file&type=module', '?sharedworker', '?html-proxy', '?direct', '?init', '?commonjs-proxy', '?v=1&raw'],
];

/** Every spelling with the queries that read a file, and every query with the plain spelling. */
const asksFor = (file: string): string[] => [
  ...pathsTo(file).flatMap((path) => [path, `${path}?raw`]),
  ...QUERIES.map((query) => `/@fs${file}${query}`),
];

test('[DEV-1] while developing only what the pages are made of is served', async () => {
  const { path, remove } = await temporaryDirectory();
  onTestFinished(remove);
  await writeFile(join(path, '.env'), 'SECRET=CANARY-ENV');
  await writeFile(join(path, 'practice-room.sqlite'), 'SQLite format 3');
  const url = await served(join(path, 'cache'));

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
  for (const [file, content] of closed) {
    const paths = asksFor(file);
    const answers = await Promise.all(paths.map((path) => get(url, path)));
    expect(paths.filter((_, i) => content.test(answers[i]?.text ?? ''))).toEqual([]);
  }
});
