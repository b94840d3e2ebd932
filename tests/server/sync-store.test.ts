/** Stored before told: what the sheet channel does while the store is slow, and when it fails. */

import { expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { CLOSE } from '../../shared/wire.ts';
import { docSaying } from '../support/frames.ts';
import { openStage } from '../support/sheetClient.ts';

const eventually = (check: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: 8_000, interval: 10 });

it('[SHEET-2] tells nobody of an update before it is stored', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('slow');
  const other = await stage.sheet('elsewhere');
  const ann = stage.raw(sheet, 'ann', { acks: true });
  const bob = stage.raw(sheet, 'bob');
  const carl = stage.raw(other, 'bob');
  for (const socket of [ann, bob, carl]) {
    await socket.opened;
    await socket.sync();
  }
  stage.store.hold();
  ann.sendUpdate(Y.encodeStateAsUpdate(docSaying('hello', 5)));
  ann.sendAwareness(5, 1, {});
  // Awareness does not wait for the store: when it has come, the update would have come too.
  await eventually(() => expect(bob.states().map(({ client }) => client)).toContain(5));
  expect([bob.updates(), ann.stored()]).toEqual([[], [new Map()]]);
  stage.store.release();
  await eventually(() => expect(bob.updates()).toHaveLength(1));
  await eventually(() => expect(ann.stored()).toEqual([new Map(), new Map([[5, 5]])]));
  expect(carl.updates()).toEqual([]);
});

it('[SHEET-2] commits together what comes while a commit is under way, in order', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('group');
  const append = vi.spyOn(stage.store, 'appendUpdates');
  const ann = stage.provider(sheet, 'ann');
  const bob = stage.provider(sheet, 'bob');
  await Promise.all([ann.synced(), bob.synced()]);
  stage.store.hold();
  for (const letter of 'abcdefgh') ann.code.insert(ann.code.length, letter);
  await eventually(() => expect(append).toHaveBeenCalled());
  stage.store.release();
  await eventually(() => expect(bob.code.toString()).toBe('abcdefgh'));
  expect(stage.store.log).toHaveLength(8);
  expect(append.mock.calls.length).toBeLessThan(8);
});

it('[SHEET-12] gives a sheet up when its updates cannot be stored, and loses nothing', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('broken', 'start ');
  const fine = await stage.sheet('fine');
  const ann = stage.provider(sheet, 'ann');
  const bob = stage.provider(sheet, 'bob');
  const neighbour = stage.provider(fine, 'bob');
  await Promise.all([ann.synced(), bob.synced(), neighbour.synced()]);
  stage.store.break([sheet]);
  stage.store.hold();
  ann.code.insert(6, 'lost?');
  neighbour.code.insert(0, 'untouched');
  stage.store.release();
  await eventually(() => expect(ann.closes).toContain(CLOSE.unavailable));
  await eventually(() => expect(bob.closes).toContain(CLOSE.unavailable));
  expect(bob.code.toString()).toBe('start ');
  ann.code.insert(6, 'not ');
  stage.store.repair();
  await eventually(() => expect(bob.code.toString()).toBe('start not lost?'));
  await eventually(async () => expect((await stage.channel.text(sheet)).code).toBe('start not lost?'));
  expect((await stage.channel.text(fine)).code).toBe('untouched');
  expect(neighbour.closes).toEqual([]);
});

it('[SHEET-12] answers 4503 while a sheet cannot be read, never an empty document', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('unread', 'start');
  const loading = vi.spyOn(stage.store, 'loadSheet').mockRejectedValue(new Error('disk gone'));
  const ann = stage.provider(sheet, 'ann');
  await eventually(() => expect(ann.closes.length).toBeGreaterThan(1));
  expect(new Set(ann.closes)).toEqual(new Set([CLOSE.unavailable]));
  expect(ann.ws.synced).toBe(false);
  loading.mockRestore();
  await ann.synced();
  expect(ann.code.toString()).toBe('start');
});

it('[SHEET-12] answers 4503 while nobody can be told from nobody', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('unknown');
  vi.spyOn(stage.store, 'roomOfSheet').mockRejectedValue(new Error('disk gone'));
  expect(await stage.raw(sheet, 'ann').closed).toBe(CLOSE.unavailable);
});
