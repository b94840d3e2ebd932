/**
 * What a sheet shares beside its words: output, the line being read, predicted tables, as another peer's browser writes
 * it.
 */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { Live, type LiveDeps } from '../../client/sheet/sync/live.ts';
import { Replica } from '../../client/sheet/sync/replica.ts';

interface Page {
  replica: Replica;
  live: Live;
  parts: { writable: boolean; synced: boolean };
}

let pages: Page[] = [];

function page(): Page {
  const replica = new Replica();
  const parts = { writable: true, synced: true };
  const asked: LiveDeps = { writable: () => parts.writable, synced: () => parts.synced };
  const made = { replica, parts, live: new Live(replica, asked) };
  pages.push(made);
  return made;
}

/** Raises the clock of its presence: the first one is not noticed, and neither is one that was seen already. */
const show = ({ awareness }: Replica) => awareness.setLocalState({});

/** Two pages of one sheet that see each other. */
function two(): [Page, Page] {
  const [one, other] = [page(), page()];
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.replica.doc.on('update', (update, origin) => origin !== 'far' && Y.applyUpdate(to.replica.doc, update, 'far'));
    show(from.replica);
    applyAwarenessUpdate(
      to.replica.awareness,
      encodeAwarenessUpdate(from.replica.awareness, [from.replica.doc.clientID]),
      'far',
    );
  }
  return [one, other];
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const { live, replica } of pages) {
    live.close();
    replica.destroy();
  }
  pages = [];
  vi.useRealTimers();
});

describe('output', () => {
  it('reaches the other page as it is printed, and tells its streams apart', () => {
    const [ada, ben] = two();
    const told = vi.fn();
    ben.live.subscribe(told);
    const writer = ada.live.begin('ada');
    writer.write([{ stream: 'stdout', text: 'one\n' }]);
    writer.write([{ stream: 'stderr', text: 'two\n' }]);
    expect(told).toHaveBeenCalled();
    expect(ben.live.output).toMatchObject({ by: 'ada', status: 'running', text: 'one\n\x0etwo\n', asking: false });
    expect(writer.end({ outcome: 'raised', ms: 12, line: 3 })).toBe('one\ntwo\n');
    expect(ben.live.output).toMatchObject({ status: 'raised', ms: 12, line: 3 });
  });

  it('starts over with each run; the one before writes no more', () => {
    const [ada, ben] = two();
    const first = ada.live.begin('ada');
    first.write([{ stream: 'stdout', text: 'old' }]);
    first.end({ outcome: 'raised', ms: 1, line: 9 });
    const second = ben.live.begin('ben');
    first.write([{ stream: 'stdout', text: 'late' }]);
    expect([first.current, second.current]).toEqual([false, true]);
    expect(ada.live.output).toMatchObject({ by: 'ben', status: 'running', text: '' });
    expect(ada.live.output).not.toHaveProperty('line');
  });

  it('[PY-13] lets either page ask to stop this run, and not the next', () => {
    const [ada, ben] = two();
    const first = ada.live.begin('ada');
    ben.live.askToStop();
    expect(first.stopAsked).toBe(true);
    expect(ada.live.begin('ada').stopAsked).toBe(false);
  });

  it('is not lost while the page that runs it is there', () => {
    const [ada, ben] = two();
    ada.live.begin('ada');
    vi.advanceTimersByTime(60_000);
    expect(ben.live.output?.status).toBe('running');
  });

  it('[PY-13] is lost when the page that runs it is gone for a while, and found when it is back', () => {
    const [ada, ben] = two();
    ada.live.begin('ada');
    removeAwarenessStates(ben.replica.awareness, [ada.replica.doc.clientID], 'far');
    expect(ben.live.output?.status).toBe('running');
    vi.advanceTimersByTime(2_900);
    expect(ben.live.output?.status).toBe('running');
    vi.advanceTimersByTime(100);
    expect(ben.live.output?.status).toBe('lost');
    expect(ada.live.output?.status).toBe('running');
    show(ada.replica);
    show(ada.replica);
    const presence = encodeAwarenessUpdate(ada.replica.awareness, [ada.replica.doc.clientID]);
    applyAwarenessUpdate(ben.replica.awareness, presence, 'far');
    expect(ben.live.output?.status).toBe('running');
  });

  it('is not held to be lost by a page that is cut off itself', () => {
    const [ada, ben] = two();
    ada.live.begin('ada');
    ben.parts.synced = false;
    removeAwarenessStates(ben.replica.awareness, [ada.replica.doc.clientID], 'far');
    vi.advanceTimersByTime(20_000);
    expect(ben.live.output?.status).toBe('running');
    ben.parts.synced = true;
    vi.advanceTimersByTime(3_000);
    expect(ben.live.output?.status).toBe('lost');
  });

  it('is nothing where the other page wrote what no page writes', () => {
    const { live, replica } = page();
    const map = replica.doc.getMap('output');
    map.set('by', 'ada');
    map.set('run', 'r');
    map.set('status', 'won');
    expect(live.output).toBeNull();
    map.set('status', 'finished');
    map.set('ms', -4);
    map.set('line', 'three');
    map.set('text', 'no Y.Text');
    expect(live.output).toEqual({ by: 'ada', run: 'r', status: 'finished', ms: 0, asking: false, text: '' });
    map.set('text', new Y.Text('x'.repeat(90_000)));
    expect(live.output?.text.length).toBe(66_000);
  });
});

