/** The sheet channel with stock providers: two people type, leave, come back, and read the same text. */

import { expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { docSaying } from '../support/frames.ts';
import { openStage } from '../support/sheetClient.ts';

const eventually = (check: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: 15_000, interval: 10 });

it('[SHEET-14] lets two people type into one text', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('two', 'def f():\n');
  const ann = stage.provider(sheet, 'ann');
  const bob = stage.provider(sheet, 'bob');
  await Promise.all([ann.synced(), bob.synced()]);
  ann.code.insert(0, '# ann 🙂\n');
  bob.code.insert(bob.code.length, '    pass\n');
  bob.doc.getText('frame/context').insert(0, 'legacy');
  await eventually(() => {
    expect(ann.code.toString()).toBe('# ann 🙂\ndef f():\n    pass\n');
    expect(bob.code.toString()).toBe(ann.code.toString());
  });
  expect(await stage.channel.text(sheet)).toEqual({ code: ann.code.toString(), frame: { context: 'legacy' } });
});

it('[SHEET-3] writes the starter text once, for three who join at once and after a restart', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('seeded', 'x = 1\n');
  const everybody = ['ann', 'bob', 'olga'].map((peer) => stage.provider(sheet, peer));
  await Promise.all(everybody.map((peer) => peer.synced()));
  for (const peer of everybody) expect(peer.code.toString()).toBe('x = 1\n');
  await stage.restart();
  await eventually(() => expect(everybody.every((peer) => peer.ws.synced)).toBe(true));
  const late = stage.provider(sheet, 'bob');
  await late.synced();
  for (const peer of [...everybody, late]) expect(peer.code.toString()).toBe('x = 1\n');
  expect((await stage.store.loadSheet(sheet))?.tail).toHaveLength(1);
});

it('[SHEET-9] merges what was typed while offline', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('offline', 'base\n');
  const ann = stage.provider(sheet, 'ann');
  const bob = stage.provider(sheet, 'bob');
  await Promise.all([ann.synced(), bob.synced()]);
  ann.ws.disconnect();
  ann.code.insert(0, 'offline\n');
  ann.code.delete(0, 2);
  bob.code.insert(5, 'online\n');
  await stage.channel.recheck('room');
  ann.ws.connect();
  await eventually(() => {
    expect(ann.code.toString()).toBe('fline\nbase\nonline\n');
    expect(bob.code.toString()).toBe(ann.code.toString());
  });
});

it('[SHEET-14] takes what is typed in the instant of connecting', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('instant');
  const doc = docSaying('before ');
  const ann = stage.provider(sheet, 'ann', { doc });
  ann.ws.on('status', ({ status }) => {
    if (status === 'connected') ann.code.insert(ann.code.length, 'then');
  });
  await ann.synced();
  await eventually(async () => expect((await stage.channel.text(sheet)).code).toBe('before then'));
  expect(ann.closes).toEqual([]);
});

it('[SHEET-14] goes on with the same documents after a restart', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('restart');
  const ann = stage.provider(sheet, 'ann');
  await ann.synced();
  ann.code.insert(0, 'one ');
  await eventually(() => expect(stage.store.log).toHaveLength(1));
  await stage.restart();
  ann.code.insert(4, 'two');
  await eventually(async () => expect((await stage.channel.text(sheet)).code).toBe('one two'));
});

it('[SHEET-14] stores nothing when a document comes back with nothing new', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('again');
  const ann = stage.provider(sheet, 'ann');
  await ann.synced();
  ann.code.insert(0, 'some text');
  ann.code.delete(2, 3);
  await eventually(() => expect(stage.store.log).toHaveLength(2));
  const again = stage.raw(sheet, 'ann');
  await again.opened;
  await again.sync();
  again.sendStepTwo(Y.encodeStateAsUpdate(ann.doc));
  await again.sync();
  expect(stage.store.log).toHaveLength(2);
});

it('[SHEET-5] lets a peer come back with the same client id on a second socket while the first is open', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('same-id');
  const before = docSaying('a', 21);
  const asleep = stage.raw(sheet, 'ann');
  await asleep.opened;
  asleep.sendAwareness(21, 1, { cursor: 1 });
  asleep.sendUpdate(Y.encodeStateAsUpdate(before));
  await eventually(() => expect(stage.store.log).toHaveLength(1));
  const ann = stage.provider(sheet, 'ann', { doc: before });
  await ann.synced();
  ann.code.insert(1, 'b');
  await eventually(async () => expect((await stage.channel.text(sheet)).code).toBe('ab'));
  expect(ann.closes).toEqual([]);
});

