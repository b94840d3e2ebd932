/** What the sheet channel turns away, with which close code, and that nobody else notices. */

import { expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { CLOSE, LIMITS } from '../../shared/protocol.ts';
import { awarenessFrame, docSaying, syncFrame } from '../support/frames.ts';
import { openStage, type RawSocket, type Stage } from '../support/sheetClient.ts';

const eventually = (check: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: 5_000, interval: 10 });

const stateOf = (doc: Y.Doc): Uint8Array => Y.encodeStateAsUpdate(doc);

/** An update of which only the second half is sent. */
function secondHalf(client: number): Uint8Array {
  const doc = docSaying('first', client);
  const before = Y.encodeStateVector(doc);
  doc.getText('code').insert(5, 'second');
  return Y.encodeStateAsUpdate(doc, before);
}

function deleting(client: number, clock: number, length: number): Uint8Array {
  return Uint8Array.of(0, 1, client, 1, clock, length);
}

async function joined(stage: Stage, sheet: string, peer: string, doc = new Y.Doc()): Promise<RawSocket> {
  const socket = stage.raw(sheet, peer);
  await socket.opened;
  await socket.sync();
  socket.sendStepTwo(stateOf(doc));
  return socket;
}

it('[SHEET-6] answers who may not come in by a close code', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('door');
  stage.allow('eve', CLOSE.notYours);
  expect(await stage.raw(sheet, null).closed).toBe(CLOSE.noIdentity);
  expect(await stage.raw(sheet, 'eve').closed).toBe(CLOSE.notYours);
  expect(await stage.raw(sheet, 'ann', { origin: 'http://elsewhere.example' }).closed).toBe(CLOSE.notYours);
  expect(await stage.raw('nowhere', 'ann').closed).toBe(CLOSE.noSuchSheet);
  expect(await stage.raw(sheet, 'ann', { path: '/yjs/../../etc' }).closed).toBe(CLOSE.noSuchSheet);
  expect(stage.channel.stats()).toMatchObject({ sheets: 0, connections: 0 });
});

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

const nested = (): Uint8Array => {
  const doc = new Y.Doc();
  doc.getArray<Y.Text>('code').insert(0, [new Y.Text('x')]);
  return stateOf(doc);
};
const mapEntry = (): Uint8Array => {
  const doc = new Y.Doc();
  doc.getMap('code').set('key', 'value');
  return stateOf(doc);
};
const formatted = (): Uint8Array => {
  const doc = new Y.Doc();
  doc.getText('code').insert(0, 'bold', { bold: true });
  return stateOf(doc);
};
const otherRoot = (): Uint8Array => {
  const doc = new Y.Doc();
  doc.getText('notes').insert(0, 'x');
  return stateOf(doc);
};
/** Embedded in the text, after a character of one's own. */
function beside(value: object = { image: 'x' }): Uint8Array {
  const doc = docSaying('first', 9);
  doc.getText('code').insertEmbed(3, value);
  return stateOf(doc);
}
function valued(value: unknown): Uint8Array {
  const doc = new Y.Doc();
  doc.getMap('output').set('by', value);
  return stateOf(doc);
}
function otherMap(): Uint8Array {
  const doc = new Y.Doc();
  doc.getMap('notes').set('x', 1);
  return stateOf(doc);
}
function deeper(): Uint8Array {
  const doc = new Y.Doc();
  const outer = new Y.Map<unknown>();
  doc.getMap('output').set('text', outer);
  outer.set('inner', new Y.Map());
  return stateOf(doc);
}
/** X waits for Y and Y for X. */
const circle = (): Uint8Array => Uint8Array.of(2, 1, 9, 0, 0x84, 8, 0, 1, 97, 1, 8, 0, 0x84, 9, 0, 1, 97, 0);

const bad: Record<string, () => Uint8Array> = {
  'text frames of another protocol': () => new TextEncoder().encode('hello'),
  'an empty frame': () => new Uint8Array(0),
  'an unknown type of message': () => Uint8Array.of(42),
  'an unknown sync step': () => Uint8Array.of(0, 9, 0),
  'bytes after a message': () => Uint8Array.of(...syncFrame(2, Uint8Array.of(0, 0)), 1),
  'a frame that promises more than it holds': () => Uint8Array.of(0, 2, 200, 1, 0),
  'a broken state vector': () => syncFrame(0, Uint8Array.of(5, 1)),
  'an update cut short': () => syncFrame(2, stateOf(docSaying('some text')).slice(0, -3)),
  'a V2 update': () => syncFrame(2, Y.encodeStateAsUpdateV2(docSaying('some text'))),
  '21 bytes of V2 that would run for seconds': () =>
    syncFrame(2, Uint8Array.of(0, 0, 3, 1, 255, 255, 3, 0, 0, 1, 0, 1, 255, 255, 255, 255, 15, 0, 0, 0, 0)),
  'a value beside a character of the text': () => syncFrame(2, beside()),
  'a text beside a character of the text': () => syncFrame(2, beside(new Y.Text('x'))),
  'a map of another name': () => syncFrame(2, otherMap()),
  'a value that holds others': () => syncFrame(2, valued({ deep: [1] })),
  'a value beyond its size': () => syncFrame(2, valued('x'.repeat(5_000))),
  'a list in the output': () => syncFrame(2, valued(new Y.Array())),
  'a map in a map in the output': () => syncFrame(2, deeper()),
  'a nested type': () => syncFrame(2, nested()),
  'a map entry': () => syncFrame(2, mapEntry()),
  'formatted text': () => syncFrame(2, formatted()),
  'a text of another name': () => syncFrame(2, otherRoot()),
  'an endless garbage-collected struct': () => syncFrame(2, Uint8Array.of(1, 1, 9, 0, 0, 255, 255, 255, 255, 7, 0)),
  'a skip': () => syncFrame(2, Uint8Array.of(1, 1, 9, 0, 10, 5, 0)),
  'an endless deleted struct': () => syncFrame(2, Uint8Array.of(1, 1, 9, 0, 1, 1, 1, 120, 255, 255, 255, 255, 7, 0)),
  'a struct of no length': () => syncFrame(2, Uint8Array.of(1, 1, 9, 0, 4, 1, 4, 99, 111, 100, 101, 0, 0)),
  'half a surrogate pair': () =>
    syncFrame(2, Uint8Array.of(1, 1, 9, 0, 4, 1, 4, 99, 111, 100, 101, 3, 0xed, 0xa0, 0xbd, 0)),
  'a gap': () => syncFrame(2, secondHalf(9)),
  'a gap in a step 2': () => syncFrame(1, secondHalf(9)),
  'edits that wait for one another': () => syncFrame(2, circle()),
  'a struct next to one that does not exist': () => syncFrame(2, Uint8Array.of(1, 1, 9, 0, 0x84, 8, 77, 1, 97, 0)),
  'a struct next to itself': () => syncFrame(2, Uint8Array.of(1, 1, 9, 0, 0x84, 9, 0, 1, 97, 0)),
  'deletions of what does not exist': () => syncFrame(2, deleting(9, 0, 5)),
  'text under the id of the starter text': () => syncFrame(2, secondHalf(1)),
  'awareness that is no JSON': () => awarenessFrame(9, 1, '{'),
  'awareness that is no object': () => awarenessFrame(9, 1, '"me"'),
  'awareness beyond its size': () => awarenessFrame(9, 1, JSON.stringify({ big: 'x'.repeat(LIMITS.awareness) })),
};

