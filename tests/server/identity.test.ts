/** Who you are, from where you may connect, and what is answered to input of the wrong kind, on all three channels. */

import { readFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { clientRouter } from '../../server/http/client.ts';
import { FOREIGN_ORIGIN } from '../../shared/wire.ts';
import { peer, request, type Answer } from '../support/peer.ts';
import { startServer, until, type TestServer } from '../support/server.ts';
import { temporarySqlite } from '../support/stores.ts';
import { pairAsked, pairIn } from './pair.ts';

/** A refusal in JSON, with this status and reason. */
function expectRefused({ status, headers, json }: Answer, expected: number, refusal: string): void {
  expect({ status, json }).toEqual({ status: expected, json: { refusal, message: expect.any(String) as string } });
  expect(headers.get('content-type')).toContain('application/json');
}

const isAlive = async (server: TestServer) => expect((await request(server, 'GET', '/healthz')).status).toBe(200);

test('[ID-1] the cookie is HttpOnly and SameSite=Lax, and holds 256 random bits', async () => {
  const server = await startServer();
  const { headers } = await request(server, 'POST', '/api/me', { body: { name: 'First' } });
  const cookie = headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/; HttpOnly/i);
  expect(cookie).toMatch(/; SameSite=Lax/i);
  expect(cookie).toMatch(/; Path=\/(;|$)/i);
  expect(cookie).not.toMatch(/Secure/i);
  const token = /=([^;]+)/.exec(cookie)?.[1] ?? '';
  expect(Buffer.from(token, 'base64url').length).toBe(32);
});

test('[ID-1] under an https public URL the cookie is Secure', async () => {
  const server = await startServer({ publicUrl: 'https://practice.example.org' });
  const { headers } = await request(server, 'POST', '/api/me', { body: { name: 'First' } });
  expect(headers.get('set-cookie')).toMatch(/; Secure/i);
  expect(headers.get('strict-transport-security')).toBeTruthy();
});

test('[ID-1] [ROOM-1] tokens and secrets are in no file and no log line, only their hashes', async () => {
  const sqlite = await temporarySqlite();
  onTestFinished(() => sqlite.dispose());
  const server = await startServer({ store: sqlite.store });
  const { first, secret, second } = await pairAsked(server);
  const files = await Promise.all(
    ['', '-wal'].map((end) => readFile(`${sqlite.file}${end}`).catch(() => Buffer.alloc(0))),
  );
  const stored = Buffer.concat(files);
  expect(stored.includes(first.id)).toBe(true);
  for (const hidden of [first.cookie.split('=')[1] ?? '', second.cookie.split('=')[1] ?? '', secret]) {
    expect(hidden.length).toBeGreaterThan(40);
    expect(stored.includes(hidden)).toBe(false);
    expect(server.log.join()).not.toContain(hidden);
  }
});

test('[ID-2] a new name is seen at once by everybody in the room', async () => {
  const server = await startServer();
  const { first, one, two, room } = await pairIn(server);
  expect((await first.request('PATCH', '/api/me', { name: '  Renamed  ' })).json).toEqual({
    id: first.id,
    name: 'Renamed',
  });
  for (const tab of [one, two]) await tab.sees((view) => view.peers.some(({ name }) => name === 'Renamed'));
  expect((await first.post('/api/me', { name: 'Again' })).json).toEqual({ id: first.id, name: 'Again' });
  expect((await first.get('/api/me')).json).toEqual({ id: first.id, name: 'Again' });
  expect((await first.join(room)).json).toEqual({ seat: 'interviewer' });
});

