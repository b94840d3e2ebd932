/** What the sheet channel turns away, with which close code, and that nobody else notices. */

import { expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { LIMITS } from '../../shared/limits.ts';
import { CLOSE } from '../../shared/wire.ts';
import { awarenessFrame, deleting, docSaying, syncFrame } from '../support/frames.ts';
import { joined, openStage } from '../support/sheetClient.ts';

const eventually = (check: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: 15_000, interval: 10 });

const stateOf = (doc: Y.Doc): Uint8Array => Y.encodeStateAsUpdate(doc);

/** An update of which only the second half is sent. */
function secondHalf(client: number): Uint8Array {
  const doc = docSaying('first', client);
  const before = Y.encodeStateVector(doc);
  doc.getText('code').insert(5, 'second');
  return Y.encodeStateAsUpdate(doc, before);
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
/** Embedded in the text, after a character of your own. */
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
