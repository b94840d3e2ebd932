/** Who is there: several tabs, reloads, leaving, coming back, and restarts. */

import { expect, onTestFinished, test } from 'vitest';
import { LIMITS } from '../../shared/limits.ts';
import type { Store } from '../../server/store/store.ts';
import { peer } from '../support/peer.ts';
import { startServer, until } from '../support/server.ts';
import { temporarySqlite } from '../support/stores.ts';
import { pairIn } from './pair.ts';

const presenceOf = async (store: Store, room: string, peer: string) =>
  (await store.loadRoom(room))?.events.flatMap((event) =>
    (event.type === 'peer-left' || event.type === 'peer-back') && event.peer === peer ? [event.type] : [],
  );

test('[VIEW-4] a second tab of the same person is the same person in the same seat', async () => {
  const server = await startServer();
  const { room, second, one, two } = await pairIn(server);
  const packets = [one.packets.length, two.packets.length];
  const another = await second.connect(room);
  expect(another.view.me).toEqual(two.view.me);
  another.close();
  await one.does({ type: 'begin' });
  await two.sees((view) => view.phase === 'round');
  expect([one.packets.length - (packets[0] ?? 0), two.packets.length - (packets[1] ?? 0)]).toEqual([2, 1]);
});

test('[VIEW-4] a reload is no event', async () => {
  const server = await startServer({ graceMs: 600_000 });
  const { room, second, one, two } = await pairIn(server);
  const before = await presenceOf(server.store, room, second.id);
  two.close();
  await second.connect(room);
  await one.does({ type: 'begin' });
  expect(await presenceOf(server.store, room, second.id)).toEqual(before);
});

test('[VIEW-4] leaving and coming back are events', async () => {
  const server = await startServer();
  const { room, second, one, two } = await pairIn(server);
  const before = await presenceOf(server.store, room, second.id);
  two.close();
  await one.sees((view) => view.peers.some((each) => each.peer === second.id && !each.connected && each.awaySince));
  await second.connect(room);
  await one.sees((view) => view.peers.every(({ connected }) => connected));
  expect(await presenceOf(server.store, room, second.id)).toEqual([...(before ?? []), 'peer-left', 'peer-back']);
});

test('[VIEW-4] after a restart who was there counts as gone until back', async () => {
  const sqlite = await temporarySqlite();
  onTestFinished(() => sqlite.dispose());
  const server = await startServer({ store: sqlite.store });
  const { room, first, second, one, two } = await pairIn(server);
  const before = await presenceOf(server.store, room, second.id);
  two.socket.io.reconnection(false);
  const since = one.connections;
  await server.restart(() => sqlite.reopen());
  await one.returned(since);
  await one.sees((view) => view.peers.some((each) => each.peer === second.id && !each.connected));
  await one.sees((view) => view.peers.some((each) => each.peer === first.id && each.connected));
  expect(await presenceOf(server.store, room, second.id)).toEqual([...(before ?? []), 'peer-left']);
});

test('[VIEW-4] one person has at most eight sockets on a room, also when all knock at once', async () => {
  const sqlite = await temporarySqlite();
  onTestFinished(() => sqlite.dispose());
  const server = await startServer({ store: sqlite.store });
  const { room, second } = await pairIn(server);
  const tabs = Array.from({ length: 20 }, () => second.knock(room));
  await until(() => expect(tabs.filter(({ views, error }) => views.length > 0 || error).length).toBe(20));
  const refused = tabs.filter(({ error }) => error);
  expect(20 - refused.length + 1).toBe(LIMITS.socketsPerPeer);
  for (const { error } of refused) expect(error?.data).toMatchObject({ refusal: 'too-fast' });
});

test('[NET-2] each peer is told of the other’s lost sheet, an observer of none, and it ends with the page', async () => {
  const server = await startServer();
  const { one, two, room, secret } = await pairIn(server);
  await one.does({ type: 'allow-observers', agreed: true });
  await two.does({ type: 'allow-observers', agreed: true });
  const watcher = await peer(server, 'Watcher');
  await watcher.join(room, secret);
  const watching = await watcher.connect(room);
  const told = new Map([one, two, watching].map((tab) => [tab, [] as string[][]]));
  for (const [tab, list] of told) tab.socket.on('sheetsLost', (peers) => list.push(peers));
  const second = two.view.me.peer;
  two.socket.emit('sheet', true);
  await until(() => expect(told.get(one)).toEqual([[second]]));
  watching.socket.emit('sheet', true);
  two.socket.emit('sheet', false);
  await until(() => expect(told.get(one)?.at(-1)).toEqual([]));
  two.socket.emit('sheet', true);
  await until(() => expect(told.get(one)?.at(-1)).toEqual([second]));
  two.close();
  await until(() => expect(told.get(one)?.at(-1)).toEqual([]));
  expect(told.get(two)?.flat()).toEqual([]);
  expect(told.get(watching)).toEqual([]);
});
