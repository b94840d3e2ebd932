/** Recordings on the wire: what is decoded is what was encoded, whole texts included, and it is small. */

import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Unreadable } from '../../shared/replay/bytes.ts';
import { encodeRecording } from '../../shared/replay/encode.ts';
import { GapText } from '../../shared/replay/gap-text.ts';
import { makingKeys } from '../../shared/replay/keys.ts';
import { KEY_EVERY, type CaretSample, type Edit } from '../../shared/replay/recording.ts';
import { below, randomFrom } from '../support/random.ts';
import { atOnce, decodeRecording } from '../support/recordings.ts';

const T0 = 1_790_000_000_000;
const TEXTS = ['code', 'frame/decision', 'frame/tradeoff'];
const PEERS = ['ann', 'bob'];

const keysOf = (texts: readonly string[], edits: readonly Edit[]) => atOnce(makingKeys(texts, edits));

const chars = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) });
const place = fc.nat({ max: 5_000 });

interface Drawn {
  later: number;
  by: number;
  text: number;
}

const drawn = { later: fc.nat({ max: 100_000 }), by: fc.integer({ min: -1, max: 1 }) };

function timed<T extends Drawn>(all: readonly T[]): (Omit<T, 'later'> & { time: number })[] {
  let time = T0;
  return all.map(({ later, ...rest }) => ({ ...rest, time: (time += later) }));
}

const edits = fc
  .array(fc.record({ ...drawn, text: fc.nat({ max: 2 }), at: place, removed: place, inserted: chars }))
  .map((all): Edit[] => timed(all));
const carets = fc
  .array(fc.record({ ...drawn, text: fc.integer({ min: -1, max: 2 }), anchor: place, head: place }))
  .map((all): CaretSample[] => timed(all));

it('[REC-5] decodes what was encoded, whatever is in it', () => {
  fc.assert(
    fc.property(edits, carets, (edits, carets) => {
      const decoded = decodeRecording(encodeRecording({ peers: PEERS, texts: TEXTS, edits, carets }));
      const { keys, ...rest } = decoded;
      expect(rest).toEqual({ peers: PEERS, texts: TEXTS, edits, carets });
      expect(keys).toEqual(keysOf(TEXTS, edits));
    }),
  );
});

it('[REC-5] decodes a recording in which nothing was written', () => {
  const nothing = { peers: [], texts: [], edits: [], carets: [] };
  expect(decodeRecording(encodeRecording(nothing))).toEqual({ ...nothing, keys: [[]] });
});

it('[REC-5] reads no bytes that are no recording', () => {
  const whole = encodeRecording({ peers: PEERS, texts: TEXTS, edits: typing(300), carets: [] });
  for (let length = 0; length < whole.length; length++)
    expect(() => decodeRecording(whole.subarray(0, length)), `${length} bytes`).toThrow(Unreadable);
  expect(() => decodeRecording(Uint8Array.of(2, 0, 0, 0, 0))).toThrow(Unreadable);
  expect(() => decodeRecording(new Uint8Array(40).fill(0xff))).toThrow(Unreadable);
});

it('[REC-5] holds all texts whole every so many edits, and the same string where a text did not change', () => {
  const edits = typing(3 * KEY_EVERY);
  const keys = keysOf(['code', 'frame/decision'], edits);
  expect(keys).toHaveLength(4);
  expect(keys[0]).toEqual(['', '']);
  let text = '';
  for (const [i, edit] of edits.entries()) {
    text = text.slice(0, edit.at) + edit.inserted + text.slice(edit.at + edit.removed);
    if ((i + 1) % KEY_EVERY === 0) expect(keys[(i + 1) / KEY_EVERY]).toEqual([text, '']);
  }
});

it('edits a text with a gap as one edits a string', () => {
  const change = fc.record({ at: fc.nat({ max: 60 }), removed: fc.nat({ max: 20 }), inserted: chars });
  const large = fc.constant({ at: 3, removed: 1, inserted: 'x'.repeat(20_000) });
  fc.assert(
    fc.property(fc.array(fc.oneof({ weight: 20, arbitrary: change }, large)), (changes) => {
      const gap = new GapText();
      let text = '';
      for (const { at, removed, inserted } of changes) {
        gap.replace(at, removed, inserted);
        text = text.slice(0, at) + inserted + text.slice(at + removed);
        expect(gap.length).toBe(text.length);
      }
      expect(`${gap}`).toBe(text);
    }),
  );
});

it('[REC-5] fits an hour of 20,000 edits into 200 kB, and into 100 kB when compressed', () => {
  const whole = encodeRecording({ peers: PEERS, texts: TEXTS, edits: typing(20_000), carets: moving(6_000) });
  expect(whole.length).toBeLessThan(200_000);
  expect(gzipSync(whole).length).toBeLessThan(100_000);
});

/** One who types letter by letter, with a jump now and then. */
function typing(count: number): Edit[] {
  const random = randomFrom(5);
  let [length, at, time] = [0, 0, T0];
  return Array.from({ length: count }, () => {
    if (below(random, 12) === 0) at = below(random, length + 1);
    const removed = at > 0 && below(random, 10) === 0 ? 1 : 0;
    if (removed) at--;
    const inserted = removed ? '' : String.fromCharCode(97 + below(random, 26));
    const edit = { time: (time += 60 + below(random, 240)), by: 1, text: 0, at, removed, inserted };
    at += inserted.length;
    length += inserted.length - removed;
    return edit;
  });
}

function moving(count: number): CaretSample[] {
  const random = randomFrom(6);
  let time = T0;
  return Array.from({ length: count }, (_, i) => {
    const head = below(random, 3_000);
    return { time: (time += 250 + below(random, 700)), by: i % 2, text: 0, anchor: head, head };
  });
}
