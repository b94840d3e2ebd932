/** Doors of rooms: invites, seats, observers, and how a right that ends is taken away. */

import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Joined } from '../../shared/api.ts';
import { peer, type Peer, type Said, type SheetTap, type Tab } from '../support/peer.ts';
import { startServer, TestClock, until, withoutTimers } from '../support/server.ts';
import { PLAN } from '../support/session.ts';
import { endAndSeal, pairAsked, pairIn } from './pair.ts';

const seatOf = ({ json }: { json: unknown }): Joined['seat'] => (json as Joined).seat;

async function allowObservers(one: Tab, two: Tab): Promise<void> {
  await one.does({ type: 'allow-observers', agreed: true });
  await two.does({ type: 'allow-observers', agreed: true });
}

/** The command takes the right of this tab and sheet at once, not by a timer that looks for such rights. */
async function expectThrownOut(by: Tab, said: Said, tab: Tab, tap?: SheetTap): Promise<void> {
  const ended = tab.ended();
  await withoutTimers(async () => {
    expect(await by.command(said)).toMatchObject({ ok: true });
    await ended;
    if (tap) expect(await tap.closed).toBe(4403);
  });
}

test('[ROOM-1] the secret has at least 128 bits, is only in the fragment, and is stored hashed', async () => {
  const server = await startServer();
  const first = await peer(server, 'First');
  const { json } = await first.post('/api/rooms');
  const { room, invite } = json as { room: string; invite: string };
  const url = new URL(invite);
  expect(url.pathname + url.search).toBe(`/r/${room}`);
  expect(url.origin).toBe(server.url);
  const secret = url.hash.slice(1);
  expect(Buffer.from(secret, 'base64url').length * 8).toBeGreaterThanOrEqual(128);
  expect(await server.store.secretHash(room)).toBe(createHash('sha256').update(secret).digest('hex'));
});

test('[ROOM-1] wrong secrets are rate-limited, while the right one still opens', async () => {
  const server = await startServer();
  const [first, second] = [await peer(server, 'First'), await peer(server, 'Second')];
  const { room, secret } = await first.open();
  const tries = await Promise.all(
    Array.from({ length: 14 }, (_, i) => second.join(room, i % 2 ? `wrong${i}` : undefined)),
  );
  const statuses = tries.map(({ status }) => status);
  expect(statuses.filter((status) => status === 403)).toHaveLength(10);
  expect(statuses.filter((status) => status === 429)).toHaveLength(4);
  expect(tries.find(({ status }) => status === 429)?.json).toMatchObject({ refusal: 'too-fast' });
  expect(seatOf(await second.join(room, secret))).toBe('candidate');
});

test('[ROOM-2] [ROOM-4] twenty people join in the same instant: two hold seats, for the rest it is full', async () => {
  const server = await startServer();
  const people = await Promise.all(Array.from({ length: 20 }, (_, i) => peer(server, `Person ${i}`)));
  const { room, secret } = await (people[0] as Peer).open();
  const answers = await Promise.all(people.map((who) => who.join(room, secret)));
  expect(answers.flatMap((answer) => (answer.status === 200 ? [seatOf(answer)] : [])).sort()).toEqual([
    'candidate',
    'interviewer',
  ]);
  const refused = answers.filter(({ status }) => status !== 200);
  expect(refused).toHaveLength(18);
  for (const { status, json } of refused)
    expect({ status, json }).toMatchObject({ status: 409, json: { refusal: 'room-full' } });
});

test('[ROOM-2] [ROOM-4] with observers allowed the rest watch, read-only', async () => {
  const server = await startServer();
  const { room, secret, one, two } = await pairAsked(server);
  await allowObservers(one, two);
  const people = await Promise.all(Array.from({ length: 20 }, (_, i) => peer(server, `Person ${i}`)));
  const answers = await Promise.all(people.map((who) => who.join(room, secret)));
  expect(answers.map(seatOf)).toEqual(Array.from({ length: 20 }, () => 'observer'));
  const tab = await (people[7] as Peer).connect(room);
  expect(tab.view.me.seat).toBe('observer');
  expect(await tab.refusal({ type: 'note', text: 'x' })).toBe('read-only');
  await one.sees((view) => view.observers.length === 20);
});

test('[ROOM-3] who is in the room joins again without a secret', async () => {
  const server = await startServer();
  const { room, first, second } = await pairIn(server);
  expect(seatOf(await first.join(room))).toBe('interviewer');
  expect(seatOf(await second.join(room, 'wrong'))).toBe('candidate');
});

test('[ROOM-4] a third is told that the room is full, and has no socket in it', async () => {
  const server = await startServer();
  const { room, secret, sheet } = await pairAsked(server);
  const third = await peer(server, 'Third');
  expect(await third.join(room, secret)).toMatchObject({ status: 409, json: { refusal: 'room-full' } });
  const tab = third.knock(room);
  await until(() => expect(tab.error?.data).toMatchObject({ refusal: 'not-a-member' }));
  const tap = third.watch(sheet);
  await until(() => expect(tap.code).toBe(4403));
  expect([...tab.views, ...tap.frames]).toEqual([]);
});

