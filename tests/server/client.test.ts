/** What the server answers about the built client: which files, in which encoding, and how long they may be kept. */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { clientRouter } from '../../server/http/client.ts';
import { peer } from '../support/peer.ts';
import { startServer } from '../support/server.ts';

const SCRIPT = `${'console.log("a part of the room");\n'.repeat(100)}`;
const PAGE = '<!doctype html><title>The Practice Room</title>';

/** A folder such as the build leaves. */
async function builtClient(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'practice-room-client-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  const script = join(dir, 'assets', 'main-abc123.js');
  await mkdir(join(dir, 'assets'));
  await writeFile(join(dir, 'index.html'), PAGE);
  await writeFile(script, SCRIPT);
  await writeFile(`${script}.br`, brotliCompressSync(SCRIPT));
  await writeFile(`${script}.gz`, gzipSync(SCRIPT));
  await writeFile(join(dir, 'assets', 'small-abc123.js'), 'export {};');
  return dir;
}

async function start() {
  const dir = await builtClient();
  const server = await startServer({ client: async () => ({ handler: clientRouter(dir) }) });
  return { dir, server };
}

interface Answer extends Pick<IncomingMessage, 'headers'> {
  status: number | undefined;
  body: Buffer;
}

/** As it comes over the line: `fetch` would undo the encoding. */
const ask = (url: string, accept?: string, cookie = ''): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const headers = { cookie, ...(accept !== undefined && { 'accept-encoding': accept }) };
    request(url, { headers }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) });
    })
      .on('error', reject)
      .end();
  });

const BROWSER = 'gzip, deflate, br, zstd';
const FOR_GOOD = 'public, max-age=31536000, immutable';

it('a script is sent as the build compressed it, to who takes it so, and kept for good', async () => {
  const { server } = await start();
  const url = `${server.url}/assets/main-abc123.js`;
  const brotli = await ask(url, BROWSER);
  expect(brotli.status).toBe(200);
  expect(brotli.headers).toMatchObject({
    'content-encoding': 'br',
    'content-type': expect.stringMatching(/^text\/javascript/),
    'cache-control': FOR_GOOD,
    vary: expect.stringMatching(/accept-encoding/i),
  });
  expect(brotliDecompressSync(brotli.body).toString()).toBe(SCRIPT);

  const gzipped = await ask(url, 'gzip');
  expect(gzipped.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(gzipped.body).toString()).toBe(SCRIPT);

  const plain = await ask(url);
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(plain.headers).toMatchObject({ 'cache-control': FOR_GOOD, vary: expect.stringMatching(/accept-encoding/i) });
  expect(plain.body.toString()).toBe(SCRIPT);
});

it('a file too small to compress is sent as it is', async () => {
  const { server } = await start();
  const { headers, body } = await ask(`${server.url}/assets/small-abc123.js`, BROWSER);
  expect(headers['content-encoding']).toBeUndefined();
  expect(headers['cache-control']).toBe(FOR_GOOD);
  expect(body.toString()).toBe('export {};');
});

it('every address of the app answers with the page, which is never cached', async () => {
  const { server } = await start();
  for (const path of ['/', '/r/some-room', '/deck']) {
    const { status, headers, body } = await ask(server.url + path, BROWSER);
    expect({ path, status }).toEqual({ path, status: 200 });
    expect(headers['cache-control']).toBe('no-cache');
    expect(headers['content-type']).toMatch(/^text\/html/);
    expect(body.toString()).toBe(PAGE);
  }
});

it('a missing asset is said to be missing in plain JSON, also where it was there compressed', async () => {
  const { dir, server } = await start();
  for (const ending of ['', '.br', '.gz']) await rm(join(dir, 'assets', `main-abc123.js${ending}`));
  for (const path of ['/assets/main-abc123.js', '/assets/never-there.js']) {
    const { status, headers, body } = await ask(server.url + path, BROWSER);
    expect({ path, status }).toEqual({ path, status: 404 });
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers['content-type']).toMatch(/^application\/json/);
    expect(JSON.parse(body.toString())).toMatchObject({ refusal: 'not-found' });
  }
});

it('answers of the API are never compressed: their length must not tell what they hold', async () => {
  const { server } = await start();
  const { cookie } = await peer(server, 'Kim');
  const { status, headers, body } = await ask(`${server.url}/api/deck`, BROWSER, cookie);
  expect(status).toBe(200);
  expect(headers['content-encoding']).toBeUndefined();
  expect(() => JSON.parse(body.toString()) as unknown).not.toThrow();
});