it('[SHEET-5] claims every client id of an update that was written with several', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('several');
  const doc = docSaying('first', 11);
  doc.clientID = 12;
  doc.getText('code').insert(5, ' second');
  const ann = stage.provider(sheet, 'ann', { doc });
  await ann.synced();
  await eventually(async () => expect((await stage.channel.text(sheet)).code).toBe('first second'));
  expect((await stage.store.loadSheet(sheet))?.clients).toEqual(
    new Map([
      [11, 'ann'],
      [12, 'ann'],
    ]),
  );
});

it("[SHEET-4] changes nothing by an observer's step 2 and updates", async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('observed', 'text');
  const ann = stage.provider(sheet, 'ann');
  await ann.synced();
  const olga = stage.provider(sheet, 'olga', { doc: docSaying('I was here: ') });
  await olga.synced();
  olga.code.insert(0, 'and here: ');
  ann.code.insert(4, '!');
  await eventually(() => expect(olga.code.toString()).toContain('text!'));
  expect(ann.code.toString()).toBe('text!');
  expect((await stage.channel.text(sheet)).code).toBe('text!');
  expect(olga.closes).toEqual([]);
  expect(stage.channel.stats().counts.refusals.get('readOnly')).toBeGreaterThanOrEqual(2);
});

it('[SHEET-2] names what is stored to connections that asked for it', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('acks');
  const ann = stage.raw(sheet, 'ann', { acks: true });
  const bob = stage.raw(sheet, 'bob');
  await Promise.all([ann.opened, bob.opened]);
  await Promise.all([ann.sync(), bob.sync()]);
  expect(ann.stored()).toEqual([new Map()]);
  const doc = docSaying('abc', 7);
  ann.sendUpdate(Y.encodeStateAsUpdate(doc));
  await eventually(() => expect(ann.stored()[1]).toEqual(new Map([[7, 3]])));
  doc.getText('code').delete(0, 1);
  ann.sendStepTwo(Y.encodeStateAsUpdate(doc));
  await eventually(() => expect(ann.stored()[2]).toEqual(new Map()));
  ann.sendUpdate(Y.encodeStateAsUpdate(docSaying('abc', 7)));
  await eventually(() => expect(ann.stored()[3]).toEqual(new Map([[7, 3]])));
  const back = stage.raw(sheet, 'ann', { acks: true });
  await back.opened;
  await back.sync();
  await eventually(() => expect(back.stored()).toEqual([new Map([[7, 3]])]));
  expect(bob.stored()).toEqual([]);
});

it('[SHEET-15] folds a long log into a snapshot and forgets a sheet that nobody has open', async () => {
  const stage = await openStage({ snapshotRows: 20 });
  const sheet = await stage.sheet('long', '.');
  const ann = stage.provider(sheet, 'ann');
  await ann.synced();
  for (let i = 0; i < 60; i++) {
    ann.code.insert(0, 'x');
    await Promise.resolve();
  }
  await eventually(async () => expect((await stage.store.loadSheet(sheet))?.snapshot?.through).toBeGreaterThan(20));
  ann.destroy();
  await eventually(() =>
    expect(stage.channel.stats()).toMatchObject({ sheets: 0, connections: 0, counts: { stored: 60 } }),
  );
  const late = stage.provider(sheet, 'bob');
  await late.synced();
  expect(late.code.toString()).toBe('x'.repeat(60) + '.');
});

it('[SHEET-2] says goodbye with 1001 and stores what was on its way', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('goodbye');
  const ann = stage.raw(sheet, 'ann');
  await ann.opened;
  await ann.sync();
  stage.store.hold();
  ann.sendUpdate(Y.encodeStateAsUpdate(docSaying('last words')));
  await eventually(() => expect(stage.channel.stats().sheets).toBe(1));
  const closed = stage.channel.close();
  stage.store.release();
  await closed;
  expect(await ann.closed).toBe(1001);
});
