/** What the texts of a recording say after so many edits: the nearest text that is kept whole, and the edits since. */

import { KEY_EVERY, type Edit, type Recording } from './recording.ts';

/** What an edit does to its text. */
export type Splice = Pick<Edit, 'at' | 'removed' | 'inserted'>;

/** How many edits have happened by this instant (ms since the epoch). */
export const editAt = ({ edits }: Pick<Recording, 'edits'>, time: number): number => countUpTo(edits, time);

/** How many of these, which are in order, are not later than `time`. */
export function countUpTo(timed: readonly { time: number }[], time: number): number {
  let [low, high] = [0, timed.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((timed[middle]?.time ?? Infinity) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The texts after the first `edit` edits, in the order of `recording.texts`; at most KEY_EVERY splices. */
export function textsAt(recording: Recording, edit: number): string[] {
  const end = Math.min(Math.max(0, edit), recording.edits.length);
  const key = Math.max(0, Math.min(Math.floor(end / KEY_EVERY), recording.keys.length - 1));
  const texts = recording.texts.map((_, text) => recording.keys[key]?.[text] ?? '');
  return textsAfter(texts, recording.edits, key * KEY_EVERY, end);
}

/** These texts after the edits from `from` up to and without `to`; one that none of them changes is the same string. */
export function textsAfter(texts: readonly string[], edits: readonly Edit[], from: number, to: number): string[] {
  const changes = new Map<number, Edit[]>();
  for (let i = from; i < to; i++) {
    const edit = edits[i];
    if (!edit) break;
    const known = changes.get(edit.text);
    if (known) known.push(edit);
    else changes.set(edit.text, [edit]);
  }
  return texts.map((text, i) => spliced(text, changes.get(i) ?? []));
}

/** A text after these changes, one after the other: it stays in pieces until the last, so that its length counts once and not once for each. */
export function spliced(text: string, splices: readonly Splice[]): string {
  if (splices.length === 0) return text;
  const pieces = [text];
  for (const { at, removed, inserted } of joined(splices)) {
    const first = cutAt(pieces, at);
    const last = removed === 0 ? first : cutAt(pieces, at + removed);
    pieces.splice(first, last - first, inserted);
  }
  return pieces.join('');
}

/** What one run of typing inserts at most, so that taking it apart again stays cheap. */
const RUN = 512;

/** Fewer changes that do the same: people type, and take back, at one place for a while. */
function joined(splices: readonly Splice[]): Splice[] {
  const runs: Splice[] = [];
  let run: Splice | undefined;
  for (const { at, removed, inserted } of splices) {
    const within = run ? at - run.at : -1;
    if (run && within >= 0 && within + removed <= run.inserted.length && run.inserted.length <= RUN) {
      run.inserted = run.inserted.slice(0, within) + inserted + run.inserted.slice(within + removed);
    } else if (run && inserted === '' && at + removed === run.at) {
      run.at = at;
      run.removed += removed;
    } else {
      run = { at, removed, inserted };
      runs.push(run);
    }
  }
  return runs;
}

/** The place of the piece that begins at this character; the piece that holds it is cut in two. */
function cutAt(pieces: string[], at: number): number {
  let start = 0;
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i] ?? '';
    if (at <= start) return i;
    if (at < start + piece.length) {
      pieces.splice(i, 1, piece.slice(0, at - start), piece.slice(at - start));
      return i + 1;
    }
    start += piece.length;
  }
  return pieces.length;
}

/** The one change that makes `after` out of `before`, as small as one change can be; null where they are alike. */
export function changeBetween(before: string, after: string): { from: number; to: number; insert: string } | null {
  if (before === after) return null;
  const most = Math.min(before.length, after.length);
  let same = 0;
  while (same < most && before.charCodeAt(same) === after.charCodeAt(same)) same++;
  let alike = 0;
  while (
    alike < most - same &&
    before.charCodeAt(before.length - 1 - alike) === after.charCodeAt(after.length - 1 - alike)
  )
    alike++;
  return { from: same, to: before.length - alike, insert: after.slice(same, after.length - alike) };
}
