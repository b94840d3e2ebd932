/** Which identity counts in a browser that also visits other servers: on the same host, and anywhere else. */

import { expect, test } from 'vitest';
import { addressKey } from '../../server/address.ts';
import { createOriginCheck } from '../../server/origin.ts';
import type { DeckList } from '../../shared/api.ts';
import { Peer, peer, request, type Addressed } from '../support/peer.ts';
import { startServer, until } from '../support/server.ts';
import { pairAsked, pairIn } from './pair.ts';

const withCookie = (who: Peer, cookie: string): Peer => new Peer(who.server, who.id, who.name, cookie);
const nameOf = ({ url }: Addressed): string => `practice_room_${new URL(url).port}`;
const tokenOf = (who: Peer): string => who.cookie.slice(who.cookie.indexOf('=') + 1);

test('[ID-8] the cookie is named after the port, so that a server beside this one has another', async () => {
  const [server, beside] = [await startServer(), await startServer()];
  const [first, other] = [await peer(server, 'First'), await peer(beside, 'Other')];
  expect(first.cookie).toMatch(new RegExp(`^${nameOf(server)}=`));
  const both = withCookie(first, `${other.cookie}; ${first.cookie}`);
  expect((await both.get('/api/me')).json).toMatchObject({ id: first.id });
});

test('[ID-8] under https it is named after the port of the public URL, and other hosts cannot set it', async () => {
  const server = await startServer({ publicUrl: 'https://practice.example.org' });
  const { headers } = await request(server, 'POST', '/api/me', { body: { name: 'First' } });
  expect(headers.get('set-cookie')).toMatch(/^__Host-practice_room_443=[^;]+;.* Path=\/; .*Secure/i);
});

test('[ID-8] a cookie of an earlier version is accepted on every channel, and replaced by the first answer', async () => {
  const server = await startServer();
  const { first, room, sheet } = await pairAsked(server);
  const old = withCookie(first, `practice_room=${tokenOf(first)}`);
  await old.connect(room);
  const tap = old.watch(sheet);
  await until(() => expect(tap.text).toContain('# start of one'));
  const { json, headers } = await old.get('/api/me');
  expect(json).toMatchObject({ id: first.id });
  const [fresh = '', gone = ''] = headers.getSetCookie();
  expect(fresh).toMatch(new RegExp(`^${first.cookie};.*HttpOnly`));
  expect(gone).toMatch(/^practice_room=; .*Max-Age=0/);
  expect((await first.get('/api/me')).headers.getSetCookie()).toEqual([]);
  const unknown = withCookie(first, 'practice_room=of-another-server');
  expect((await unknown.get('/api/me')).headers.getSetCookie(), 'it may be of a server beside this one').toEqual([]);
});

test('[ID-8] a server that has another port by now knows its people by the cookie of the former one', async () => {
  const server = await startServer();
  const { first, second, room, sheet } = await pairAsked(server);
  const former = (who: Peer, port: number) => `practice_room_${port}=${tokenOf(who)}`;
  const moved = withCookie(
    first,
    `practice_room_1=of-a-server-beside-this; ${former(first, 2)}; ${nameOf(server)}=gone`,
  );
  await moved.connect(room);
  const tap = moved.watch(sheet);
  await until(() => expect(tap.text).toContain('# start of one'));
  const { json, headers } = await moved.get('/api/me');
  expect(json).toMatchObject({ id: first.id });
  // The former one stays: a server with a copy of the folder may still be there.
  expect(headers.getSetCookie().map((each) => each.split(';')[0])).toEqual([first.cookie]);
  // A page of another port cannot say who somebody is who is known here.
  expect((await withCookie(first, `${former(second, 3)}; ${first.cookie}`).get('/api/me')).json).toMatchObject({
    id: first.id,
  });
  for (const cookie of [
    `${former(first, 2)}; ${former(second, 3)}`,
    `${former(first, 2)}; ${former(second, 2)}`,
    `${former(first, 2)}x`,
    `other_room_2=${tokenOf(first)}`,
  ])
    expect((await withCookie(first, cookie).get('/api/me')).status, cookie).toBe(204);
});

