/** The texts that a recording holds whole, made of its edits. */

import { GapText } from './gap-text.ts';
import type { Piecemeal } from './piecemeal.ts';
import { KEY_EVERY, type Edit, type Recording } from './recording.ts';

/** What the texts say in the end. */
export function textsOf(texts: readonly string[], edits: readonly Edit[]): string[] {
  const growing = texts.map(() => new GapText());
  for (const { text, at, removed, inserted } of edits) growing[text]?.replace(at, removed, inserted);
  return growing.map(String);
}

/** One more than there are whole KEY_EVERYs of edits: the first is empty, the last is before the rest, if any. */
export function* makingKeys(texts: readonly string[], edits: readonly Edit[]): Piecemeal<Recording['keys']> {
  const growing = texts.map(() => new GapText());
  const changed = new Set<number>();
  let latest = texts.map(() => '');
  const keys = [latest];
  for (const [i, { text, at, removed, inserted }] of edits.entries()) {
    growing[text]?.replace(at, removed, inserted);
    changed.add(text);
    if ((i + 1) % KEY_EVERY !== 0) continue;
    latest = latest.map((before, index) => (changed.has(index) ? `${growing[index]}` : before));
    changed.clear();
    keys.push(latest);
    yield;
  }
  return keys;
}
