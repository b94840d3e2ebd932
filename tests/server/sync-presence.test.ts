/** Who is shown in a sheet, and what happens to a connection whose right changes. */

import { expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { CLOSE, SHEET_MESSAGE } from '../../shared/wire.ts';
import { awarenessFrame, docSaying } from '../support/frames.ts';
import type { RawSocket } from '../support/rawSocket.ts';
import { openStage, type Stage } from '../support/sheetClient.ts';

const eventually = (check: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: 15_000, interval: 10 });

async function joined(stage: Stage, sheet: string, peer: string): Promise<RawSocket> {
  const socket = stage.raw(sheet, peer);
  await socket.opened;
  await socket.sync();
  socket.sendStepTwo(Uint8Array.of(0, 0));
  return socket;
}

it('[SHEET-7] shows the name and seat that the server knows, to everybody', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('names');
  const ann = stage.provider(sheet, 'ann');
  const bob = stage.provider(sheet, 'bob');
  await Promise.all([ann.synced(), bob.synced()]);
  bob.awareness.setLocalState({ user: { name: 'Ann', seat: 'interviewer', admin: true }, cursor: { anchor: 3 } });
  const expected = { user: { name: 'Bob', seat: 'candidate', peer: 'bob' }, cursor: { anchor: 3 } };
  await eventually(() => expect(ann.awareness.getStates().get(bob.doc.clientID)).toEqual(expected));
  const late = stage.provider(sheet, 'olga');
  await eventually(() => expect(late.awareness.getStates().get(bob.doc.clientID)).toEqual(expected));
  bob.destroy();
  await eventually(() => expect(ann.awareness.getStates().has(bob.doc.clientID)).toBe(false));
});

it('[SHEET-7] never sends a state back to its own connection, also where others get several at once', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('echo');
  const [ann, bob, carl] = [
    await joined(stage, sheet, 'ann'),
    await joined(stage, sheet, 'bob'),
    await joined(stage, sheet, 'bob'),
  ];
  for (let clock = 1; clock <= 20; clock++) {
    ann.sendAwareness(5, clock, { cursor: clock });
    bob.sendAwareness(6, clock, { cursor: clock });
  }
  const last = (client: number, name: string, seat: string) => ({
    client,
    state: { cursor: 20, user: { name, seat, peer: name.toLowerCase() } },
  });
  const [ofAnn, ofBob] = [last(5, 'Ann', 'interviewer'), last(6, 'Bob', 'candidate')];
  await eventually(() => {
    expect(bob.states().at(-1)).toMatchObject(ofAnn);
    expect(ann.states().at(-1)).toMatchObject(ofBob);
    expect(carl.states()).toEqual(expect.arrayContaining([ofAnn, ofBob].map((each) => expect.objectContaining(each))));
  });
  expect(ann.states().map(({ client }) => client)).not.toContain(5);
  expect(bob.states().map(({ client }) => client)).not.toContain(6);
});

it("[SHEET-7] replaces a client's own user by the server's, however the client writes it", async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('claims');
  const [ann, bob] = [await joined(stage, sheet, 'ann'), await joined(stage, sheet, 'bob')];
  const user = { name: 'Ann', seat: 'interviewer', peer: 'ann' };
  const claims = [
    '{}',
    '{ }',
    ' {"user":null} ',
    '{"user":{"name":"Bob"},"user":{"name":"Bob","peer":"bob"}}',
    '{"us\\u0065r":{"name":"Bob"}}',
    '{"cursor":"}","user":"}"}\n\t',
    '{"__proto__":{"user":{"name":"Bob"}}}',
  ];
  for (const [i, json] of claims.entries()) {
    ann.send(awarenessFrame(5, i + 1, json));
    await eventually(() => expect(bob.states()).toHaveLength(i + 1));
    expect(bob.states().at(-1)?.state).toMatchObject({ user });
  }
});

it('[SHEET-6] ends with 4400 an awareness state that is no UTF-8', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('bytes');
  const [ann, bob] = [await joined(stage, sheet, 'ann'), await joined(stage, sheet, 'bob')];
  const frame = awarenessFrame(5, 1, '{"cursor":"a"}');
  frame[frame.lastIndexOf(0x61)] = 0xff;
  ann.send(frame);
  expect(await ann.closed).toBe(CLOSE.malformed);
  expect(bob.states()).toEqual([]);
});

it("[SHEET-7] passes over other people's client ids, and over a second one of your own", async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('foreign');
  const [ann, bob] = [await joined(stage, sheet, 'ann'), await joined(stage, sheet, 'bob')];
  ann.sendAwareness(5, 1, { cursor: 1 });
  await eventually(() => expect(bob.states()).toHaveLength(1));
  bob.sendAwareness(5, 2, { cursor: 2 });
  bob.sendAwareness(5, 3, null);
  bob.sendAwareness(6, 1, { cursor: 3 });
  bob.sendAwareness(7, 1, { cursor: 4 });
  await eventually(() => expect(ann.states().at(-1)?.client).toBe(6));
  await ann.sync();
  expect(ann.states().filter(({ client }) => client === 5 || client === 7)).toEqual([]);
});

it('[SHEET-10] sends a flood of cursors on as few, the last one among them', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('flood');
  const [ann, bob] = [await joined(stage, sheet, 'ann'), await joined(stage, sheet, 'bob')];
  for (let clock = 1; clock <= 200; clock++) ann.sendAwareness(5, clock, { cursor: clock });
  await eventually(() => expect(bob.states().at(-1)).toMatchObject({ state: { cursor: 200 } }));
  expect(bob.states().length).toBeLessThan(100);
});