test('[ID-3] without the cookie, or with a forged one, nothing opens on any channel', async () => {
  const server = await startServer();
  const { first, room, sheet } = await pairAsked(server);
  for (const cookie of [
    '',
    'practice_room=',
    'practice_room=forged',
    `other=${first.cookie}`,
    'practice_room=%E0%A4%A',
    `practice_room_${new URL(server.url).port}=forged`,
    '=;;=',
  ]) {
    const stranger = Object.assign(Object.create(first) as typeof first, { cookie });
    expect(await stranger.get('/api/me'), 'is nobody').toMatchObject({ status: 204, text: '' });
    for (const path of [
      '/api/rooms',
      '/api/deck',
      '/api/deck/one',
      `/api/rooms/${room}/report`,
      `/api/rooms/${room}/cards`,
    ]) {
      expectRefused(await stranger.get(path), 401, 'no-identity');
    }
    expectRefused(await stranger.post('/api/rooms'), 401, 'no-identity');
    expectRefused(await stranger.join(room), 401, 'no-identity');
    const tab = stranger.knock(room);
    await until(() => expect(tab.error?.data).toMatchObject({ refusal: 'no-identity' }));
    tab.close();
    expect(tab.views).toEqual([]);
    const tap = stranger.watch(sheet);
    await until(() => expect(tap.code).toBe(4401));
    expect(tap.frames).toEqual([]);
  }
});

const FOREIGN = [
  'https://elsewhere.example',
  'null',
  'http://127.0.0.1:1',
  'file://',
  'http://127.0.0.1.elsewhere.example',
  'nonsense',
];

test('[ID-4] a foreign Origin is refused on HTTP, Socket.IO and the sheet channel', async () => {
  const server = await startServer();
  const { first, room, sheet } = await pairAsked(server);
  for (const origin of FOREIGN) {
    expectRefused(await first.request('POST', '/api/rooms', {}, { origin }), 403, 'foreign-origin');
    expectRefused(await first.request('GET', '/api/me', undefined, { origin }), 403, 'foreign-origin');
    const tap = first.watch(sheet, { origin });
    const tabs = [['polling'], ['websocket']].map((transports) =>
      first.knock(room, { transports, headers: { origin } }),
    );
    await until(() => expect(tap.code).toBe(4403));
    await until(() => expect(tabs.every(({ error }) => error !== null)).toBe(true));
    for (const tab of tabs) tab.close();
    expect([...tabs.flatMap(({ views }) => views), ...tap.frames]).toEqual([]);
  }
  await isAlive(server);
});

test('[ID-4] the own host, both names of the loopback and no Origin at all are accepted', async () => {
  const server = await startServer();
  const { first, room, sheet } = await pairAsked(server);
  const port = new URL(server.url).port;
  for (const origin of [server.url, `http://localhost:${port}`, `http://[::1]:${port}`, undefined]) {
    const headers: Record<string, string> = origin === undefined ? {} : { origin };
    expect((await first.request('GET', '/api/me', undefined, headers)).status).toBe(200);
    const tabs = [['polling'], ['websocket']].map((transports) => first.knock(room, { transports, headers }));
    const tap = first.watch(sheet, headers);
    await until(() => expect(tabs.every(({ views }) => views.length > 0)).toBe(true));
    await until(() => expect(tap.text).toContain('# start of one'));
    for (const tab of tabs) tab.close();
  }
});

test('[ID-4] the public URL is an allowed Origin', async () => {
  const server = await startServer({ publicUrl: 'https://practice.example.org' });
  const first = await peer(server, 'First');
  const origin = 'https://practice.example.org';
  expect((await first.request('POST', '/api/rooms', {}, { origin })).status).toBe(201);
  expectRefused(
    await first.request('POST', '/api/rooms', {}, { origin: 'http://practice.example.org' }),
    403,
    'foreign-origin',
  );
});

