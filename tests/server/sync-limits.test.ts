/** What one connection and one sheet may cost the server, and the close code past it. */

import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { LIMITS } from '../../shared/limits.ts';
import { CLOSE } from '../../shared/wire.ts';
import { deleting, docSaying } from '../support/frames.ts';
import type { RawSocket } from '../support/rawSocket.ts';
import { until } from '../support/server.ts';
import { joined, openStage } from '../support/sheetClient.ts';

const stateOf = (doc: Y.Doc): Uint8Array => Y.encodeStateAsUpdate(doc);

it('[SHEET-10] takes eight connections of one peer on a sheet', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('crowd');
  const sockets = Array.from({ length: LIMITS.socketsPerPeer }, () => stage.raw(sheet, 'ann'));
  await Promise.all(sockets.map(async (socket) => (await socket.opened, socket.sync())));
  expect(await stage.raw(sheet, 'ann').closed).toBe(CLOSE.tooMany);
  const bob = stage.raw(sheet, 'bob');
  await bob.opened;
  await bob.sync();
  sockets[0]?.close();
  await sockets[0]?.closed;
  const next = stage.raw(sheet, 'ann');
  await next.opened;
  await next.sync();
});

it('[SHEET-10] ends with 1009 a connection that sends too large a frame', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('large');
  const ann = await joined(stage, sheet, 'ann');
  const bob = await joined(stage, sheet, 'bob');
  ann.send(new Uint8Array(LIMITS.frame + 1));
  expect(await ann.closed).toBe(CLOSE.frameTooLarge);
  await bob.sync();
});

it('[LIMIT-1] [SHEET-5] counts the client ids of each peer, over their connections, and nobody else’s', async () => {
  const stage = await openStage({ frameBurst: 1e9 });
  const sheet = await stage.sheet('ids');
  for (let connection = 0; connection < 4; connection++) {
    const ann = await joined(stage, sheet, 'ann');
    for (let i = 0; i < LIMITS.clients / 4; i++) ann.sendUpdate(stateOf(docSaying('a', 1_000 + 100 * connection + i)));
    await ann.sync();
    ann.close();
    await ann.closed;
  }
  const bob = await joined(stage, sheet, 'bob');
  bob.sendUpdate(stateOf(docSaying('b', 9)));
  await until(async () => expect((await stage.channel.text(sheet)).code).toContain('b'));
  expect(bob.isOpen).toBe(true);
  const more = await joined(stage, sheet, 'ann');
  more.sendUpdate(stateOf(docSaying('a', 2_000)));
  expect(await more.closed).toBe(CLOSE.full);
});

it('[LIMIT-1] keeps room for one peer however much the other has pasted, also after all is read again', async () => {
  const stage = await openStage({ sheetBytes: 1_000 });
  const sheet = await stage.sheet('shares', 'x'.repeat(5_000));
  const ann = await joined(stage, sheet, 'ann');
  ann.sendUpdate(stateOf(docSaying('y'.repeat(950), 8)));
  await ann.sync();
  const bob = await joined(stage, sheet, 'bob');
  bob.sendUpdate(stateOf(docSaying('z'.repeat(900), 9)));
  await until(async () => expect((await stage.channel.text(sheet)).code).toContain('z'));
  ann.sendUpdate(stateOf(docSaying('y'.repeat(100), 7)));
  expect(await ann.closed).toBe(CLOSE.full);
  const again = await joined(stage, sheet, 'ann');
  again.sendUpdate(stateOf(docSaying('y'.repeat(100), 7)));
  expect(await again.closed).toBe(CLOSE.full);
  expect(bob.isOpen).toBe(true);
});

it('[SHEET-10] refuses more client ids than a sheet takes, and more text than it holds', async () => {
  const stage = await openStage({ clients: 1, sheetBytes: 1_000 });
  const sheet = await stage.sheet('full');
  const bob = await joined(stage, sheet, 'bob');
  bob.sendUpdate(stateOf(docSaying('x', 9)));
  const ann = await joined(stage, sheet, 'ann');
  ann.sendUpdate(stateOf(docSaying('y'.repeat(900), 8)));
  ann.sendUpdate(stateOf(docSaying('z', 7)));
  expect(await ann.closed).toBe(CLOSE.full);
  const again = await joined(stage, sheet, 'ann');
  const more = docSaying('y'.repeat(900), 8);
  more.getText('code').insert(0, 'n'.repeat(200));
  again.sendUpdate(stateOf(more));
  expect(await again.closed).toBe(CLOSE.full);
  bob.sendUpdate(deleting(9, 0, 1));
  await until(async () => expect((await stage.channel.text(sheet)).code).toBe('y'.repeat(900)));
});

