/**
 * Recordings by themselves: every step says what the document said at that moment, for any author and any edit.
 */

import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { encodeCaret } from '../../server/sheets/wire/caret.ts';
import { pack } from '../../server/sheets/log/pack.ts';
import { recordingOf } from '../../server/sheets/recording/record.ts';
import { seedSheet } from '../../server/sheets/fold/document.ts';
import type { LoggedUpdate } from '../../server/store/store.ts';
import { figuresOf } from '../../shared/replay/figures.ts';
import { textsOf } from '../../shared/replay/keys.ts';
import { typingSession } from '../bench/sheets/typing.ts';
import { below, randomFrom, seedOfRun, type Random } from '../support/random.ts';

const T0 = 1_790_000_000_000;
const NAMES = ['code', 'frame/decision', 'frame/tradeoff'];
const ROUNDS = 25;
const STEPS = 120;

/** Two who write in all texts at once, out of step with each other, and what their log says. */
class Table {
  readonly log: LoggedUpdate[] = [];
  /** By the log. */
  readonly doc = new Y.Doc();
  /** What the texts said after each edit that is in the log, and where each caret was that is. */
  readonly texts: string[][] = [];
  readonly carets: (number | null)[][] = [];
  readonly #random: Random;
  readonly #docs: Y.Doc[];
  readonly #sent: Uint8Array[][] = [[], []];

