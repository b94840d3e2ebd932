/** Seeking in a recording against the simplest thing that could work: all edits so far, one after the other. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editsOver } from '../../shared/replay/activity.ts';
import { CaretKeys } from '../../shared/replay/carets.ts';
import { Playhead } from '../../shared/replay/playhead.ts';
import { KEY_EVERY, type Edit, type Recording } from '../../shared/replay/recording.ts';
import { changeBetween, editAt, spliced, textsAt } from '../../shared/replay/texts.ts';
import { anyRecording, naively, recordingOf, STARTED } from '../support/recordings.ts';

const caretsAt = (recording: Recording, time: number) => new CaretKeys(recording).at(time, editAt(recording, time));

const naiveTexts = ({ texts, edits }: Recording, edit: number): string[] =>
  texts.map((_, i) => edits.slice(0, edit).reduce((text, each) => (each.text === i ? naively(text, each) : text), ''));

/** Each peer's caret out of one history of edits and sightings. */
function naiveCarets({ edits, carets, peers }: Recording, time: number) {
  const history = [
    ...edits.map((edit) => ({ time: edit.time, seen: 0, edit, caret: undefined })),
    ...carets.map((caret) => ({ time: caret.time, seen: 1, edit: undefined, caret })),
  ].sort((a, b) => a.time - b.time || a.seen - b.seen);
  return peers.flatMap((_, by) => {
    let place: { by: number; text: number; anchor: number; head: number } | null = null;
    for (const { edit, caret } of history.filter((each) => each.time <= time)) {
      if (caret?.by === by)
        place = caret.text < 0 ? null : { by, text: caret.text, anchor: caret.anchor, head: caret.head };
      if (edit?.by === by) {
        const end = edit.at + edit.inserted.length;
        place = { by, text: edit.text, anchor: end, head: end };
      } else if (edit && place?.text === edit.text) {
        place = { ...place, anchor: mapped(place.anchor, edit), head: mapped(place.head, edit) };
      }
    }
    return place ? [place] : [];
  });
}

/** A caret is kept by how much text is behind it, or before it where the change begins at or after it. */
function mapped(place: number, { at, removed, inserted }: Edit): number {
  if (at >= place) return place;
  return at + removed > place ? at : place - removed + inserted.length;
}

const LONG = anyRecording(3 * KEY_EVERY);

test('[REPLAY-1] any edit of a recording is found as if all before it had been made one by one', () => {
  fc.assert(
    fc.property(LONG, fc.array(fc.nat(3 * KEY_EVERY), { maxLength: 10 }), (recording, edits) => {
      for (const edit of [...edits, recording.edits.length]) {
        expect(textsAt(recording, edit)).toEqual(naiveTexts(recording, Math.min(edit, recording.edits.length)));
      }
    }),
    { numRuns: 60 },
  );
});

test('[REPLAY-1] an instant has the edits up to and including its millisecond', () => {
  fc.assert(
    fc.property(LONG, fc.integer({ min: -5, max: 1_600 }), (recording, ms) => {
      const time = STARTED + ms;
      expect(editAt(recording, time)).toBe(recording.edits.filter((edit) => edit.time <= time).length);
    }),
  );
});

test('[REPLAY-1] a playhead shows the same wherever it came from', () => {
  fc.assert(
    fc.property(LONG, fc.array(fc.nat(1_600), { maxLength: 12 }), (recording, places) => {
      const playhead = new Playhead(recording);
      for (const ms of places) {
        const time = STARTED + ms;
        const frame = playhead.at(time);
        const texts = naiveTexts(recording, editAt(recording, time));
        expect(Object.values(frame.texts)).toEqual(texts);
        for (const { text, head } of frame.carets) expect(head).toBeLessThanOrEqual(frame.texts[text]?.length ?? 0);
      }
    }),
    { numRuns: 60 },
  );
});

test('[REPLAY-2] carets are where they were seen or typed last, moved by what was typed since', () => {
  fc.assert(
    fc.property(LONG, fc.array(fc.nat(1_600), { maxLength: 8 }), (recording, places) => {
      for (const ms of places) {
        expect(caretsAt(recording, STARTED + ms)).toEqual(naiveCarets(recording, STARTED + ms));
      }
    }),
    { numRuns: 60 },
  );
});

test('[REPLAY-2] who has left has no caret, until they are back', () => {
  const recording = recordingOf([{ time: 5, by: 0, text: 0, at: 0, removed: 0, inserted: 'ab' }], {
    carets: [
      { time: 10, by: 1, text: 0, anchor: 1, head: 2 },
      { time: 20, by: 1, text: -1, anchor: 0, head: 0 },
      { time: 30, by: 1, text: 0, anchor: 0, head: 0 },
    ],
  });
  const of = (time: number) => caretsAt(recording, time).find(({ by }) => by === 1)?.head;
  expect([4, 10, 20, 30].map(of)).toEqual([undefined, 2, undefined, 0]);
});

test('many splices of one text are as many one by one', () => {
  fc.assert(
    fc.property(anyRecording(KEY_EVERY), fc.string(), ({ edits }, start) => {
      const own = edits.filter(({ text }) => text === 0);
      const fitting = own.map((edit) => ({ ...edit, at: edit.at + start.length }));
      expect(spliced(start, fitting)).toBe(fitting.reduce(naively, start));
    }),
  );
});

test('a change between two texts makes one out of the other, and is as small as one change can be', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const change = changeBetween(before, after);
      if (!change) {
        expect(before).toBe(after);
        return;
      }
      const { from, to, insert } = change;
      expect(before.slice(0, from) + insert + before.slice(to)).toBe(after);
      const changed = before.slice(from, to);
      expect(changed === '' || insert === '' || (changed[0] !== insert[0] && changed.at(-1) !== insert.at(-1))).toBe(
        true,
      );
    }),
  );
});

test('how much each peer wrote when adds up to all they wrote', () => {
  fc.assert(
    fc.property(LONG, fc.integer({ min: 1, max: 50 }), (recording, bins) => {
      const round = { startedAt: STARTED, endedAt: STARTED + 700 };
      for (const [by, peer] of recording.peers.entries()) {
        const counts = editsOver(round, [recording, recording], peer, bins);
        const own = recording.edits.filter((edit) => edit.by === by);
        expect(counts.length).toBe(bins);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2 * own.length);
        const first = own.filter(({ time }) => time < STARTED + 700 / bins).length;
        if (bins > 1) expect(counts[0]).toBe(2 * first);
      }
      expect(editsOver(round, [recording], 'somebody else', bins).every((count) => count === 0)).toBe(true);
    }),
  );
});
