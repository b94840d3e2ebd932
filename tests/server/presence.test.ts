/** Who is there: several tabs, reloads, leaving, coming back, and restarts. */

import { expect, onTestFinished, test } from 'vitest';
import { LIMITS } from '../../shared/limits.ts';
import type { Store } from '../../server/store/store.ts';
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