it('[SHEET-7] shows a client again that left and came back with the clock it had', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('back');
  const ann = stage.provider(sheet, 'ann');
  const bob = stage.provider(sheet, 'bob');
  await Promise.all([ann.synced(), bob.synced()]);
  const shown = (): boolean => ann.awareness.getStates().has(bob.doc.clientID);
  await eventually(() => expect(shown()).toBe(true));
  bob.ws.disconnect();
  await eventually(() => expect(shown()).toBe(false));
  bob.ws.connect();
  await eventually(() => expect(shown()).toBe(true));
});

it('[SHEET-7] keeps observers unseen, and their sockets warm', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('unseen');
  const [ann, olga] = [await joined(stage, sheet, 'ann'), await joined(stage, sheet, 'olga')];
  const before = olga.frames.length;
  olga.sendAwareness(5, 1, { cursor: 1 });
  await eventually(() => expect(olga.frames.length).toBeGreaterThan(before));
  await ann.sync();
  expect([ann.states(), olga.states()]).toEqual([[], []]);
});

it('[SHEET-7] shows a caret no earlier than the edit before it, and does not wait for a store that hangs', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('order');
  const [ann, bob] = [await joined(stage, sheet, 'ann'), await joined(stage, sheet, 'bob')];
  const before = bob.frames.length;
  ann.sendUpdate(Y.encodeStateAsUpdate(docSaying('x', 5)));
  ann.sendAwareness(5, 1, { cursor: 1 });
  await eventually(() => expect(bob.states()).toHaveLength(1));
  expect(bob.frames.slice(before).map((frame) => frame[0])).toEqual([SHEET_MESSAGE.sync, SHEET_MESSAGE.awareness]);
  stage.store.hold();
  ann.sendUpdate(Y.encodeStateAsUpdate(docSaying('y', 6)));
  ann.sendAwareness(5, 2, { cursor: 2 });
  await eventually(() => expect(bob.states().at(-1)).toMatchObject({ state: { cursor: 2 } }));
  expect(bob.updates()).toHaveLength(1);
});

it('[SHEET-11] sends everybody something before a stock client thinks the line dead', async () => {
  const stage = await openStage({ pingMs: 30 });
  const ann = await joined(stage, await stage.sheet('beats'), 'ann');
  const before = ann.frames.length;
  await eventually(() => expect(ann.frames.length).toBeGreaterThan(before + 2));
});

it('[SHEET-7] answers a query for awareness', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('query');
  const [ann, bob] = [await joined(stage, sheet, 'ann'), await joined(stage, sheet, 'bob')];
  ann.sendAwareness(5, 1, {});
  await eventually(() => expect(bob.states()).toHaveLength(1));
  bob.send(Uint8Array.of(3));
  bob.send(Uint8Array.of(2, 0, 2, 104, 105));
  await eventually(() => expect(bob.states()).toHaveLength(2));
  expect(bob.isOpen).toBe(true);
});

it('[SHEET-1] closes a connection whose right is gone, and no other', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('removed');
  const [ann, bob] = [await joined(stage, sheet, 'ann'), await joined(stage, sheet, 'bob')];
  bob.sendAwareness(6, 1, {});
  await eventually(() => expect(ann.states()).toHaveLength(1));
  stage.allow('bob', CLOSE.notYours);
  await stage.channel.recheck('room');
  expect(await bob.closed).toBe(CLOSE.notYours);
  await eventually(() => expect(ann.states().at(-1)).toMatchObject({ client: 6, state: null }));
  expect(ann.isOpen).toBe(true);
});

it('[SHEET-1] freezes and thaws in place, and takes what was typed on ice once it thaws', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('frozen', 'text');
  const ann = stage.provider(sheet, 'ann');
  await ann.synced();
  ann.code.insert(4, '.');
  stage.allow('ann', { right: 'read', name: 'Ann', seat: 'interviewer' });
  await eventually(() => expect(stage.store.log).toHaveLength(1));
  await stage.channel.recheck('room');
  ann.code.insert(0, 'on ice ');
  await eventually(() => expect(stage.channel.stats().counts.refusals.get('readOnly')).toBe(1));
  expect((await stage.channel.text(sheet)).code).toBe('text.');
  stage.allow('ann', { name: 'Ann', seat: 'interviewer' });
  await stage.channel.recheck('room');
  ann.code.insert(0, 'and ');
  await eventually(async () => expect((await stage.channel.text(sheet)).code).toBe('and on ice text.'));
  expect(ann.closes).toEqual([]);
});

it('[SHEET-1] stores what was written before a recheck by the time it is through', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('final');
  const ann = await joined(stage, sheet, 'ann');
  stage.store.hold();
  ann.sendUpdate(Y.encodeStateAsUpdate(docSaying('final', 5)));
  await eventually(() => expect(stage.channel.stats().counts.waiting).toBe(1));
  const rechecked = stage.channel.recheck('room');
  stage.store.release();
  await rechecked;
  expect(stage.store.log).toHaveLength(1);
});

it('[SHEET-7] announces a new name and a new seat', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('renamed');
  const ann = stage.provider(sheet, 'ann');
  const bob = stage.provider(sheet, 'bob');
  await Promise.all([ann.synced(), bob.synced()]);
  await eventually(() => expect(ann.awareness.getStates().has(bob.doc.clientID)).toBe(true));
  stage.allow('bob', { name: 'Robert', seat: 'interviewer' });
  await stage.channel.recheck('room');
  const user = { name: 'Robert', seat: 'interviewer', peer: 'bob' };
  await eventually(() => expect(ann.awareness.getStates().get(bob.doc.clientID)).toEqual({ user }));
});