  constructor(random: Random) {
    this.#random = random;
    this.#docs = [1, 2].map((client) => {
      const doc = new Y.Doc();
      doc.clientID = 100 + client;
      return doc;
    });
    const seed = seedSheet('# one ä two\n');
    for (const doc of this.#docs) Y.applyUpdate(doc, seed);
    for (const [who, doc] of this.#docs.entries())
      doc.on('update', (update: Uint8Array, origin: unknown) => origin === 'far' || this.#sent[who]?.push(update));
    this.#write('system', null, seed);
  }

  step(): void {
    const who = below(this.#random, 2);
    const what = below(this.#random, 10);
    if (what < 5) this.#type(who);
    else if (what < 7) this.#send(who);
    else this.#show(who);
  }

  #type(who: number): void {
    const doc = this.#docs[who];
    if (!doc) return;
    const edits = below(this.#random, 4) === 0 ? 3 : 1;
    doc.transact(() => {
      for (let i = 0; i < edits; i++) this.#edit(doc.getText(NAMES[below(this.#random, NAMES.length)]));
    });
  }

  #edit(text: Y.Text): void {
    const at = below(this.#random, text.length + 1);
    if (below(this.#random, 3) > 0) text.insert(at, ['x', 'new\n', 'ä', 'a b'][below(this.#random, 4)] ?? '');
    else text.delete(at, Math.min(text.length - at, 1 + below(this.#random, 6)));
  }

  /** Everything that is waiting goes to the log, and from there to the other one. */
  #send(who: number): void {
    for (const update of this.#sent[who]?.splice(0) ?? []) {
      this.#write(who === 0 ? 'ann' : 'bob', 101 + who, update);
      const other = this.#docs[1 - who];
      if (other) Y.applyUpdate(other, update, 'far');
    }
  }

  #show(who: number): void {
    this.#send(who);
    const name = NAMES[below(this.#random, NAMES.length)] ?? '';
    const text = this.#docs[who]?.getText(name);
    if (!text) return;
    const position = (assoc: number) =>
      Y.relativePositionToJSON(
        Y.createRelativePositionFromTypeIndex(text, below(this.#random, text.length + 1), assoc),
      ) as unknown;
    const said = { anchor: position(0), head: position(-below(this.#random, 2)) };
    const bytes = encodeCaret(said) ?? new Uint8Array();
    this.log.push({ ...this.#row(who === 0 ? 'ann' : 'bob', null), kind: 'caret', bytes });
    const index = (from: unknown) =>
      Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(from), this.doc)?.index ?? null;
    this.carets.push([index(said.anchor), index(said.head)]);
  }

  #write(peer: string, client: number | null, bytes: Uint8Array): void {
    this.log.push({ ...this.#row(peer, client), kind: 'edit', bytes });
    Y.applyUpdate(this.doc, bytes);
    this.texts.push(NAMES.map((name) => this.doc.getText(name).toString()));
  }

  #row(peer: string, client: number | null) {
    return { n: this.log.length + 1, at: T0 + this.log.length * 100, peer, client };
  }

  finish(): void {
    for (const who of [0, 1]) this.#send(who);
  }
}

it('[REC-3] says after every update what the document said, and where each caret was', () => {
  const seed = seedOfRun();
  const random = randomFrom(seed);
  for (let round = 0; round < ROUNDS; round++) {
    const table = new Table(random);
    for (let i = 0; i < STEPS; i++) table.step();
    table.finish();
    const what = `SEED=${seed}, round ${round}`;
    const { edits, carets, texts, peers } = recordingOf(table.log);
    const writes = table.log.filter(({ kind }) => kind === 'edit');
    for (const [i, { at, peer }] of writes.entries()) {
      const said = textsOf(
        texts,
        edits.filter(({ time }) => time <= at),
      );
      const byName = NAMES.map((name) => said[texts.indexOf(name)] ?? '');
      expect(byName, `${what}, update ${i}`).toEqual(table.texts[i]);
      for (const { by } of edits.filter(({ time }) => time === at)) expect(peers[by] ?? 'system').toBe(peer);
    }
    expect(
      carets.map(({ anchor, head }) => [anchor, head]),
      what,
    ).toEqual(table.carets);
  }
});

it('[REC-3] ends with what the sheet says where somebody cut a character in two', () => {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const code = doc.getText('code');
  code.insert(0, 'a🙂b');
  code.insert(2, 'in two');
  const log = updates.map((bytes, i) => ({ n: i + 1, kind: 'edit' as const, at: T0, peer: 'ann', client: 5, bytes }));
  const { texts, edits } = recordingOf(log);
  expect(textsOf(texts, edits)).toEqual([code.toString()]);
});

it('[REC-6] packs an hour of 20,000 edits and its carets into less than 500 kB', () => {
  const { updates } = typingSession(7, 20_000);
  const log: LoggedUpdate[] = updates.map((bytes, i) => ({
    n: i + 1,
    kind: 'edit',
    at: T0 + i * 180,
    peer: 'ann',
    client: 1_000_000_007,
    bytes,
  }));
  const { edits } = recordingOf(log);
  const withCarets = log.flatMap((row, i) => [row, ...(i % 2 === 0 ? [caretAfter(row, edits[i]?.at ?? 0)] : [])]);
  const numbered = withCarets.map((row, i) => ({ ...row, n: i + 1 }));
  let size = 0;
  for (let start = 0; start < numbered.length; start += 2_000)
    size += pack(numbered.slice(start, start + 2_000)).length;
  expect(numbered).toHaveLength(30_000);
  expect(size).toBeLessThan(500_000);
});

/**
 * A caret that has moved with every second edit: more than an editor shows, whose caret stays beside the same character
 * while one types.
 */
function caretAfter(row: LoggedUpdate, clock: number): LoggedUpdate {
  const position = { tname: 'code', item: { client: 1_000_000_007, clock }, assoc: 0 };
  return { ...row, kind: 'caret', client: null, bytes: encodeCaret({ anchor: position, head: position }) ?? row.bytes };
}

it('[REC-7] counts who wrote in which seconds, and when each part of the answer was begun', () => {
  const edit = { by: 0, text: 0, at: 0, removed: 0, inserted: 'x' };
  const figures = figuresOf({
    peers: ['ann', 'bob', 'olga'],
    texts: ['code', 'frame/decision', 'frame/tradeoff'],
    edits: [
      { ...edit, by: -1, time: T0 },
      { ...edit, time: T0 + 1_000 },
      { ...edit, time: T0 + 1_999, removed: 1, inserted: '' },
      { ...edit, by: 1, text: 1, time: T0 + 2_500 },
      { ...edit, time: T0 + 3_000, text: 1 },
      { ...edit, time: T0 + 3_100, text: 2, removed: 1, inserted: '' },
    ],
  });
  const second = T0 / 1_000;
  expect(figures).toEqual({
    writers: [
      { peer: 'ann', edits: 4, seconds: [second + 1, second + 3] },
      { peer: 'bob', edits: 1, seconds: [second + 2] },
    ],
    frame: { decision: T0 + 2_500 },
  });
});
