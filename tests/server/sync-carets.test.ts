/** Carets in the log: how often they are sampled, whose they are, and that nothing else depends on them. */

import { expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { decodeCaret, encodeCaret } from '../../server/sheets/wire/caret.ts';
import { Carets, type Sample } from '../../server/sheets/presence/carets.ts';
import type { SheetUpdate } from '../../server/store/store.ts';
import { CLOSE } from '../../shared/wire.ts';
import { docSaying } from '../support/frames.ts';
import { until } from '../support/server.ts';
import { joined, openStage, type Stage } from '../support/sheetClient.ts';

const at = (index: number) => ({ anchor: beside(index), head: beside(index) });
const beside = (clock: number) => ({ type: null, tname: 'code', item: { client: 5, clock }, assoc: 0 });

const caretsIn = ({ store }: Stage): SheetUpdate[] => store.log.filter(({ kind }) => kind === 'caret');

/** An edit goes with whatever was sampled before it. */
async function edited({ store }: Stage, ann: { sendUpdate(update: Uint8Array): void }, client: number): Promise<void> {
  ann.sendUpdate(Y.encodeStateAsUpdate(docSaying('x', client)));
  await until(() => expect(store.log.some((row) => row.client === client)).toBe(true));
}

/** Carets that move at given times, swept ten times a second. */
function sampler() {
  const carets = new Carets(250);
  const samples: (Sample & { ms: number })[] = [];
  let ms = 0;
  const keep = (some: readonly (Sample | null)[]) => {
    for (const sample of some) if (sample) samples.push({ ...sample, ms });
  };
  return {
    samples,
    shown: (page: object, peer: string, clock: number) => keep([carets.shown(page, peer, at(clock), ms)]),
    left: (page: object, peer: string) => keep([carets.left(page, peer)]),
    frozen: (page: object, peer: string) => carets.frozen(page, peer),
    wait(time: number) {
      for (const end = ms + time; ms < end; ms += 10) if (ms % 100 === 0) keep(carets.due(ms));
    },
  };
}

it('[REC-1] samples a caret that moves all the time four times a second, the last place among them', () => {
  const { samples, shown, wait } = sampler();
  const [one, other] = [{}, {}];
  for (let i = 0; i < 1_000; i++) {
    shown(one, 'ann', i);
    if (i % 10 === 0) shown(other, 'bob', i);
    wait(10);
  }
  wait(1_000);
  for (const peer of ['ann', 'bob']) {
    const own = samples.filter((sample) => sample.peer === peer);
    const gaps = own.slice(1).map(({ ms }, i) => ms - (own[i]?.ms ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(250);
    expect(own.length).toBeGreaterThan(33);
    expect(own.at(-1)?.caret).toEqual(encodeCaret(at(peer === 'ann' ? 999 : 990)));
  }
});

it('[REC-1] samples only what moved, and of two pages of one peer the one that moved last', () => {
  const { samples, shown, left, wait } = sampler();
  const [one, two] = [{}, {}];
  for (const [page, clock] of [
    [one, 1],
    [one, 1],
    [two, 2],
    [one, 1],
    [two, 2],
  ] as const) {
    shown(page, 'ann', clock);
    wait(300);
  }
  expect(samples.map(({ caret }) => decodeCaret(caret)?.head.id?.clock)).toEqual([1, 2]);
  left(one, 'ann');
  expect(samples).toHaveLength(2);
  left(two, 'ann');
  left(two, 'ann');
  expect(samples.slice(2).map(({ caret }) => decodeCaret(caret))).toEqual([null]);
});

it('[REC-1] samples nothing of a page that may not write any more', () => {
  const { samples, shown, left, frozen, wait } = sampler();
  const page = {};
  shown(page, 'ann', 1);
  shown(page, 'ann', 2);
  frozen(page, 'ann');
  wait(1_000);
  left(page, 'ann');
  expect(samples).toHaveLength(1);
});

it('[REC-1] logs the carets of peers and that they left, nothing of observers and nothing once frozen', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('carets', 'start');
  const [ann, bob, olga] = [
    await joined(stage, sheet, 'ann'),
    await joined(stage, sheet, 'bob'),
    await joined(stage, sheet, 'olga'),
  ];
  olga.sendAwareness(7, 1, { cursor: at(1) });
  bob.sendAwareness(6, 1, { cursor: at(2) });
  ann.sendAwareness(5, 1, { cursor: at(3) });
  await until(() => expect(bob.states().some(({ client }) => client === 5)).toBe(true));
  bob.close();
  await until(() => expect(ann.states().some(({ client, state }) => client === 6 && state === null)).toBe(true));
  await edited(stage, ann, 11);
  const logged = caretsIn(stage).map(({ peer, client, bytes }) => [peer, client, decodeCaret(bytes)?.head.id?.clock]);
  expect(logged).toHaveLength(3);
  expect(logged).toEqual(
    expect.arrayContaining([
      ['ann', null, 3],
      ['bob', null, 2],
    ]),
  );
  expect(logged.at(-1)).toEqual(['bob', null, undefined]);
  stage.allow('ann', { seat: 'interviewer', name: 'Ann', right: 'read' });
  await stage.channel.recheck('room');
  ann.sendAwareness(5, 2, { cursor: at(4) });
  await until(() => expect(JSON.stringify(olga.states().at(-1))).toContain('"clock":4'));
  for (const socket of [ann, olga]) socket.close();
  await until(() => expect(stage.channel.stats().sheets).toBe(0));
  expect(caretsIn(stage)).toHaveLength(3);
});

it('[REC-2] takes nothing for a caret that is none', async () => {
  const garbage = [
    3,
    'code',
    [],
    { anchor: 1, head: 2 },
    { anchor: beside(1) },
    { anchor: beside(1), head: { ...beside(1), tname: 'output' } },
    { anchor: { tname: '__proto__', item: null }, head: { tname: '__proto__', item: null } },
    { anchor: { tname: 'code', item: { client: -1, clock: 0 } }, head: beside(1) },
    { anchor: { tname: 'code', item: { client: 2 ** 40, clock: 0 } }, head: beside(1) },
    { anchor: { tname: 'code', item: { client: 1, clock: 1.5 } }, head: beside(1) },
    { anchor: { tname: 'code', item: { client: 1, clock: NaN } }, head: beside(1) },
    { anchor: { tname: 'code', item: null, assoc: '0' }, head: beside(1) },
  ];
  for (const said of garbage) expect(encodeCaret(said), JSON.stringify(said)).toBeNull();
  const stage = await openStage();
  const sheet = await stage.sheet('garbage', 'start');
  const [ann, bob] = [await joined(stage, sheet, 'ann'), await joined(stage, sheet, 'bob')];
  for (const [i, cursor] of garbage.entries()) ann.sendAwareness(5, i + 1, { cursor });
  // It is beside a character that nobody has written.
  ann.sendAwareness(5, 100, { cursor: at(2 ** 30) });
  await until(() => expect(JSON.stringify(bob.states().at(-1))).toContain(`${2 ** 30}`));
  await edited(stage, ann, 11);
  expect(caretsIn(stage)).toHaveLength(1);
  expect(await stage.channel.text(sheet)).toEqual({
    code: expect.stringMatching(/^(xstart|startx)$/) as string,
    frame: {},
  });
  expect([ann.isOpen, bob.isOpen, stage.errors]).toEqual([true, true, []]);
  ann.close();
  bob.close();
  await until(() => expect(stage.channel.stats().sheets).toBe(0));
});

it('[REC-2] drops a caret that cannot be stored, and stores the edits beside it', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('dropped', '# ');
  const append = stage.store.appendUpdates.bind(stage.store);
  const tried = vi.spyOn(stage.store, 'appendUpdates').mockImplementation(async (updates) => {
    if (updates.some(({ kind }) => kind === 'caret')) throw new Error('no room for carets');
    await append(updates);
  });
  const ann = await joined(stage, sheet, 'ann');
  ann.sendAwareness(5, 1, { cursor: at(1) });
  await until(() => expect(tried).toHaveBeenCalled());
  ann.sendAwareness(5, 2, { cursor: at(2) });
  await edited(stage, ann, 11);
  expect([ann.isOpen, caretsIn(stage), stage.errors]).toEqual([true, [], []]);
  expect(await stage.channel.text(sheet)).toMatchObject({ code: expect.stringContaining('x') as string });
});

it('[REC-2] puts a log that ends in carets away, and gives a joiner none of them', async () => {
  const stage = await openStage({ quietMs: 20, caretMs: 0 });
  const sheet = await stage.sheet('away', 'start');
  const ann = await joined(stage, sheet, 'ann');
  await edited(stage, ann, 11);
  for (let i = 1; i <= 20; i++) {
    ann.sendAwareness(5, i, { cursor: at(i) });
    await until(() => expect(caretsIn(stage)).toHaveLength(i));
  }
  await until(async () => expect((await stage.store.loadLog(sheet, 1)).loose).toEqual([]));
  const stored = await stage.store.loadSheet(sheet);
  expect(stored).toMatchObject({ tail: [], last: 22, snapshot: { through: 22 } });
  const bob = stage.provider(sheet, 'bob');
  await bob.synced();
  expect(bob.code.toString()).toHaveLength(6);
  bob.code.insert(0, 'y');
  await until(async () => expect(await stage.channel.text(sheet)).toMatchObject({ code: bob.code.toString() }));
  stage.allow('bob', CLOSE.notYours);
  ann.close();
});
