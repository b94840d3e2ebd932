/**
 * What is too much for a sheet: sent in pieces where it may be, refused before it is sent where it may not, and said in
 * words.
 */

import { EditorState } from '@codemirror/state';
import fc from 'fast-check';
import { afterEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { fits } from '../../client/sheet/editor/fits.ts';
import { piecesOf } from '../../client/sheet/sync/pieces.ts';
import type { Sheet } from '../../client/sheet/sync/sheet.ts';
import { rejectionWords, statusWords } from '../../client/sheet/sync/status-words.ts';
import { inspect } from '../../server/sheets/wire/update.ts';
import { LIMITS } from '../../shared/limits.ts';
import { CLOSE } from '../../shared/wire.ts';
import { MemoryKeep, SheetServer } from './sheet-server.ts';

let server: SheetServer | null = null;
afterEach(async () => {
  await server?.dispose();
  server = null;
});

const soon = (assertion: () => void | Promise<void>) => vi.waitFor(assertion, { timeout: 10_000, interval: 20 });
const settled = (sheet: Sheet) =>
  soon(() => expect(sheet.state).toMatchObject({ status: 'synced', unsaved: false, rejected: null }));

/** Types a character each time elsewhere, so that none joins the one before. */
function typeScattered(text: Y.Text, edits: number): void {
  text.doc?.transact(() => {
    for (let i = 0; i < edits; i++) text.insert((i * 7_919) % (text.length + 1), String(i % 10));
  });
}

it('[SHEET-9] lets somebody back in with all of what they typed in an hour offline, over a reload', async () => {
  server = await SheetServer.started('start\n');
  const keep = new MemoryKeep();
  const before = server.open('ada', { keep });
  await settled(before);
  await server.stop();
  typeScattered(before.code, 9_000);
  before.close();
  const ada = server.open('ada', { keep });
  await soon(() => expect(ada.state.loaded).toBe(true));
  typeScattered(ada.code, 9_000);
  ada.doc.transact(() => {
    for (let at = 0; at < 6_000; at++) ada.code.delete(at, 1);
  });
  ada.outline('context').insert(0, 'long words 🙂 '.repeat(30_000));
  await server.start();
  await settled(ada);
  expect(await server.code()).toBe(ada.code.toString());
  const grace = server.open('grace');
  await settled(grace);
  expect(grace.outline('context').toString()).toBe(ada.outline('context').toString());
  expect(ada.state.code).toBeNull();
});

it('cuts any update into pieces within the limits that are the same update together, each in its turn', () => {
  const step = fc.record({
    who: fc.nat(2),
    at: fc.nat(),
    text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    remove: fc.nat(3),
    meet: fc.boolean(),
  });
  const limits = { bytes: 60, structs: 4, deletions: 2, characters: 3 };
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), fc.nat(40), (steps, known) => {
      const docs = [11, 12, 13].map((clientID) => Object.assign(new Y.Doc(), { clientID }));
      const base = new Y.Doc();
      for (const [i, { who, at, text, remove, meet }] of steps.entries()) {
        const doc = docs[who] ?? base;
        const code = doc.getText('code');
        code.insert(at % (code.length + 1), text);
        code.delete(0, Math.min(remove, code.length));
        if (meet) for (const other of docs) Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
        if (i === known) Y.applyUpdate(base, Y.encodeStateAsUpdate(doc));
      }
      const whole = docs[0] ?? base;
      for (const doc of docs) Y.applyUpdate(whole, Y.encodeStateAsUpdate(doc));
      for (const piece of piecesOf(Y.encodeStateAsUpdate(whole, Y.encodeStateVector(base)), limits)) {
        const { runs, deletions } = inspect(piece);
        expect(runs.reduce((sum, run) => sum + run.structs.length, 0)).toBeLessThanOrEqual(limits.structs);
        expect(deletions.length).toBeLessThanOrEqual(limits.deletions);
        Y.applyUpdate(base, piece);
        expect([base.store.pendingStructs, base.store.pendingDs]).toEqual([null, null]);
      }
      expect(base.getText('code').toString()).toBe(whole.getText('code').toString());
      expect(Y.encodeStateVector(base)).toEqual(Y.encodeStateVector(whole));
    }),
    { numRuns: 300 },
  );
});

