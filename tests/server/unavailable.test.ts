/** A store that fails: refused in words, nothing acknowledged that is not kept, and well again by itself. */

import { expect, onTestFinished, test } from 'vitest';
import { StoreUnavailable } from '../../server/store/errors.ts';
import type { Store } from '../../server/store/store.ts';
import { peer } from '../support/peer.ts';
import { startServer, until } from '../support/server.ts';
import { memoryStore, temporarySqlite } from '../support/stores.ts';
import { formOf, pairAsked, pairIn } from './pair.ts';

const WRITES: readonly (keyof Store)[] = [
  'createPeer',
  'renamePeer',
  'createRoom',
  'append',
  'saveDraft',
  'appendUpdates',
  'saveSnapshot',
];

/** A store that can be broken: for writing, or altogether. */
function fragile(inner: Store): { store: Store; broken: 'writing' | 'altogether' | null } {
  const state: { store: Store; broken: 'writing' | 'altogether' | null } = { store: inner, broken: null };
  state.store = new Proxy(inner, {
    get(target, name: keyof Store) {
      const method = target[name] as (...values: unknown[]) => Promise<unknown>;
      return async (...values: unknown[]) => {
        const fails = state.broken === 'altogether' || (state.broken === 'writing' && WRITES.includes(name));
        if (fails && name !== 'close') throw new StoreUnavailable('disk full CANARY-DISK');
        return method.apply(target, values);
      };
    },
  });
  return state;
}

test('[RUN-4] what cannot be stored is refused as unavailable, shown to nobody, and works again later', async () => {
  const disk = fragile(memoryStore());
  const server = await startServer({ store: disk.store });
  const { room, first, one, two, ask, sheet } = await pairAsked(server);
  const before = JSON.stringify(await disk.store.loadRoom(room));
  const views = [one.views.length, two.views.length];
  const packets = [one.packets.length, two.packets.length];
  disk.broken = 'writing';

  const note = { id: 'note', type: 'note', text: 'kept at last' };
  expect(await one.say(note)).toEqual({ ok: false, refusal: 'unavailable', message: expect.any(String) as string });
  expect(await one.refusal({ type: 'beat', ask, beat: 0, heard: true })).toBe('unavailable');
  expect(await two.refusal({ type: 'pause' })).toBe('unavailable');
  expect(await one.refusal({ type: 'end-round' })).toBe('unavailable');
  for (const answer of [
    await first.post('/api/rooms'),
    await first.request('PATCH', '/api/me', { name: 'Renamed' }),
    await first.post(`/api/rooms/${room}/invite`),
    await first.post(`/api/rooms/${room}/cards/two`),
  ]) {
    expect(answer).toMatchObject({ status: 503, json: { refusal: 'unavailable' } });
    expect(answer.text).not.toContain('CANARY-DISK');
  }
  expect((await first.get('/api/me')).json).toMatchObject({ name: 'First' });
  expect(JSON.stringify(await disk.store.loadRoom(room))).toBe(before);
  expect([one.views.length, two.views.length]).toEqual(views);
  // The answer to their own command, and nothing else.
  expect(two.packets.length).toBe((packets[1] ?? 0) + 1);
  // The operator was told what is wrong.
  expect(server.log.join()).toContain('CANARY-DISK');

  disk.broken = null;
  expect(await one.say(note)).toMatchObject({ ok: true });
  await one.sees((view) => view.moments?.some((moment) => moment.kind === 'note') === true);
  await two.does({ type: 'pause' });
  const { code } = await first.write(sheet);
  expect(code.toString()).toBe('# start of one\n');
});