it.each(Object.entries(bad))('[SHEET-6] ends with 4400 the connection that sends %s', async (_, frame) => {
  const stage = await openStage();
  const sheet = await stage.sheet('bad', 'start');
  const other = await stage.sheet('other');
  const neighbour = await joined(stage, other, 'bob');
  const bob = await joined(stage, sheet, 'bob');
  const ann = await joined(stage, sheet, 'ann');
  ann.send(frame());
  expect(await ann.closed).toBe(CLOSE.malformed);
  expect((await bob.sync()).getText('code').toString()).toBe('start');
  expect([bob.isOpen, neighbour.isOpen]).toEqual([true, true]);
  expect(stage.store.log).toEqual([]);
  expect(stage.errors).toEqual([]);
});

it('[SHEET-6] ends with 4400 a connection that sends text', async () => {
  const stage = await openStage();
  const ann = await joined(stage, await stage.sheet('texts'), 'ann');
  ann.send('hello');
  expect(await ann.closed).toBe(CLOSE.malformed);
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

it("[SHEET-5] refuses text under another peer's client id, also after a restart", async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('claimed');
  const ann = await joined(stage, sheet, 'ann');
  ann.sendUpdate(stateOf(docSaying('mine', 9)));
  await eventually(() => expect(stage.store.log).toHaveLength(1));
  const forged = docSaying('mine', 9);
  forged.getText('code').insert(4, ', says bob');
  const bob = await joined(stage, sheet, 'bob');
  bob.sendUpdate(stateOf(forged));
  expect(await bob.closed).toBe(CLOSE.malformed);
  await stage.restart();
  const back = await joined(stage, sheet, 'bob');
  back.sendStepTwo(stateOf(forged));
  expect(await back.closed).toBe(CLOSE.malformed);
  expect((await stage.channel.text(sheet)).code).toBe('mine');
});

it('[SHEET-5] refuses text under a client id that another peer has only shown', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('shown');
  const ann = await joined(stage, sheet, 'ann');
  ann.sendAwareness(9, 1, {});
  await ann.sync();
  const bob = await joined(stage, sheet, 'bob');
  bob.sendUpdate(stateOf(docSaying('taken', 9)));
  expect(await bob.closed).toBe(CLOSE.malformed);
});

it("[SHEET-6] stores only what is new of an update that repeats other people's text", async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('repeats', 'start');
  const doc = new Y.Doc();
  doc.clientID = 9;
  const ann = await joined(stage, sheet, 'ann');
  Y.applyUpdate(doc, stateOf(await ann.sync()));
  doc.getText('code').insert(5, ' and end');
  ann.sendStepTwo(stateOf(doc));
  await eventually(() => expect(stage.store.log).toHaveLength(1));
  const stored = stage.store.log[0]?.bytes ?? new Uint8Array();
  expect(Y.decodeUpdate(stored).structs.map((struct) => struct.id.client)).toEqual([9]);
  expect((await stage.channel.text(sheet)).code).toBe('start and end');
});

it('[SHEET-10] refuses more client ids than a sheet takes, and more text than it holds', async () => {
  const stage = await openStage({ clients: 2, sheetBytes: 1_000 });
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
  await eventually(async () => expect((await stage.channel.text(sheet)).code).toBe('y'.repeat(900)));
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
  await eventually(async () => {
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
  await eventually(() => expect(stage.channel.stats().connections).toBe(1));
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
    await eventually(() => expect(bob.updates()).toHaveLength(page + 1));
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
  await eventually(() => expect(stage.channel.stats().counts.refusals.get('slowReader')).toBe(1));
  expect(stage.channel.stats().connections).toBe(0);
});

it('[SHEET-10] refuses an update of more runs than a sheet has client ids', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('runs');
  const ann = await joined(stage, sheet, 'ann');
  const crowd = Array.from({ length: LIMITS.clients + 2 }, (_, i) => stateOf(docSaying('x', 100 + i)));
  ann.sendUpdate(Y.mergeUpdates(crowd));
  expect(await ann.closed).toBe(CLOSE.malformed);
});