function pasted(doc: Y.Doc, text: string): { doc: string; why: string[] } {
  const code = doc.getText('code');
  const why: string[] = [];
  const state = EditorState.create({ doc: code.toString(), extensions: fits(code, (words) => why.push(words)) });
  const tr = state.update({ changes: { from: 0, insert: text }, userEvent: 'input.paste' });
  return { doc: tr.state.doc.toString(), why };
}

it('[SHEET-10] refuses a paste of a megabyte before it is sent, with its size, and leaves what was there', () => {
  const doc = new Y.Doc();
  doc.getText('code').insert(0, 'x = 1\n');
  const large = pasted(doc, 'y'.repeat(1_000_000));
  expect(large.doc).toBe('x = 1\n');
  expect(large.why).toEqual([expect.stringMatching(/at most 200 kB .* this is 1,000 kB/)]);
  expect(pasted(doc, '🙂'.repeat(LIMITS.paste / 4 + 1)).why).toHaveLength(1);
  expect(pasted(doc, 'y'.repeat(LIMITS.paste))).toEqual({ doc: `${'y'.repeat(LIMITS.paste)}x = 1\n`, why: [] });
});

it('[SHEET-10] refuses a paste for which the sheet has no room left', () => {
  const doc = new Y.Doc();
  doc.getText('frame/context').insert(0, 'z'.repeat(LIMITS.sheet - 50_000));
  expect(pasted(doc, 'y'.repeat(60_000)).why).toEqual([expect.stringMatching(/no room/)]);
  expect(pasted(doc, 'y'.repeat(40_000)).why).toEqual([]);
});

it('[SHEET-10] [SHEET-9] sends refused text once, and then what the person types next', async () => {
  server = await SheetServer.started('x = 1\n', { sheetBytes: 2_000 });
  const ada = server.open('ada');
  await settled(ada);
  ada.code.insert(0, 'z'.repeat(3_000));
  await soon(() => expect(ada.state).toMatchObject({ status: 'synced', code: CLOSE.full }));
  expect(server.refusals('full')).toBe(1);
  expect(rejectionWords(ada.state.code)).toMatch(/full/);
  ada.code.insert(0, 'short ');
  await soon(async () => expect(await server?.code()).toBe('short x = 1\n'));
  expect(server.refusals('full')).toBe(1);
});

it('[SHEET-12] is read only while the server stores nothing, keeps what was typed, and goes on by itself', async () => {
  server = await SheetServer.started('x = 1\n');
  const [ada, grace] = [server.open('ada'), server.open('grace')];
  await Promise.all([settled(ada), settled(grace)]);
  server.full = true;
  ada.code.insert(0, 'kept ');
  await soon(() => expect([ada.state.status, grace.state.status]).toEqual(['unavailable', 'unavailable']));
  expect(statusWords(ada.state, false)).toBe('Not saved yet');
  const seen = new Set<string>();
  grace.subscribe(() => seen.add(grace.state.status));
  const tried = server.refusals('unavailable');
  await soon(() => expect(server?.refusals('unavailable')).toBeGreaterThan(tried + 3));
  expect([...seen]).toEqual([]);
  expect(await server.code()).toBe('x = 1\n');
  expect(ada.state).toMatchObject({ unsaved: true, rejected: null });
  server.full = false;
  await Promise.all([settled(ada), settled(grace)]);
  await soon(() => expect(grace.code.toString()).toBe('kept x = 1\n'));
  expect(await server.code()).toBe('kept x = 1\n');
});

it('[SHEET-10] says in words why it is not connected', async () => {
  server = await SheetServer.started('');
  const tabs = Array.from({ length: LIMITS.socketsPerPeer }, () => server?.open('ada'));
  await soon(() => tabs.forEach((tab) => expect(tab?.state.status).toBe('synced')));
  const one = server.open('ada');
  await soon(() => expect(one.state).toMatchObject({ status: 'offline', lost: CLOSE.tooMany }));
  expect(statusWords({ ...one.state, loaded: true }, false)).toMatch(/too many of your tabs/);
  tabs[0]?.close();
  await settled(one);
});
