/** Coming back in a browser that has lost who it was: one press of the other peer, and nobody else's. */

import { expect, test } from 'vitest';
import type { Returned } from '../../shared/api.ts';
import { peer, Peer } from '../support/peer.ts';
import { startServer, until, type TestServer } from '../support/server.ts';
import { ask, both, endAndSeal, pairAsked, type Pair } from './pair.ts';

const knock = (who: Peer, { room, secret }: Pair, asks: boolean) =>
  who.post(`/api/rooms/${room}/return`, { secret, ask: asks });
const stateOf = ({ json }: { json: unknown }) => (json as Returned).state;

/** The candidate's browser is gone, and a newcomer has opened the invite. */
async function lostIn(server: TestServer) {
  const pair = await pairAsked(server);
  await pair.two.does({ type: 'note', text: 'a private note of the lost one' });
  await pair.one.does({ type: 'note', text: 'a private note of the other' });
  await pair.one.does({ type: 'beat', ask: pair.one.view.ask?.ask ?? '', beat: 0, heard: true });
  pair.two.close();
  await pair.one.sees((view) => view.peers.some(({ connected }) => !connected));
  return { ...pair, newcomer: await peer(server, 'Somebody') };
}

/** The newcomer with the cookie that the answer brought. */
function returned(server: TestServer, pair: Pair, headers: Headers): Peer {
  const cookie = headers.get('set-cookie')?.split(';')[0] ?? '';
  return new Peer(server, pair.second.id, pair.second.name, cookie);
}

test('[BACK-1] one press of the other peer gives back seat, notes and sheet, without a wait', async () => {
  const server = await startServer();
  const pair = await lostIn(server);
  const { one, newcomer, room, secret, second } = pair;
  expect((await newcomer.join(room, secret)).json).toMatchObject({ refusal: 'room-full' });
  expect((await knock(newcomer, pair, false)).json).toEqual({ state: 'none', name: 'First' });
  expect((await knock(newcomer, pair, true)).json).toEqual({ state: 'asked', name: 'First' });
  const view = await one.sees(({ returning }) => returning !== undefined);
  expect(view.returning).toEqual({ peer: newcomer.id, name: 'Somebody', as: second.id });
  await one.does({ type: 'let-back', peer: newcomer.id, agreed: true });
  const answer = await knock(newcomer, pair, false);
  expect(stateOf(answer)).toBe('returned');
  const back = returned(server, pair, answer.headers);
  const tab = await back.connect(room);
  expect(tab.view.me).toEqual({ peer: second.id, name: 'Second', seat: 'candidate' });
  expect(JSON.stringify(tab.view.moments)).toContain('a private note of the lost one');
  expect((await back.write(pair.sheet)).code.toString()).toContain('# start of one');
  await one.sees(({ peers, returning }) => peers.every(({ connected }) => connected) && returning === undefined);
});

test('[BACK-2] the lost token opens nothing any more, and the name the newcomer gave is gone', async () => {
  const server = await startServer();
  const pair = await lostIn(server);
  const { one, newcomer, second, room } = pair;
  await knock(newcomer, pair, true);
  await one.does({ type: 'let-back', peer: newcomer.id, agreed: true });
  await knock(newcomer, pair, false);
  expect((await second.get('/api/me')).status).toBe(204);
  expect((await newcomer.get('/api/me')).status).toBe(204);
  expect([...(await server.store.names([newcomer.id])).values()]).toEqual([]);
  const events = (await server.store.loadRoom(room))?.events ?? [];
  expect(events.filter(({ type }) => type.startsWith('return-'))).toMatchObject([
    { type: 'return-asked', actor: newcomer.id, as: second.id },
    { type: 'return-answered', actor: pair.first.id, as: second.id, agreed: true },
  ]);
});

test('[BACK-3] nothing opens before a yes, after a no, without the invite or while both are there', async () => {
  const server = await startServer();
  const pair = await lostIn(server);
  const { one, newcomer, room, second } = pair;
  expect((await newcomer.post(`/api/rooms/${room}/return`, { secret: 'wrong', ask: true })).status).toBe(403);
  await knock(newcomer, pair, true);
  expect(stateOf(await knock(newcomer, pair, false))).toBe('asked');
  expect(newcomer.knock(room).views).toEqual([]);
  const other = await peer(server, 'Other');
  expect(stateOf(await knock(other, pair, false))).toBe('other');
  expect(await one.refusal({ type: 'let-back', peer: other.id, agreed: true })).toBe('stale');
  await one.does({ type: 'let-back', peer: newcomer.id, agreed: false });
  expect(stateOf(await knock(newcomer, pair, false))).toBe('none');
  const back = await second.connect(room);
  await one.sees(({ peers }) => peers.every(({ connected }) => connected));
  expect((await knock(newcomer, pair, true)).json).toMatchObject({ refusal: 'room-full' });
  expect(back.view.me.peer).toBe(second.id);
});

