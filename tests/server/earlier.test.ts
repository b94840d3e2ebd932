/** What a sheet said before its text was deleted: for the two peers who may write it, while they may. */

import * as Y from 'yjs';
import { expect, test } from 'vitest';
import type { Earlier } from '../../shared/api.ts';
import type { Recorded } from '../../server/sheets/recording/record.ts';
import { earlierOf } from '../../server/sheets/recording/earlier.ts';
import { peer, type Peer } from '../support/peer.ts';
import { startServer, until } from '../support/server.ts';
import { both, endAndSeal, pairAsked } from './pair.ts';

const START = '# start of one\n';
const look = (who: Peer, { room, sheet }: { room: string; sheet: string }) =>
  who.get(`/api/rooms/${room}/earlier/${sheet}`);
const textsOf = ({ json }: { json: unknown }) => (json as Earlier).texts;

test('[SHEET-17] each peer is told the starting code and the last text of what was emptied', async () => {
  const server = await startServer();
  const pair = await pairAsked(server);
  const sam = await pair.second.write(pair.sheet);
  sam.code.insert(sam.code.length, 'def fee(order):\n    return 3\n');
  sam.doc.getText('frame/context').insert(0, 'A shop with two warehouses.');
  const whole = sam.code.toString();
  sam.code.delete(0, sam.code.length);
  const context = sam.doc.getText('frame/context');
  while (context.length > 0) context.delete(context.length - 1, 1);
  const kim = await pair.first.write(pair.sheet);
  await until(() => expect(kim.doc.getText('frame/context').toString() + kim.code.toString()).toBe(''));
  for (const who of [pair.first, pair.second]) {
    expect(textsOf(await look(who, pair))).toEqual({
      code: { start: START, last: whole },
      'frame/context': { start: '', last: 'A shop with two warehouses.' },
    });
  }
});

test('[SHEET-17] what is stored tells it after a restart too', async () => {
  const server = await startServer();
  const pair = await pairAsked(server);
  const sam = await pair.second.write(pair.sheet);
  sam.code.insert(sam.code.length, 'a line of Sam that is gone\n');
  await until(async () => expect(JSON.stringify(textsOf(await look(pair.first, pair)))).toContain('line of Sam'));
  sam.code.delete(0, sam.code.length);
  const kim = await pair.first.write(pair.sheet);
  await until(() => expect(kim.code.toString()).toBe(''));
  await server.restart(async () => server.store);
  expect(textsOf(await look(pair.first, pair))).toEqual({
    code: { start: START, last: `${START}a line of Sam that is gone\n` },
  });
});

test('[SHEET-17] nobody else is told, and nobody once the sheet is frozen', async () => {
  const server = await startServer();
  const pair = await pairAsked(server);
  await pair.one.does({ type: 'allow-observers', agreed: true });
  await pair.two.does({ type: 'allow-observers', agreed: true });
  const watching = await peer(server, 'Watching');
  expect((await watching.join(pair.room, pair.secret)).json).toEqual({ seat: 'observer' });
  const stranger = await peer(server, 'Stranger');
  for (const who of [watching, stranger]) expect((await look(who, pair)).status).toBe(404);
  expect((await look(pair.first, { ...pair, sheet: 'another' })).status).toBe(404);
  await endAndSeal(pair.one, pair.two);
  expect((await look(pair.first, pair)).status).toBe(404);
  await both('swap', pair.one, pair.two);
  expect((await look(pair.second, pair)).status).toBe(404);
});

test('[SHEET-17] no caret and no name of a peer is in the answer', async () => {
  const server = await startServer();
  const pair = await pairAsked(server);
  const { headers } = await look(pair.first, pair);
  const { json } = await look(pair.first, pair);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(Object.keys(json as object)).toEqual(['texts']);
  for (const text of Object.values(textsOf({ json }))) expect(Object.keys(text).sort()).toEqual(['last', 'start']);
});

test('[LIMIT-1] somebody who looks too often is refused alone', async () => {
  const server = await startServer();
  const pair = await pairAsked(server);
  const answers: number[] = [];
  for (let i = 0; i < 31; i++) answers.push((await look(pair.first, pair)).status);
  expect(answers.filter((status) => status === 200)).toHaveLength(30);
  expect(answers.at(-1)).toBe(429);
  expect((await look(pair.second, pair)).status).toBe(200);
});

const LONG = 'def fee(order):\n    return order.total * 2\n';
/** Edits of one text, as recorded: `[at, removed, inserted]`; the first is the server's. */
const recorded = (...edits: [number, number, string][]): Recorded => ({
  peers: ['p'],
  texts: ['code'],
  edits: edits.map(([at, removed, inserted], i) => ({ time: i, by: i === 0 ? -1 : 0, text: 0, at, removed, inserted })),
  carets: [],
});
const lastOf = (...edits: [number, number, string][]) => earlierOf(recorded([0, 0, START], ...edits)).code?.last;
const [s, l] = [START.length, LONG.length];

test.each([
  [
    'all at once',
    [
      [0, s, ''],
      [0, 0, LONG],
      [0, l, ''],
    ] as const,
    LONG,
  ],
  ['backwards, one by one', [[0, s, LONG], ...[...LONG].map((_, i) => [l - 1 - i, 1, ''] as const)] as const, LONG],
  [
    'replaced by a letter, which was deleted',
    [
      [0, s, LONG],
      [0, l, 'x'],
      [0, 1, ''],
    ] as const,
    LONG,
  ],
  [
    'after something short was typed and deleted',
    [
      [0, s, LONG],
      [0, l, ''],
      [0, 0, 'abc'],
      [0, 3, ''],
    ] as const,
    LONG,
  ],
  [
    'by white space',
    [
      [0, s, LONG],
      [0, l, ' \n'.repeat(15)],
    ] as const,
    LONG,
  ],
  ['the starting code itself', [[0, s, '']] as const, START],
  ['never', [[s, 0, LONG]] as const, START + LONG],
])('[SHEET-17] the last text, deleted %s', (_how, edits, expected) => {
  expect(lastOf(...edits.map(([at, removed, inserted]) => [at, removed, inserted] as [number, number, string]))).toBe(
    expected,
  );
});

test('[SHEET-17] only something short was ever there', () => {
  expect(earlierOf(recorded([0, 0, ''], [0, 0, 'ok'], [0, 2, ''])).code).toEqual({ start: '', last: 'ok' });
});

test('[SHEET-17] an emptied text keeps a trace that it was written', () => {
  const doc = new Y.Doc();
  const [written, never] = [doc.getText('code'), doc.getText('frame/context')];
  written.insert(0, 'x');
  written.delete(0, 1);
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  expect(copy.getText('code')._start).not.toBeNull();
  expect(never._start).toBeNull();
});
