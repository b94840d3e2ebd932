/**
 * Any bytes: what is admitted can be applied at once and leaves nothing pending; what is not is Malformed, never
 * another error.
 */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { admit } from '../../server/sheets/admit/admit.ts';
import { Apart } from '../../server/sheets/admit/apart.ts';
import { inspect } from '../../server/sheets/wire/update.ts';
import { Malformed } from '../../server/sheets/wire/struct.ts';
import { readMessage } from '../../server/sheets/wire/messages.ts';

const edits = fc.array(
  fc.record({
    client: fc.integer({ min: 1, max: 3 }),
    at: fc.nat(99),
    text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }),
    remove: fc.nat(2),
  }),
  { minLength: 1, maxLength: 12 },
);

/** A document that one peer has written with up to three client ids. */
function written(steps: { client: number; at: number; text: string; remove: number }[]): Y.Doc {
  const doc = new Y.Doc();
  const code = doc.getText('code');
  for (const { client, at, text, remove } of steps) {
    doc.clientID = client;
    code.insert(at % (code.length + 1), text);
    code.delete(0, Math.min(remove, code.length));
    runBeside(doc, at, text);
  }
  return doc;
}

/** Now and then a run, with its nested text, and rows of the traced table. */
function runBeside(doc: Y.Doc, at: number, text: string): void {
  const table = doc.getArray<Y.Map<string>>('trace/1');
  if (at % 3 === 0) doc.getMap<unknown>('output').set('text', new Y.Text(text)).insert(0, text);
  if (at % 4 === 0) doc.getMap<unknown>('reading').set('line', at);
  if (at % 5 === 0) table.insert(at % (table.length + 1), [new Y.Map([['line', text]])]);
  if (at % 7 === 0 && table.length > 0) table.delete(0);
}

function verdictOn(bytes: Uint8Array, base: Y.Doc): string {
  const clocks = Y.decodeStateVector(Y.encodeStateVector(base));
  const apart = Apart.of(base);
  const known = {
    clock: (client: number) => clocks.get(client) ?? 0,
    owner: () => 'ann',
    isDeleted: () => false,
    isApart: (id: { client: number; clock: number }) => apart.has(id),
    clientsLeft: 64,
    bytesLeft: 1_000_000,
  };
  const verdict = admit(inspect(bytes), bytes, 'ann', known);
  if (verdict.is === 'new') expectToApply(verdict.bytes, base, verdict.clocks);
  return verdict.is;
}

function expectToApply(bytes: Uint8Array, base: Y.Doc, clocks: readonly (readonly [number, number])[]): void {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(base));
  Y.applyUpdate(doc, bytes);
  expect([doc.store.pendingStructs, doc.store.pendingDs]).toEqual([null, null]);
  for (const { insert } of doc.getText('code').toDelta() as { insert: unknown }[]) expect(typeof insert).toBe('string');
  const reached = Y.decodeStateVector(Y.encodeStateVector(doc));
  for (const [client, clock] of clocks) expect(reached.get(client)).toBe(clock);
}

it('admits every honest update, whole or since any earlier state', () => {
  fc.assert(
    fc.property(edits, edits, (before, after) => {
      const base = written(before);
      const doc = new Y.Doc();
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(base));
      doc.clientID = 9;
      for (const { at, text } of after) {
        doc.getText('code').insert(at % (doc.getText('code').length + 1), text);
        runBeside(doc, at, text);
      }
      expect(verdictOn(Y.encodeStateAsUpdate(doc), base)).toBe('new');
      expect(verdictOn(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(base)), base)).toBe('new');
      expect(verdictOn(Y.encodeStateAsUpdate(written(before)), new Y.Doc())).toBe('new');
    }),
    { numRuns: 300 },
  );
});

it('admits nothing that would not apply, however an update is bent', () => {
  const bend = fc.array(fc.record({ at: fc.nat(400), byte: fc.integer({ min: 0, max: 255 }) }), {
    minLength: 1,
    maxLength: 3,
  });
  fc.assert(
    fc.property(edits, edits, bend, fc.nat(400), (before, after, bends, cut) => {
      const base = written(before);
      const bytes = Y.encodeStateAsUpdate(written([...before, ...after]));
      for (const { at, byte } of bends) bytes[at % bytes.length] = byte;
      const bent = cut % 3 === 0 ? bytes.slice(0, cut % bytes.length) : bytes;
      try {
        verdictOn(bent, base);
      } catch (error) {
        if (!(error instanceof Malformed)) throw error;
      }
    }),
    { numRuns: 3_000 },
  );
});

it('[SHEET-6] admits no value whose left neighbour is in a text, wherever the right one is', () => {
  const base = written([]);
  base.clientID = 1;
  base.getText('code').insert(0, 'text');
  base.getArray('trace/1').insert(0, [new Y.Map([['line', '1']])]);
  const between = Y.encodeStateAsUpdate(base, Y.encodeStateVector(base));
  expect(verdictOn(between, base)).toBe('known');
  // One run of client 2: a plain value between the last character of the code and the first row of the table.
  const value = Uint8Array.from([1, 1, 2, 0, 0xc8, 1, 3, 1, 4, 1, 126, 0]);
  expect(Y.decodeUpdate(value).structs).toHaveLength(1);
  expect(verdictOn(value, base)).toBe('refused');
  // Client 1 says that its text was in the table, and puts a value after it.
  const place = [1, 7, ...Buffer.from('trace/1')];
  const lie = Uint8Array.from([1, 2, 1, 0, 4, ...place, 4, ...Buffer.from('text'), 0x88, 1, 3, 1, 126, 0]);
  const reached = Uint8Array.from([1, 2, 1, 0, 4, ...place, 9, ...Buffer.from('text text'), 0x88, 1, 8, 1, 126, 0]);
  const text = written([]);
  text.clientID = 1;
  text.getText('code').insert(0, 'text');
  expect(Y.decodeUpdate(lie).structs).toHaveLength(2);
  expect(verdictOn(lie, text)).toBe('refused');
  expect(Y.decodeUpdate(reached).structs).toHaveLength(2);
  expect(verdictOn(reached, text)).toBe('refused');
});

it('reads any frame or calls it malformed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (frame) => {
      try {
        const message = readMessage(frame);
        if ('bytes' in message && message.type !== 'awareness') inspect(message.bytes);
      } catch (error) {
        if (!(error instanceof Malformed)) throw error;
      }
    }),
    { numRuns: 5_000 },
  );
});
