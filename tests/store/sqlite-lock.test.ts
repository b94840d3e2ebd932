/** Another process has locked the database: what reads goes on, what writes waits together and fails together. */

import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { StoreUnavailable } from '../../server/store/errors.ts';
import type { Store } from '../../server/store/store.ts';
import { temporarySqlite } from '../support/stores.ts';
import { firstStep, step, T0, update } from './steps.ts';

const ROOMS = Array.from({ length: 20 }, (_, i) => `room-${i}`);

/** A store with rooms and a sheet, and another connection that can lock it. */
async function lockable(): Promise<{ store: Store; lock: () => void; unlock: () => void }> {
  const sqlite = await temporarySqlite();
  onTestFinished(() => sqlite.dispose());
  const { store, file } = sqlite;
  await store.createPeer({ peer: 'ann', name: 'Ann', tokenHash: 'token', at: T0 });
  for (const room of ROOMS) await store.createRoom(firstStep(room));
  await store.append(step('room-0', 1, { sheets: [{ sheet: 'sheet', seed: Uint8Array.of(1) }] }));
  await store.appendUpdates([update('sheet', [2])]);
  const other = new Database(file);
  onTestFinished(() => void other.close());
  return { store, lock: () => other.exec('begin immediate'), unlock: () => other.exec('rollback') };
}

const readAll = (store: Store): Promise<unknown[]> =>
  Promise.all([
    store.peerByToken('token'),
    store.names(['ann']),
    store.loadRoom('room-3'),
    store.loadSheet('sheet'),
    store.loadLog('sheet', 1),
    store.secretHash('room-3'),
    store.roomsOf('ann'),
    store.dueRooms(T0),
  ]);

/** Whether a call has been answered, with what. */
function watched<T>(call: Promise<T>): { call: Promise<T>; isAnswered: boolean } {
  const state = { call, isAnswered: false };
  const answer = () => (state.isAnswered = true);
  call.then(answer, answer);
  return state;
}

it('[DATA-4] everything is read while writes wait, and they are carried out once the lock has gone', async () => {
  const { store, lock, unlock } = await lockable();
  const before = await readAll(store);
  lock();
  const writes = [
    watched(store.append(step('room-1', 1))),
    watched(store.appendUpdates([update('sheet', [3])])),
    watched(store.renamePeer('ann', 'Anna')),
    watched(store.appendUpdates([update('sheet', [4])])),
  ];
  for (let i = 0; i < 5; i++) expect(await readAll(store)).toEqual(before);
  expect(writes.map(({ isAnswered }) => isAnswered)).toEqual([false, false, false, false]);
  unlock();
  expect(await Promise.all(writes.map(({ call }) => call))).toEqual([{ ok: true }, undefined, undefined, undefined]);
  expect((await store.loadSheet('sheet'))?.tail.map(({ bytes }) => [...bytes])).toEqual([[1], [2], [3], [4]]);
  expect(await store.names(['ann'])).toEqual(new Map([['ann', 'Anna']]));
});

it('[DATA-4] one lock fails the writes of all rooms once, not one after the other', { timeout: 10_000 }, async () => {
  const { store, lock, unlock } = await lockable();
  lock();
  const all = async (): Promise<unknown[]> => {
    const writes = ROOMS.map((room, i) =>
      i % 2 === 0 ? store.append(step(room, 1)) : store.saveSnapshot('sheet', { bytes: Uint8Array.of(i), through: 1 }),
    );
    const settled = await Promise.allSettled(writes);
    return settled.map((each) => (each.status === 'rejected' ? (each.reason as unknown) : each));
  };
  // Twenty times twice: each waiting for itself would take longer than this test may.
  for (let again = 0; again < 2; again++)
    for (const reason of await all()) expect(reason).toBeInstanceOf(StoreUnavailable);
  const failed = watched(store.append(step('room-1', 1)));
  await expect(failed.call).rejects.toMatchObject({ cause: { code: 'SQLITE_BUSY' } });
  expect((await store.loadRoom('room-1'))?.events).toHaveLength(1);
  unlock();
  expect(await store.append(step('room-1', 1))).toEqual({ ok: true });
  expect((await store.loadRoom('room-2'))?.events).toHaveLength(1);
});

it('[DATA-4] a later lock is waited for again', async () => {
  const { store, lock, unlock } = await lockable();
  lock();
  await expect(store.append(step('room-1', 1))).rejects.toThrow(StoreUnavailable);
  unlock();
  expect(await store.append(step('room-1', 1))).toEqual({ ok: true });
  lock();
  const write = watched(store.append(step('room-2', 1)));
  await readAll(store);
  expect(write.isAnswered).toBe(false);
  unlock();
  expect(await write.call).toEqual({ ok: true });
});

it('[DATA-4] a store that is closed while it is locked answers what waits', async () => {
  const { store, lock } = await lockable();
  lock();
  const write = store.append(step('room-1', 1));
  const failed = expect(write).rejects.toThrow(StoreUnavailable);
  await store.close();
  await failed;
});