test('[ID-8] two cookies of that name are refused on every channel, whichever comes first', async () => {
  const server = await startServer();
  const { first, second, room, sheet } = await pairAsked(server);
  for (const name of [nameOf(server), 'practice_room']) {
    const [mine, planted] = [first, second].map((who) => `${name}=${tokenOf(who)}`);
    for (const cookie of [`${planted}; ${mine}`, `${mine};${planted}`, `x=1;  ${mine}; ${planted}`]) {
      const victim = withCookie(first, cookie);
      expect(await victim.get('/api/me')).toMatchObject({ status: 400, json: { refusal: 'malformed' } });
      expect((await victim.post('/api/rooms')).status).toBe(400);
      const tab = victim.knock(room);
      await until(() => expect(tab.error?.data).toMatchObject({ refusal: 'malformed' }));
      tab.close();
      const tap = victim.watch(sheet);
      expect(await tap.closed).toBe(4401);
    }
  }
});

test('[ID-4] a request that another site or another port began is refused, whether it changes anything or not', async () => {
  const server = await startServer();
  const { first, room, sheet } = await pairAsked(server);
  for (const site of ['cross-site', 'same-site', 'nonsense']) {
    const from = { 'sec-fetch-site': site };
    for (const [method, path] of [
      ['GET', '/api/me'],
      ['GET', `/api/rooms/${room}/cards`],
      ['GET', '/api/me/export.json'],
      ['POST', `/api/rooms/${room}/cards/two`],
      ['POST', '/api/rooms'],
      ['DELETE', '/api/me'],
    ] as const) {
      const answer = await first.request(method, path, method === 'GET' ? undefined : {}, from);
      expect({ path, ...answer }).toMatchObject({ status: 403, json: { refusal: 'foreign-origin' } });
    }
    const tab = first.knock(room, { headers: from, transports: ['polling'] });
    await until(() => expect(tab.error).not.toBeNull());
    tab.close();
    expect(await first.watch(sheet, from).closed).toBe(4403);
  }
  for (const site of ['same-origin', 'none'])
    expect((await first.request('GET', '/api/me', undefined, { 'sec-fetch-site': site })).status).toBe(200);
  expect((await request(server, 'GET', '/healthz', { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(200);
});

test('[ID-4] what names an Origin is judged by it: the other name of the loopback counts as another site', () => {
  const refused = createOriginCheck(null);
  const at = { host: '127.0.0.1:3000', 'sec-fetch-site': 'cross-site' };
  expect(refused({ ...at, origin: 'http://localhost:3000' })).toBeNull();
  expect(refused({ ...at, origin: 'http://localhost:4000' })).toContain('PUBLIC_URL');
  const elsewhere = { ...at, 'sec-fetch-site': 'same-origin', origin: 'http://elsewhere.example' };
  expect(refused(elsewhere)).toContain('PUBLIC_URL');
});

test('[ID-9] no GET changes anything: reading a guide is a POST', async () => {
  const server = await startServer();
  const { room, first } = await pairIn(server);
  const known = async () => ((await first.get('/api/deck')).json as DeckList).cards.map(({ mine }) => mine);
  const before = [await known(), (await server.store.loadRoom(room))?.events.length];
  for (const path of [
    ...['', '/one', '/two'].map((card) => `/api/rooms/${room}/cards${card}`),
    ...['', '/timeline/1', '/report', '/report.md', '/moments/x', '/asks/x/checks', '/recordings/x'].map(
      (part) => `/api/rooms/${room}${part}`,
    ),
    ...['/api/deck/one', '/api/rooms', '/api/progress', '/api/me/export.json', `/api/shared/${room}/report`],
  ]) {
    await first.get(path);
  }
  expect([await known(), (await server.store.loadRoom(room))?.events.length]).toEqual(before);
  await first.post(`/api/rooms/${room}/cards/one`);
  expect(await known()).not.toEqual(before[0]);
});

test('[ID-9] a GET does not note, after a restart, that nobody is there', async () => {
  const server = await startServer();
  const { room, first, one, two } = await pairIn(server);
  const count = async () => (await server.store.loadRoom(room))?.events.length;
  const before = await count();
  for (const tab of [one, two]) tab.socket.io.reconnection(false);
  await server.restart(async () => server.store);
  expect((await first.get(`/api/rooms/${room}/cards`)).status).toBe(200);
  expect(await count()).toBe(before);
});

test('[LIMIT-1] all addresses of an IPv6 network count as one, and those of two as two', () => {
  expect(addressKey('2001:db8:1:2:3:4:5:6')).toBe(addressKey('2001:db8:1:2::9'));
  expect(addressKey('2001:db8::1')).not.toBe(addressKey('2001:db8:0:1::1'));
  expect(addressKey('::ffff:192.0.2.7')).toBe(addressKey('192.0.2.7'));
  expect(addressKey('192.0.2.7')).not.toBe(addressKey('192.0.2.8'));
});
