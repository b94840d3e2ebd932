/** Long work that lets others have their turn. */

import { expect, onTestFinished, test, vi } from 'vitest';
import { inSlices } from '../../client/replay/slices.ts';
import type { Piecemeal } from '../../shared/replay/piecemeal.ts';
import { decoding, encodeRecording } from '../../shared/replay/encode.ts';
import { recordingOf, STARTED } from '../support/recordings.ts';

/** So many pieces; told of each. */
function* busy(pieces: number, onPiece: () => void): Piecemeal<string> {
  for (let i = 0; i < pieces; i++) {
    onPiece();
    yield;
  }
  return 'done';
}

test('[REPLAY-9] what takes long is done in slices, and others have their turn in between', async () => {
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
  onTestFinished(() => clock.mockRestore());
  let others = 0;
  const seen = new Set<number>();
  let going = true;
  const another = (): void => {
    others++;
    if (going) setImmediate(another);
  };
  setImmediate(another);
  const onPiece = (): void => {
    now += 2;
    seen.add(others);
  };
  const result = await inSlices(busy(40, onPiece));
  going = false;
  expect(result).toBe('done');
  expect(seen.size).toBeGreaterThan(3);
});

test('[REPLAY-9] a recording read in slices is the one that was written', async () => {
  const edits = Array.from({ length: 5_000 }, (_, i) => ({
    ...{ time: STARTED + i, by: i % 2, text: 0, at: i, removed: 0, inserted: 'x' },
  }));
  const recording = recordingOf(edits, { carets: [{ time: STARTED, by: 0, text: 0, anchor: 0, head: 0 }] });
  const read = await inSlices(decoding(encodeRecording(recording)));
  expect(read.edits).toEqual(edits);
  expect(read.carets).toEqual(recording.carets);
});

test('[REPLAY-9] what cannot be read fails as it would in one go', async () => {
  await expect(inSlices(decoding(Uint8Array.of(99)))).rejects.toThrow('version 99');
});