test('[ID-4] an Origin or Host that differs is refused with the setting that decides, on every channel', async () => {
  const server = await startServer({ publicUrl: 'https://practice.example.org' });
  const { first, room, sheet } = await pairAsked(server);
  const host = '10.0.0.7:3000';
  const foreign: Record<string, string>[] = [{ origin: `http://${host}`, host }, { host }];
  for (const headers of foreign) {
    const { status, body } = await bareGet(server, '/api/me', { ...headers, cookie: first.cookie });
    expect(status).toBe(403);
    expect(body).toMatchObject({ refusal: 'foreign-origin', message: expect.stringContaining('PUBLIC_URL') as string });
    expect(JSON.stringify(body)).toContain('10.0.0.7:3000');
    const tab = first.knock(room, { headers });
    await until(() => expect(tab.error?.data).toMatchObject({ refusal: 'foreign-origin' }));
    expect(tab.error?.message).toContain('PUBLIC_URL');
    tab.close();
    const tap = first.watch(sheet, headers);
    expect(await tap.closed).toBe(4403);
    expect(tap.reason).toBe(FOREIGN_ORIGIN);
  }
  const proxied = { origin: 'https://practice.example.org', host: 'app:3000', cookie: first.cookie };
  expect((await bareGet(server, '/api/me', proxied)).status).toBe(200);
});

test('[ID-4] without PUBLIC_URL a proxy that changes Host is told to set it', async () => {
  const server = await startServer();
  const first = await peer(server, 'First');
  const { json } = await first.request('POST', '/api/rooms', {}, { origin: 'https://practice.example.org' });
  expect(json).toMatchObject({
    refusal: 'foreign-origin',
    message: expect.stringContaining('PUBLIC_URL=https://practice.example.org') as string,
  });
});

async function bareGet({ url }: { url: string }, path: string, headers: Record<string, string>) {
  const response = await new Promise<IncomingMessage>((answered, failed) =>
    get(`${url}${path}`, { headers }, answered).on('error', failed),
  );
  const chunks = await response.toArray();
  return { status: response.statusCode, body: JSON.parse(Buffer.concat(chunks).toString()) as unknown };
}

test('[ID-5] bodies of the wrong kind are refused in JSON, and the process lives', async () => {
  const server = await startServer();
  const first = await peer(server, 'First');
  const { room } = await first.open();
  const malformed: [string, string, unknown][] = [
    ['POST', '/api/me', '{"name": "x'],
    ['POST', '/api/me', '"text"'],
    ['POST', '/api/me', 'null'],
    ['POST', '/api/me', '[]'],
    ['POST', '/api/me', { name: 7 }],
    ['POST', '/api/me', { name: '   ' }],
    ['POST', '/api/me', { name: 'x'.repeat(41) }],
    ['POST', '/api/me', { name: 'x', admin: true }],
    ['POST', '/api/me', '{"name":"x","__proto__":{"admin":true}}'],
    ['PATCH', '/api/me', {}],
    ['DELETE', '/api/me', {}],
    ['POST', '/api/me/claim', { code: 'x'.repeat(101) }],
    ['POST', '/api/rooms', { plan: 'full' }],
    ['POST', '/api/rooms', { plan: { preset: 'full-loop', level: 'mid', topics: [], minutes: 1e9, rounds: 2 } }],
    ['POST', '/api/rooms', { again: {} }],
    ['POST', `/api/rooms/${room}/join`, { secret: ['x'] }],
    ['POST', `/api/rooms/${room}/join`, { secret: 'x'.repeat(201) }],
  ];
  for (const [method, path, body] of malformed) {
    expectRefused(await first.request(method, path, body), 400, 'malformed');
  }
  expectRefused(await first.post('/api/me', { name: 'x'.repeat(100_000) }), 413, 'too-large');
  expectRefused(await first.request('POST', '/api/me', '{}', { 'content-encoding': 'br' }), 400, 'malformed');
  expectRefused(
    await first.request('POST', '/api/me', '{}', { 'content-type': 'application/json; charset=x' }),
    400,
    'malformed',
  );
  expect((await first.get('/api/me')).json).toEqual({ id: first.id, name: 'First' });
  await isAlive(server);
});