it('[SHEET-10] ends with 4529 who sends too fast, in frames or in bytes', async () => {
  const stage = await openStage({ frameBurst: 150, framesPerSecond: 1, byteBurst: 10_000, bytesPerSecond: 1 });
  const sheet = await stage.sheet('fast');
  const ann = await joined(stage, sheet, 'ann');
  for (let i = 0; i < 60; i++) ann.sendUpdate(Uint8Array.of(0, 0));
  expect(await ann.closed).toBe(CLOSE.tooFast);
  const bob = await joined(stage, sheet, 'bob');
  bob.sendUpdate(stateOf(docSaying('x'.repeat(11_000))));
  expect(await bob.closed).toBe(CLOSE.tooFast);
});

it('[SHEET-10] gives nobody a whole allowance for coming back, and others theirs', async () => {
  const stage = await openStage({ frameBurst: 130, framesPerSecond: 0.001 });
  const sheet = await stage.sheet('again');
  const ann = await joined(stage, sheet, 'ann');
  ann.close();
  await ann.closed;
  await until(async () => {
    const back = stage.raw(sheet, 'ann');
    expect(await back.closed).toBe(CLOSE.tooFast);
  });
  await joined(stage, sheet, 'bob');
});

it('[SHEET-11] cuts off a connection that no longer answers', async () => {
  const stage = await openStage({ pingMs: 40 });
  const sheet = await stage.sheet('mute');
  const ann = await joined(stage, sheet, 'ann');
  const mute = await joined(stage, sheet, 'bob');
  mute.deafen();
  await until(() => expect(stage.channel.stats().connections).toBe(1));
  expect(ann.isOpen).toBe(true);
});

it('[SHEET-11] cuts off a reader that stops reading before it costs a mebibyte, and nobody else', async () => {
  const stage = await openStage({ byteBurst: 1e9, frameBurst: 1e9, sheetBytes: 1e9, unreadBytes: 1e9 });
  const sheet = await stage.sheet('deaf');
  const ann = await joined(stage, sheet, 'ann');
  const bob = await joined(stage, sheet, 'bob');
  const deaf = await joined(stage, sheet, 'bob');
  const { counts } = stage.channel.stats();
  const sentBefore = counts.bytesOut;
  const heardBefore = [ann, bob, deaf].map(heard);
  deaf.deafen();
  const doc = docSaying('', 9);
  doc.on('update', (update: Uint8Array) => ann.sendUpdate(update));
  // The operating system takes some megabytes before anything waits in the server.
  for (let page = 0; page < 400 && stage.channel.stats().connections === 3; page++) {
    doc.getText('code').insert(0, 'x'.repeat(100_000));
    await until(() => expect(bob.updates()).toHaveLength(page + 1));
  }
  expect(counts.refusals.get('slowReader')).toBe(1);
  const sent = counts.bytesOut - sentBefore;
  deaf.hear();
  await deaf.closed;
  const waited = [ann, bob, deaf].reduce((left, socket, i) => left - heard(socket) + (heardBefore[i] ?? 0), sent);
  expect(waited).toBeLessThan(2 ** 20);
  expect([ann.isOpen, bob.isOpen]).toEqual([true, true]);
});

const heard = (socket: RawSocket): number => socket.frames.reduce((sum, { length }) => sum + length, 0);

it('[SHEET-11] gives a reader that asks again and again for a state it does not read one of them', async () => {
  const stage = await openStage({ frameBurst: 1e9, byteBurst: 1e9 });
  const sheet = await stage.sheet('greedy', 'x'.repeat(1_500_000));
  const deaf = await joined(stage, sheet, 'bob');
  deaf.deafen();
  for (let asked = 0; asked < 20; asked++) deaf.sendStepOne();
  await until(() => expect(stage.channel.stats().counts.refusals.get('slowReader')).toBe(1));
  expect(stage.channel.stats().connections).toBe(0);
});

it('[SHEET-10] refuses an update of more runs than a sheet has client ids', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('runs');
  const ann = await joined(stage, sheet, 'ann');
  const crowd = Array.from({ length: 2 * LIMITS.clients + 2 }, (_, i) => stateOf(docSaying('x', 100 + i)));
  ann.sendUpdate(Y.mergeUpdates(crowd));
  expect(await ann.closed).toBe(CLOSE.malformed);
});