test('[RUN-4] a store that cannot be read turns people away, to come again, and serves nothing as empty', async () => {
  const disk = fragile(memoryStore());
  const server = await startServer({ store: disk.store });
  const { room, first, second, two, sheet } = await pairAsked(server);
  disk.broken = 'altogether';
  for (const path of ['/api/me', '/api/rooms', '/api/deck', `/api/rooms/${room}/report`]) {
    expect(await first.get(path)).toMatchObject({ status: 503, json: { refusal: 'unavailable' } });
  }
  expect((await first.join(room)).status).toBe(503);
  const tap = second.watch(sheet);
  await until(() => expect(tap.code).toBe(4503));
  expect(tap.frames).toEqual([]);
  two.socket.io.engine.close();
  await until(() => expect(two.error?.data).toMatchObject({ refusal: 'unavailable' }));

  disk.broken = null;
  // A refused handshake is not retried by the library: the page does so itself.
  two.socket.connect();
  await until(() => expect(two.socket.connected).toBe(true));
  expect(await two.command({ type: 'pause' })).toMatchObject({ ok: true });
  const { code } = await second.write(sheet);
  expect(code.toString()).toBe('# start of one\n');
});

test('[RUN-4] [SHEET-2] typed while the disk is full: not shown to the other until it is stored', async () => {
  const disk = fragile(memoryStore());
  const server = await startServer({ store: disk.store });
  const { first, second, sheet } = await pairAsked(server);
  const [mine, theirs] = [await first.write(sheet), await second.write(sheet)];
  disk.broken = 'writing';
  mine.code.insert(0, 'typed ');
  await until(() => expect(mine.provider.wsconnected).toBe(false));
  expect(theirs.code.toString()).toBe('# start of one\n');
  disk.broken = null;
  await until(() => expect(theirs.code.toString()).toBe('typed # start of one\n'));
});

test('[RUN-4] nothing that was acknowledged is lost when the store fails again and again', async () => {
  const sqlite = await temporarySqlite();
  onTestFinished(() => sqlite.dispose());
  const disk = fragile(sqlite.store);
  const server = await startServer({ store: disk.store });
  const { room, one } = await pairAsked(server);
  const acknowledged: string[] = [];
  for (let i = 0; i < 40; i++) {
    disk.broken = i % 3 === 1 ? 'writing' : i % 5 === 1 ? 'altogether' : null;
    const text = `note ${i}`;
    if ((await one.command({ type: 'note', text })).ok) acknowledged.push(text);
    else expect(disk.broken).not.toBeNull();
  }
  expect(acknowledged.length).toBeGreaterThan(15);
  disk.broken = null;
  await server.restart(() => sqlite.reopen());
  const stored = await server.store.loadRoom(room);
  expect([...(stored?.words.values() ?? [])]).toEqual(acknowledged);
  expect(one.packets.join()).not.toContain('CANARY-DISK');
});

test('[RUN-4] a draft that could not be saved is saved by the retry', async () => {
  const disk = fragile(memoryStore());
  const server = await startServer({ store: disk.store });
  const { one } = await pairAsked(server);
  await one.does({ type: 'end-round' });
  await one.sees((view) => view.myForm !== undefined);
  disk.broken = 'writing';
  const draft = { id: 'draft', type: 'save-draft', form: formOf(one, 'drafted'), rev: 0 };
  expect(await one.say(draft)).toMatchObject({ ok: false, refusal: 'unavailable' });
  expect(one.view.myForm?.rev).toBe(0);
  disk.broken = null;
  expect(await one.say(draft)).toMatchObject({ ok: true });
  await one.sees((view) => view.myForm?.rev === 1);
});

test('[RUN-4] who arrives while nothing can be written is let in as soon as it can', async () => {
  const disk = fragile(memoryStore());
  const server = await startServer({ store: disk.store });
  const { one, two, second, room } = await pairIn(server);
  two.close();
  await one.sees((view) => view.peers.some(({ connected }) => !connected));
  disk.broken = 'writing';
  const back = second.knock(room);
  await until(() => expect(back.closed).toBe('io server disconnect'));
  disk.broken = null;
  back.socket.connect();
  await one.sees((view) => view.peers.every(({ connected }) => connected));
  expect((await peer(server, 'Another')).id).toBeTruthy();
});

test('[RUN-4] [VIEW-4] who leaves while nothing can be written is noted as gone afterwards', async () => {
  const disk = fragile(memoryStore());
  const server = await startServer({ store: disk.store });
  const { one, two } = await pairIn(server);
  disk.broken = 'writing';
  two.close();
  await until(() => expect(server.log.join()).toContain('CANARY-DISK'));
  disk.broken = null;
  await one.sees((view) => view.peers.some(({ connected }) => !connected));
});