test('[ID-5] unknown paths, wrong methods and broken escapes are refused in JSON', async () => {
  const server = await startServer();
  const first = await peer(server, 'First');
  const { room } = await first.open();
  for (const path of [
    '/api',
    '/api/nothing',
    '/api/rooms/nothing/report',
    '/api/deck/nothing',
    '/api/rooms/nothing/cards',
    `/api/rooms/${room}/cards/nothing`,
    '/api/__proto__',
    '/api/deck/__proto__',
    '/api/rooms/constructor/report.md',
  ]) {
    expectRefused(await first.get(path), 404, 'not-found');
  }
  for (const [method, path] of [
    ['PUT', '/api/me'],
    ['PUT', '/api/rooms'],
    ['GET', `/api/rooms/${room}/join`],
    ['POST', '/api/deck'],
  ] as const) {
    expectRefused(await first.request(method, path), 404, 'not-found');
  }
  expectRefused(await first.get('/api/deck/%E0%A4%A'), 400, 'malformed');
  expectRefused(await first.get('/elsewhere'), 404, 'not-found');
  expect((await first.get('/api/me')).headers.get('cache-control')).toBe('no-store');
  await isAlive(server);
});

test('[ID-5] a file that the built client does not have is not found, in JSON', async () => {
  const server = await startServer({ client: async () => ({ handler: clientRouter('/nowhere') }) });
  for (const path of ['/assets/gone.js', '/r/room', '/%2e%2e/%2e%2e/etc/passwd']) {
    expectRefused(await request(server, 'GET', path), 404, 'not-found');
  }
});

test('[ID-5] a Host that is no host, or bytes that are no HTTP, harm nobody', async () => {
  const server = await startServer();
  const first = await peer(server, 'First');
  const raw = (text: string) =>
    new Promise<string>((answered) => {
      let got = '';
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(text));
      // Not before: a server may drop the answer to a client that has hung up.
      socket.on('data', (data) => {
        got += data.toString();
        socket.end();
      });
      socket.on('close', () => answered(got));
      socket.on('error', () => undefined);
    });
  expect(await raw('GET /api/reach HTTP/1.1\r\nHost: a b%\r\nConnection: close\r\n\r\n')).toContain('"malformed"');
  expect(await raw('nonsense\r\n\r\n')).toContain('400');
  const upgrade =
    'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';
  expect(await raw(`GET /elsewhere HTTP/1.1\r\nHost: x\r\n${upgrade}`)).toBe('');
  await raw(`GET /yjs/%00 HTTP/1.1\r\nHost: x\r\n${upgrade}`);
  await raw(`GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nOrigin: http://y\r\n${upgrade}`);
  expect((await first.get('/api/me')).status).toBe(200);
});

test('[ID-6] a name is cleaned and needs something to see, on every way to set one', async () => {
  const server = await startServer();
  const first = await peer(server, 'First');
  for (const name of ['\u3164', '\u2800 \u200b', '\u202e', '\u115f\u1160']) {
    expectRefused(await request(server, 'POST', '/api/me', { body: { name } }), 400, 'malformed');
    const refused = await first.request('PATCH', '/api/me', { name });
    expectRefused(refused, 400, 'malformed');
    expect(refused.json).toMatchObject({ message: expect.stringContaining('that can be seen') as string });
  }
  const { json } = await first.request('PATCH', '/api/me', { name: ' A\u202ed\u200ba \u00a0 L ' });
  expect(json).toEqual({ id: first.id, name: 'Ada L' });
});

test('[ID-7] a look-alike has a number in views, carets and the list of rooms of both, and keeps their own name', async () => {
  const server = await startServer();
  const { first, second, one, two } = await pairIn(server);
  await first.request('PATCH', '/api/me', { name: 'Ada' });
  await second.request('PATCH', '/api/me', { name: 'Аda' });
  for (const tab of [one, two]) {
    await tab.sees((view) => view.peers.map(({ name }) => name).join() === 'Ada,Аda (2)');
  }
  await two.sees((view) => view.me.name === 'Аda (2)');
  expect((await second.get('/api/me')).json).toMatchObject({ name: 'Аda' });
  await second.request('PATCH', '/api/me', { name: 'שרה' });
  await one.sees((view) => view.peers.some(({ name }) => name === '\u2068שרה\u2069'));
  const { rooms } = (await first.get('/api/rooms')).json as { rooms: { with: string }[] };
  expect(rooms[0]?.with).toBe('\u2068שרה\u2069');
});