test('[BACK-3] a request of somebody else is not answered by a yes to another', async () => {
  const server = await startServer();
  const pair = await lostIn(server);
  const { one, newcomer } = pair;
  const stranger = await peer(server, 'Stranger');
  await knock(newcomer, pair, true);
  await one.sees(({ returning }) => returning?.peer === newcomer.id);
  await knock(stranger, pair, true);
  await one.sees(({ returning }) => returning?.peer === stranger.id);
  expect(await one.refusal({ type: 'let-back', peer: newcomer.id, agreed: true })).toBe('stale');
  expect(stateOf(await knock(newcomer, pair, false))).toBe('other');
  expect(stateOf(await knock(newcomer, pair, true)), 'again').toBe('asked');
  await one.does({ type: 'let-back', peer: newcomer.id, agreed: false });
  expect(stateOf(await knock(newcomer, pair, true)), 'also after a no').toBe('asked');
  await one.does({ type: 'let-back', peer: newcomer.id, agreed: true });
  expect(stateOf(await knock(newcomer, pair, false))).toBe('returned');
});

test('[BACK-5] somebody with the invite is told before a name, and before joining, that a seat waits', async () => {
  const server = await startServer();
  const pair = await pairAsked(server);
  const nameless = new Peer(server, '', '', '');
  expect((await knock(nameless, pair, false)).json).toEqual({ state: 'full', watch: false });
  await pair.one.does({ type: 'allow-observers', agreed: true });
  await pair.two.does({ type: 'allow-observers', agreed: true });
  expect((await knock(nameless, pair, false)).json).toEqual({ state: 'full', watch: true });
  pair.two.close();
  await pair.one.sees((view) => view.peers.some(({ connected }) => !connected));
  expect((await knock(nameless, pair, false)).json).toEqual({ state: 'none', name: 'First' });
  expect((await knock(nameless, pair, true)).json).toMatchObject({ refusal: 'no-identity' });
  expect((await nameless.post(`/api/rooms/${pair.room}/return`, { secret: 'wrong', ask: false })).status).toBe(403);
});

test('[BACK-5] a free seat, a seat of one’s own and the debrief are no reason to ask', async () => {
  const server = await startServer();
  const first = await peer(server, 'First');
  const { room, secret } = await first.open();
  const nameless = new Peer(server, '', '', '');
  const look = (who: Peer) => who.post(`/api/rooms/${room}/return`, { secret, ask: false });
  for (const who of [nameless, first]) expect((await look(who)).json).toMatchObject({ refusal: 'room-full' });
});

test('[BACK-3] one address asks ten times a minute at most', async () => {
  const server = await startServer();
  const pair = await lostIn(server);
  for (let i = 0; i < 10; i++) expect((await knock(pair.newcomer, pair, true)).status).toBe(200);
  expect((await knock(pair.newcomer, pair, true)).json).toMatchObject({ refusal: 'too-fast' });
  expect(stateOf(await knock(pair.newcomer, pair, false))).toBe('asked');
});

test('[BACK-3] somebody who watches, or who has sessions of their own, cannot take a seat this way', async () => {
  const server = await startServer();
  const pair = await lostIn(server);
  const busy = await peer(server, 'Busy');
  await busy.open();
  expect((await knock(busy, pair, true)).json).toMatchObject({ refusal: 'own-history' });
  const back = await pair.second.connect(pair.room);
  await pair.one.does({ type: 'allow-observers', agreed: true });
  await back.does({ type: 'allow-observers', agreed: true });
  expect((await pair.newcomer.join(pair.room, pair.secret)).json).toEqual({ seat: 'observer' });
  const watching = await pair.newcomer.connect(pair.room);
  back.close();
  await pair.one.sees((view) => view.peers.some(({ connected }) => !connected));
  expect((await knock(pair.newcomer, pair, true)).json).toMatchObject({ refusal: 'room-full' });
  expect(await watching.refusal({ type: 'let-back', peer: pair.newcomer.id, agreed: true })).toBe('read-only');
});

test('[BACK-4] somebody let in by mistake sees what that seat sees, and nothing of the other’s', async () => {
  const server = await startServer();
  const pair = await lostIn(server);
  const { one, newcomer, room } = pair;
  await knock(newcomer, pair, true);
  await one.does({ type: 'let-back', peer: newcomer.id, agreed: true });
  const answer = await knock(newcomer, pair, false);
  const tab = await returned(server, pair, answer.headers).connect(room);
  const seen = JSON.stringify(tab.view) + tab.packets.join('');
  expect(seen).not.toContain('a private note of the other');
  expect(tab.view.guide).toBeUndefined();
  expect((tab.view.moments ?? []).filter(({ kind }) => kind === 'beat')).toEqual([]);
});

test('[BACK-1] the form of the lost round is still theirs', async () => {
  const server = await startServer();
  const pair = await pairAsked(server);
  await endAndSeal(pair.one, pair.two);
  await both('swap', pair.one, pair.two);
  await ask(pair.two, 'two');
  pair.two.close();
  await pair.one.sees((view) => view.peers.some(({ connected }) => !connected));
  const newcomer = await peer(server, 'Somebody');
  await knock(newcomer, pair, true);
  await pair.one.does({ type: 'let-back', peer: newcomer.id, agreed: true });
  const answer = await knock(newcomer, pair, false);
  const tab = await returned(server, pair, answer.headers).connect(pair.room);
  await until(() => expect(tab.view.me.seat).toBe('interviewer'));
  expect(tab.view.forms.filter(({ by }) => by === pair.second.id)).toMatchObject([{ round: 1, in: true }]);
  expect(tab.view.guide).toBeDefined();
});
