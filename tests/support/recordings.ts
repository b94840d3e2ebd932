/** Recordings and timelines for tests, made from edits alone. */

import fc from 'fast-check';
import { decoding } from '../../shared/replay/encode.ts';
import type { Piecemeal } from '../../shared/replay/piecemeal.ts';
import { KEY_EVERY, type CaretSample, type Edit, type Recording } from '../../shared/replay/recording.ts';
import type { Timeline } from '../../shared/replay/timeline.ts';

/** When the rounds of these tests start, ms since the epoch. */
export const STARTED = Date.UTC(2026, 0, 5, 9);

/** All of it in one go. */
export function atOnce<T>(work: Piecemeal<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

export const decodeRecording = (bytes: Uint8Array): Recording => atOnce(decoding(bytes));

export const naively = (text: string, { at, removed, inserted }: Edit): string =>
  text.slice(0, at) + inserted + text.slice(at + removed);

/** A whole recording of these edits: its keys come from applying one after the other. */
export function recordingOf(
  edits: readonly Edit[],
  { carets = [], texts = ['code'], peers = ['a', 'b'] }: Partial<Omit<Recording, 'edits' | 'keys'>> = {},
): Recording {
  const keys: string[][] = [];
  let now = texts.map(() => '');
  for (const [i, edit] of edits.entries()) {
    if (i % KEY_EVERY === 0) keys.push(now);
    now = now.map((text, place) => (place === edit.text ? naively(text, edit) : text));
  }
  return { peers, texts, edits, carets, keys };
}

/** Any recording of two peers and two texts; many of its edits share a millisecond. */
export const anyRecording = (most: number): fc.Arbitrary<Recording> =>
  fc.tuple(fc.array(anyWish, { maxLength: most, size: 'max' }), fc.array(anySight, { maxLength: 40 })).map(fulfilled);

const anyWish = fc.record({
  pause: fc.nat(2),
  by: fc.integer({ min: -1, max: 1 }),
  text: fc.nat(1),
  at: fc.nat(99),
  removed: fc.oneof(fc.constant(0), fc.nat(30)),
  inserted: fc.string({ maxLength: 3 }),
});
const anySight = fc.record({
  time: fc.nat(900),
  by: fc.nat(1),
  text: fc.integer({ min: -1, max: 1 }),
  anchor: fc.nat(50),
  head: fc.nat(50),
});

function fulfilled([wishes, sights]: [
  { pause: number; by: number; text: number; at: number; removed: number; inserted: string }[],
  CaretSample[],
]): Recording {
  const lengths = [0, 0];
  let time = STARTED;
  const edits = wishes.map(({ pause, by, text, ...wish }): Edit => {
    const length = lengths[text] ?? 0;
    const at = Math.floor((length * wish.at) / 99);
    const removed = Math.min(wish.removed, length - at);
    lengths[text] = length - removed + wish.inserted.length;
    time += pause;
    return { time, by, text, at, removed, inserted: wish.inserted };
  });
  const carets = sights.map((sight) => ({ ...sight, time: STARTED + sight.time })).sort((a, b) => a.time - b.time);
  return recordingOf(edits, { carets, texts: ['code', 'frame/decision'] });
}

/** A round of so many ms in which these cards were asked, its clock running from the first to the end. */
export function timelineOf(
  ms: number,
  asks: readonly { ask: string; at: number }[],
  { moments = [] }: Partial<Timeline> = {},
): Timeline {
  const first = asks[0];
  return {
    round: 1,
    seats: { interviewer: 'a', candidate: 'b' },
    startedAt: STARTED,
    endedAt: STARTED + ms,
    running: first ? [{ from: STARTED + first.at, to: STARTED + ms }] : [],
    asks: asks.map(({ ask, at }) => ({
      ...{ ask, card: ask, sheet: `sheet of ${ask}`, title: ask, frame: 'decision' as const },
      at: STARTED + at,
    })),
    moments,
  };
}