test('[ROOM-5] a new invite voids the old one, and only a peer makes one', async () => {
  const server = await startServer();
  const [first, second] = [await peer(server, 'First'), await peer(server, 'Second')];
  const { room, secret } = await first.open();
  expect(await second.post(`/api/rooms/${room}/invite`)).toMatchObject({
    status: 403,
    json: { refusal: 'not-a-member' },
  });
  const { invite } = (await first.post(`/api/rooms/${room}/invite`)).json as { invite: string };
  const renewed = invite.split('#')[1] ?? '';
  expect(renewed).not.toBe(secret);
  expect((await second.join(room, secret)).status).toBe(403);
  expect(seatOf(await second.join(room, renewed))).toBe('candidate');
});

test('[ROOM-5] [ROOM-6] [ROOM-8] a removed peer is out within a second, and back only by a new invite', async () => {
  const server = await startServer();
  const { room, secret, first, second, one, two } = await pairIn(server);
  await expectThrownOut(one, { type: 'remove-peer', peer: second.id }, two);
  expect(await second.join(room, secret)).toMatchObject({ status: 403, json: { refusal: 'not-a-member' } });
  const { invite } = (await first.post(`/api/rooms/${room}/invite`)).json as { invite: string };
  expect(seatOf(await second.join(room, invite.split('#')[1]))).toBe('candidate');
});

test('[ROOM-6] [ROOM-8] a peer gone for five minutes loses seat and sheets, and the next takes the seat', async () => {
  const clock = new TestClock();
  const server = await startServer({ now: clock.now });
  const { room, secret, second, one, two, sheet } = await pairAsked(server);
  await two.does({ type: 'note', text: 'CANARY-NOTE' });
  const tap = second.watch(sheet);
  await until(() => expect(tap.text).toContain('# start of one'));
  expect(await one.refusal({ type: 'remove-peer', peer: second.id })).toBe('wrong-phase');
  two.close();
  await one.sees((view) => view.peers.some(({ connected }) => !connected));
  clock.pass(5 * 60_000);
  await one.does({ type: 'remove-peer', peer: second.id });
  await until(() => expect(tap.code).toBe(4403));
  expect((await second.get('/api/rooms')).json).toEqual({ rooms: [] });
  const third = await peer(server, 'Third');
  expect(seatOf(await third.join(room, secret))).toBe('candidate');
  const tab = await third.connect(room);
  expect(tab.packets.join()).not.toContain('CANARY-NOTE');
});

test('[ROOM-7] [ROOM-8] a removed observer loses room and sheet within a second, for good', async () => {
  const server = await startServer();
  const { room, secret, first, one, two, sheet } = await pairAsked(server);
  await allowObservers(one, two);
  const watcher = await peer(server, 'Watcher');
  await watcher.join(room, secret);
  const tab = await watcher.connect(room);
  const tap = watcher.watch(sheet);
  await until(() => expect(tap.text).toContain('# start of one'));
  await expectThrownOut(two, { type: 'remove-observer', peer: watcher.id }, tab, tap);
  const { invite } = (await first.post(`/api/rooms/${room}/invite`)).json as { invite: string };
  expect(await watcher.join(room, invite.split('#')[1])).toMatchObject({
    status: 403,
    json: { refusal: 'not-a-member' },
  });
  const again = watcher.knock(room);
  await until(() => expect(again.error?.data).toMatchObject({ refusal: 'not-a-member' }));
});

test('[ROOM-7] [ROOM-8] either peer ends observing, and then nobody watches', async () => {
  const server = await startServer();
  const { room, secret, one, two, sheet } = await pairAsked(server);
  await one.does({ type: 'allow-observers', agreed: true });
  const early = await peer(server, 'Early');
  expect((await early.join(room, secret)).status).toBe(409);
  await two.does({ type: 'allow-observers', agreed: true });
  await early.join(room, secret);
  const tab = await early.connect(room);
  const tap = early.watch(sheet);
  await until(() => expect(tap.text).toContain('# start of one'));
  await expectThrownOut(two, { type: 'allow-observers', agreed: false }, tab, tap);
});

test('[ROOM-9] a room that is over cannot be joined', async () => {
  const server = await startServer();
  const { room, secret, one, two } = await pairAsked(server, { ...PLAN, rounds: 1 });
  await allowObservers(one, two);
  await endAndSeal(one, two);
  await one.does({ type: 'finish', agreed: true });
  await two.does({ type: 'finish', agreed: true });
  const late = await peer(server, 'Late');
  expect(await late.join(room, secret)).toMatchObject({ status: 409, json: { refusal: 'wrong-phase' } });
});
