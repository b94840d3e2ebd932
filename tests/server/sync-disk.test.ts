/** Sheets on a slow disk and on a full one. */

import { expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { CLOSE } from '../../shared/wire.ts';
import { smallDisk, slowly } from '../support/disks.ts';
import { startServer, until } from '../support/server.ts';
import { docSaying } from '../support/frames.ts';
import { gatedStore, openStage, type Provider } from '../support/sheetClient.ts';
import { memoryStore } from '../support/stores.ts';
import { pairAsked } from './pair.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz🙂';

function typeAtEnd({ code }: Provider, letter: string): void {
  code.insert(code.length, letter);
}

it('[SHEET-12] brings what is typed over a slow disk later, whole and in order', async () => {
  const stage = await openStage({}, gatedStore(slowly(memoryStore(), 200)));
  const sheet = await stage.sheet('slow');
  const [ann, bob] = [stage.provider(sheet, 'ann', { acks: true }), stage.provider(sheet, 'bob')];
  await Promise.all([ann.synced(), bob.synced()]);
  const seen: string[] = [];
  bob.code.observe(() => seen.push(bob.code.toString()));
  const commits = vi.spyOn(stage.store, 'appendUpdates');
  let text = '';
  for (const letter of [...LETTERS, ...LETTERS, ...LETTERS]) {
    typeAtEnd(ann, letter);
    text += letter;
    await new Promise((turn) => setImmediate(turn));
  }
  await until(() => expect(bob.code.toString()).toBe(text));
  for (const state of seen) expect(text.startsWith(state)).toBe(true);
  await until(() => expect(ann.acknowledged.get(ann.doc.clientID)).toBe(text.length));
  expect(commits.mock.calls.length).toBeLessThan(20);
  expect(stage.channel.stats().counts.waiting).toBe(0);
});

it('[SHEET-12] keeps a bounded amount for a disk that hangs, and takes the rest from its author later', async () => {
  const generous = { byteBurst: 1e9, frameBurst: 1e9, sheetBytes: 1e9 };
  const stage = await openStage({ pendingBytes: 50_000, ...generous });
  const sheet = await stage.sheet('hanging');
  const ann = stage.provider(sheet, 'ann');
  await ann.synced();
  stage.store.hold();
  const page = 'x'.repeat(5_000);
  for (let pages = 0; pages < 40; pages++) ann.code.insert(0, page);
  await until(() => expect(ann.closes).toContain(CLOSE.tooFast));
  expect(stage.channel.stats().counts.waiting).toBeLessThanOrEqual(11);
  stage.store.release();
  await until(async () => expect((await stage.channel.text(sheet)).code === page.repeat(40)).toBe(true));
});

it('[SHEET-12] waits with nothing else for a commit that hangs', async () => {
  const store = gatedStore();
  const server = await startServer({ store });
  const here = await pairAsked(server);
  const there = await pairAsked(server);
  const [mine, theirs] = [here.first.provider(here.sheet), here.second.provider(here.sheet)];
  await Promise.all([mine.synced(), theirs.synced()]);
  store.hold();
  mine.code.insert(0, 'held up');
  await there.one.does({ type: 'pause' });
  await here.one.does({ type: 'pause' });
  expect((await here.first.get('/healthz')).status).toBe(200);
  mine.awareness.setLocalState({ cursor: 'here' });
  await until(() => expect(theirs.awareness.getStates().get(mine.doc.clientID)).toMatchObject({ cursor: 'here' }));
  const elsewhere = there.first.provider(there.sheet);
  await elsewhere.synced();
  expect(elsewhere.code.toString()).toBe('# start of one\n');
  expect(theirs.code.toString()).toBe('# start of one\n');
  store.release();
  await until(() => expect(theirs.code.toString()).toBe('held up# start of one\n'));
});

it('[SHEET-12] never shows a joiner less than what was relayed before, however slow the disk', async () => {
  const stage = await openStage({ foldMs: 1_000, frameBurst: 1e9 }, gatedStore(slowly(memoryStore(), 200)));
  const sheet = await stage.sheet('joiners');
  const [ann, bob] = [stage.provider(sheet, 'ann'), stage.provider(sheet, 'bob')];
  await Promise.all([ann.synced(), bob.synced()]);
  // Each letter that is relayed is followed by the next, so that there is always one on its way to the disk.
  bob.code.observe(() => typeAtEnd(ann, 'x'));
  typeAtEnd(ann, 'x');
  for (let joiner = 0; joiner < 15; joiner++) {
    const shown = bob.code.length;
    const late = stage.provider(sheet, 'bob');
    await late.synced();
    expect(late.code.length).toBeGreaterThanOrEqual(shown);
    late.destroy();
    await until(() => expect(bob.code.length).toBeGreaterThan(shown));
  }
});

it('[SHEET-12] acknowledges and shows nothing while the disk is full, and recovers by itself', async () => {
  const disk = await smallDisk();
  const server = await startServer({ store: disk.store });
  const { first, second, sheet } = await pairAsked(server);
  const [mine, theirs] = [first.provider(sheet), second.provider(sheet)];
  await Promise.all([mine.synced(), theirs.synced()]);
  mine.code.insert(0, 'before ');
  await until(() => expect(mine.acknowledged.get(mine.doc.clientID)).toBe(7));
  disk.fill();
  // The disk may still hold a few small updates in pages that it has.
  let typed = 0;
  await until(() => {
    if (!mine.closes.includes(CLOSE.unavailable)) mine.code.insert(0, `${typed++} ${'x'.repeat(5_000)} `);
    expect(mine.closes).toContain(CLOSE.unavailable);
  });
  await until(() => expect(theirs.closes).toContain(CLOSE.unavailable));
  const shown = theirs.code.toString();
  const acknowledged = mine.acknowledged.get(mine.doc.clientID) ?? 0;
  expect(acknowledged).toBeLessThan(Y.getState(mine.doc.store, mine.doc.clientID));
  const late = second.provider(sheet);
  await until(() => expect(late.closes.length).toBeGreaterThan(2));
  expect([...new Set(late.closes)]).toEqual([CLOSE.unavailable]);
  expect(late.code.toString()).toBe('');
  expect(theirs.code.toString()).toBe(shown);
  expect(mine.acknowledged.get(mine.doc.clientID)).toBe(acknowledged);
  disk.free();
  await Promise.all([mine.synced(), theirs.synced(), late.synced()]);
  await until(() => {
    expect(theirs.code.toString()).toBe(mine.code.toString());
    expect(late.code.toString()).toBe(mine.code.toString());
  });
  expect(mine.code.toString()).toContain('before # start of one\n');
  await until(() =>
    expect(mine.acknowledged.get(mine.doc.clientID)).toBe(Y.getState(mine.doc.store, mine.doc.clientID)),
  );
});

it('[SHEET-12] lets nobody into a sheet that cannot be stored, and takes it again once it can be', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('again');
  const ann = stage.raw(sheet, 'ann', { acks: true });
  await ann.opened;
  await ann.sync();
  stage.store.break();
  ann.sendUpdate(Y.encodeStateAsUpdate(docSaying('kept', 7)));
  expect(await ann.closed).toBe(CLOSE.unavailable);
  expect(await stage.raw(sheet, 'bob').closed).toBe(CLOSE.unavailable);
  expect(stage.store.log).toEqual([]);
  stage.store.repair();
  const back = stage.raw(sheet, 'ann', { acks: true });
  await back.opened;
  await back.sync();
  back.sendStepTwo(Y.encodeStateAsUpdate(docSaying('kept', 7)));
  await until(() => expect(back.stored().at(-1)).toEqual(new Map([[7, 4]])));
  expect((await stage.channel.text(sheet)).code).toBe('kept');
});
