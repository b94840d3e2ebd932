/** A sheet made to be slow: while it is folded, others do not wait, and anybody who opens it gets all of it. */

import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { UNREADABLE } from '../../server/sheets/fold/threads.ts';
import { LIMITS } from '../../shared/limits.ts';
import { CLOSE } from '../../shared/wire.ts';
import { crowd } from '../support/crowded.ts';
import { deleting, docSaying } from '../support/frames.ts';
import type { RawSocket } from '../support/rawSocket.ts';
import { until } from '../support/server.ts';
import { joined, openStage, type Stage } from '../support/sheetClient.ts';

const FOLD = { foldQuickMs: 50, foldSlowMs: 800, slowMs: 400, slowBytes: 20_000 };
const LONG = { timeout: 60_000 };
/** Seconds of work in the order in which they come, and little in the one that merging gives. */
const ONE_WAY = [crowd(12, 'a'), crowd(13, 'b'), crowd(14, 'c')];
/** Slow in both orders: the second kind is before nothing that the first one is before. */
const BOTH_WAYS = [crowd(13, 'a', { client: 11, clock: 0 }), crowd(12, 'b')];

/** A sheet on which somebody who may write has written these. */
async function slowSheet(stage: Stage, updates: readonly Uint8Array[]): Promise<string> {
  const sheet = await stage.sheet('slow');
  const ann = await joined(stage, sheet, 'ann');
  ann.sendUpdate(Y.encodeStateAsUpdate(docSaying('X', 11)));
  for (const update of updates) ann.sendUpdate(update);
  await until(() => expect(stage.store.log.filter((row) => row.sheet === sheet)).toHaveLength(updates.length + 1));
  expect(ann.isOpen).toBe(true);
  return sheet;
}

/** Somebody who may write, and who does not integrate what is there. */
async function entered(stage: Stage, sheet: string, peer: string): Promise<RawSocket> {
  const socket = stage.raw(sheet, peer);
  await socket.opened;
  await socket.state();
  socket.sendStepTwo(Uint8Array.of(0, 0));
  return socket;
}

/** Somebody opens it, and gets no further than what the server sends: integrating it is what takes so long. */
async function received(stage: Stage, sheet: string): Promise<Map<number, number>> {
  const bob = stage.raw(sheet, 'bob');
  await bob.opened;
  const state = await bob.state();
  bob.close();
  await bob.closed;
  return Y.decodeStateVector(Y.encodeStateVectorFromUpdate(state));
}

/** Two type in turn, each after having seen the other's letter, until the work is done. */
async function lettersWhile(stage: Stage, work: Promise<unknown>): Promise<number> {
  const sheet = await stage.sheet('honest');
  const pair = [stage.provider(sheet, 'ann'), stage.provider(sheet, 'bob')];
  await Promise.all(pair.map((each) => each.synced()));
  let isDone = false;
  const done = work.finally(() => (isDone = true));
  let letters = 0;
  for (; !isDone; letters++) {
    const [from, to] = letters % 2 ? [pair[1], pair[0]] : pair;
    from?.code.insert(letters, 'x');
    await until(() => expect(to?.code.length).toBe(letters + 1));
  }
  await done;
  expect(await stage.channel.text(sheet)).toEqual({ code: 'x'.repeat(letters), frame: {} });
  expect(pair.flatMap(({ closes }) => closes)).toEqual([]);
  return letters;
}

it('[SHEET-13] folds a sheet that is slow to merge without holding up anybody else', LONG, async () => {
  const stage = await openStage(FOLD);
  const sheet = await slowSheet(stage, ONE_WAY);
  const whole = new Map([11, 12, 13, 14].map((client) => [client, client === 11 ? 1 : LIMITS.structs]));
  const work = received(stage, sheet);
  // A server that folds on its event loop lets one letter through.
  expect(await lettersWhile(stage, work)).toBeGreaterThan(3);
  expect(await work).toEqual(whole);
  const { code } = await stage.channel.text(sheet);
  expect(code).toBe(`X${['a', 'b', 'c'].map((letter) => letter.repeat(LIMITS.structs)).join('')}`);
});

it('[SHEET-13] [LIMIT-1] takes no more of who made a sheet slow to fold, and goes on for the other', LONG, async () => {
  // Counted in processor time: on a busy machine a fold is ended before it has used up much.
  const stage = await openStage({ ...FOLD, slowMs: 50 });
  const sheet = await slowSheet(stage, BOTH_WAYS);
  const whole = new Map([11, 12, 13].map((client) => [client, client === 11 ? 1 : LIMITS.structs]));
  expect(await received(stage, sheet)).toEqual(whole);
  const [ann, bob] = [await entered(stage, sheet, 'ann'), await entered(stage, sheet, 'bob')];
  bob.sendUpdate(deleting(11, 0, 1));
  bob.sendUpdate(Y.encodeStateAsUpdate(docSaying('more', 20)));
  whole.set(20, 'more'.length);
  await until(() => expect(ann.updates()).toHaveLength(2));
  ann.sendUpdate(Y.encodeStateAsUpdate(docSaying('more', 14)));
  expect(await ann.closed).toBe(CLOSE.full);
  bob.sendUpdate(Y.encodeStateAsUpdate(docSaying('x'.repeat(20_000), 21)));
  expect(await bob.closed, 'but not for long pieces').toBe(CLOSE.full);
  // Its text cannot be had; a report of the session says so and comes.
  const text = stage.channel.text(sheet);
  expect(await lettersWhile(stage, text)).toBeGreaterThan(3);
  expect(await text).toEqual(UNREADABLE);
  await stage.restart();
  expect(await received(stage, sheet)).toEqual(whole);
  expect(stage.errors).toEqual([]);
});