describe('a sheet that takes nothing', () => {
  it('keeps its output, line and table as they are', () => {
    const { live, parts, replica } = page();
    live.addRow(1, 0);
    const writer = live.begin('ada');
    const before = Y.encodeStateAsUpdate(replica.doc);
    parts.writable = false;
    writer.write([{ stream: 'stdout', text: 'more' }]);
    writer.end({ outcome: 'finished', ms: 1 });
    live.read(4);
    live.setCell(1, 0, 'line', '4');
    live.deleteRow(1, 0);
    live.begin('ben');
    expect(Y.encodeStateAsUpdate(replica.doc)).toEqual(before);
  });
});

describe('the line being read', () => {
  it('is the same on both pages, until reading ends', () => {
    const [ada, ben] = two();
    ada.live.read(3);
    expect(ben.live.reading).toBe(3);
    ben.live.read(null);
    expect(ada.live.reading).toBeNull();
    ada.replica.doc.getMap('reading').set('line', 0.5);
    expect(ben.live.reading).toBeNull();
  });
});

describe('the table of a prediction', () => {
  it('grows on both pages, row by row, and its rows keep their keys', () => {
    const [ada, ben] = two();
    const told = vi.fn();
    expect(ben.live.table(2)).toEqual([]);
    ben.live.subscribe(told);
    ada.live.addRow(2, 0);
    ada.live.setCell(2, 0, 'line', '7');
    ada.live.addRow(2, 0);
    expect(told).toHaveBeenCalled();
    expect(ben.live.table(2).map(({ line }) => line)).toEqual(['', '7']);
    expect(ben.live.table(1)).toEqual([]);
    const [, key] = ben.live.table(2).map((row) => row.key);
    ada.live.deleteRow(2, 0);
    expect(ben.live.table(2)).toMatchObject([{ key, line: '7', values: '' }]);
  });

  it('bounds its rows and cells, whatever was written', () => {
    const { live, replica } = page();
    for (let row = 0; row < 305; row++) live.addRow(1, row);
    expect(live.table(1)).toHaveLength(300);
    live.setCell(1, 0, 'values', 'x'.repeat(5_000));
    expect(live.table(1)[0]?.values).toHaveLength(2_000);
    replica.doc.getArray<unknown>('trace/3').push(['no row', new Y.Map([['line', 5]])]);
    expect(live.table(3)).toMatchObject([{ line: '' }, { line: '' }]);
  });
});
