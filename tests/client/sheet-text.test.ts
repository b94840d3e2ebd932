/**
 * The laws of an editor's text: undo takes back your own edits, pins stay with their characters, characters stay whole,
 * lost text is found.
 */

import { EditorState } from '@codemirror/state';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { wholePairs } from '../../client/sheet/editor/pairs.ts';
import { pinAt, placeOf } from '../../client/sheet/sync/pins.ts';
import { Replica } from '../../client/sheet/sync/replica.ts';
import { untaken } from '../../client/sheet/sync/untaken.ts';
import { LIMITS } from '../../shared/limits.ts';

/** Each writes with letters of their own, so that the text tells who wrote what. */
const LETTERS = { ada: 'abcdef', grace: 'UVWXYZ' } as const;
type Name = keyof typeof LETTERS;

const deed = fc.record({
  who: fc.constantFrom<Name>('ada', 'grace'),
  what: fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant('type' as const), at: fc.nat(), length: fc.integer({ min: 1, max: 6 }) }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('delete own' as const), at: fc.nat() }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('meet' as const) }) },
  ),
});
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never;

class Writer {
  readonly replica = new Replica();
  readonly #name: Name;
  /** A step of undo of its own for every deed. */
  readonly undo = this.replica.undo(this.replica.code);

  constructor(name: Name) {
    this.#name = name;
    this.undo.addTrackedOrigin(this);
  }

  act(what: Deed['what']): void {
    this.undo.stopCapturing();
    const code = this.replica.code;
    if (what.do === 'undo') this.undo.undo();
    else if (what.do === 'redo') this.undo.redo();
    else if (what.do === 'type')
      this.#edit(() => code.insert(what.at % (code.length + 1), LETTERS[this.#name].slice(0, what.length)));
    else if (what.do === 'delete own') this.#deleteOwn(what.at);
  }

  #edit(edit: () => void): void {
    this.replica.doc.transact(edit, this);
  }

  #deleteOwn(at: number): void {
    const text = this.replica.code.toString();
    const own = [...text].flatMap((letter, index) => (LETTERS[this.#name].includes(letter) ? [index] : []));
    const index = own[at % own.length];
    if (index !== undefined) this.#edit(() => this.replica.code.delete(index, 1));
  }

  count(name: Name): number {
    return [...this.replica.code.toString()].filter((letter) => LETTERS[name].includes(letter)).length;
  }
}

function meet(one: Writer, other: Writer): void {
  Y.applyUpdate(one.replica.doc, Y.encodeStateAsUpdate(other.replica.doc));
  Y.applyUpdate(other.replica.doc, Y.encodeStateAsUpdate(one.replica.doc));
}

describe('undo', () => {
  it('[SHEET-8] never removes a character of the other, whatever both do', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
        const writers = { ada: new Writer('ada'), grace: new Writer('grace') };
        for (const { who, what } of deeds) {
          const other = who === 'ada' ? 'grace' : 'ada';
          const before = writers[who].count(other);
          if (what.do === 'meet') meet(writers.ada, writers.grace);
          else writers[who].act(what);
          if (what.do !== 'meet') expect(writers[who].count(other)).toBe(before);
        }
        const theirs = { ada: writers.ada.count('ada'), grace: writers.grace.count('grace') };
        meet(writers.ada, writers.grace);
        expect(writers.ada.replica.code.toString()).toBe(writers.grace.replica.code.toString());
        expect({ ada: writers.ada.count('ada'), grace: writers.ada.count('grace') }).toEqual(theirs);
      }),
    );
  });

  it('forgets everything when the sheet freezes', () => {
    const ada = new Writer('ada');
    ada.act({ do: 'type', at: 0, length: 3 });
    ada.replica.forgetUndo();
    ada.act({ do: 'undo' });
    expect(ada.replica.code.toString()).toBe('abc');
  });
});

describe('a pin', () => {
  const other = (text: string) => text.toUpperCase();

  it('stays with its characters while others type around and into it', () => {
    const replica = new Replica();
    replica.code.insert(0, 'def pay(order):\n    return order.total\n');
    const pin = pinAt(replica.code, 20, 38);
    expect(pin.quote).toBe('return order.total');
    replica.code.insert(38, other(' after'));
    replica.code.insert(20, other('before '));
    replica.code.insert(0, '# a line\n');
    replica.code.insert(replica.code.toString().indexOf('order.total'), 'the_');
    const place = placeOf(replica.doc, pin);
    expect(place && replica.code.toString().slice(place.from, place.to)).toBe('return the_order.total');
  });

  it('is found in a part of the frame, and by another peer', () => {
    const [here, there] = [new Replica(), new Replica()];
    here.outline('context').insert(0, 'three services');
    const pin = pinAt(here.outline('context'), 0, 5);
    Y.applyUpdate(there.doc, Y.encodeStateAsUpdate(here.doc));
    there.outline('context');
    const place = placeOf(there.doc, pin);
    expect(place && [there.partOf(place.text), place.from, place.to]).toEqual(['context', 0, 5]);
  });

  it('shrinks to a point when its text is deleted', () => {
    const replica = new Replica();
    replica.code.insert(0, 'one two three');
    const pin = pinAt(replica.code, 4, 7);
    replica.code.delete(2, 8);
    expect(placeOf(replica.doc, pin)).toMatchObject({ from: 2, to: 2 });
  });

  it('keeps to the limits of the wire, and no character is cut', () => {
    const replica = new Replica();
    replica.code.insert(0, `x${'😀'.repeat(LIMITS.quote)}`);
    const pin = pinAt(replica.code, 0, replica.code.length);
    expect(pin.quote.length).toBe(LIMITS.quote - 1);
    expect(Math.max(pin.from.length, pin.to.length)).toBeLessThanOrEqual(LIMITS.position);
  });

  it('whose position is nonsense lies nowhere', () => {
    const { doc } = new Replica();
    const nonsense = [
      '',
      '{',
      'null',
      '7',
      '{"item":{"client":"x","clock":-1}}',
      '{"type":{"client":1,"clock":9}}',
      '{"tname":7}',
    ];
    for (const position of nonsense) expect(placeOf(doc, { from: position, to: position })).toBeNull();
  });
});

describe('an edit', () => {
  const edit = (doc: string, from: number, to: number, insert = '') =>
    EditorState.create({ doc, extensions: wholePairs }).update({ changes: { from, to, insert } });

  it('that replaces half a character replaces all of it', () => {
    const tr = edit('a😀b', 2, 3, '😁'[1]);
    expect(tr.newDoc.toString()).toBe('a😁b');
    const touched: number[][] = [];
    tr.changes.iterChanges((from, to) => touched.push([from, to]));
    expect(touched).toEqual([[1, 3]]);
  });

  it('that deletes half a character deletes all of it', () => {
    expect(edit('a😀b', 1, 2).newDoc.toString()).toBe('ab');
    expect(edit('a😀b', 2, 4).newDoc.toString()).toBe('a');
  });

  it('inside a character goes behind it', () => {
    expect(edit('a😀b', 2, 2, 'x').newDoc.toString()).toBe('a😀xb');
  });

  it('never leaves half a character, wherever it is', () => {
    const text = fc.array(fc.constantFrom('a', '😀', '😁', '\n'), { maxLength: 8 }).map((letters) => letters.join(''));
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), fc.string({ unit: 'binary', maxLength: 4 }), (doc, one, other, insert) => {
        const ends = [one % (doc.length + 1), other % (doc.length + 1)] as const;
        const tr = edit(doc, Math.min(...ends), Math.max(...ends), insert);
        expect(isWhole(tr.newDoc.toString())).toBe(true);
      }),
    );
  });
});

const isWhole = (text: string) => !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text);

describe('text that was not taken', () => {
  it('is the lines that hold it, with a sign where lines are left out', () => {
    const { doc, code } = new Replica();
    code.insert(0, 'one\ntwo\nthree\nfour\n');
    const stored = Y.decodeStateVector(Y.encodeStateVector(doc));
    code.insert(3, ' mine');
    code.insert(code.toString().indexOf('four'), 'new\n');
    expect(untaken(doc, stored, [])).toEqual({ code: 'one mine\n…\nnew', frame: [] });
  });
});
