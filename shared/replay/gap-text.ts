/** A text that is edited very often, as a gap buffer: a change costs its distance from the change before. */

import { textOf } from './bytes.ts';

/** UTF-16 units of room at first, and what a full one is widened by at least. */
const ROOM = 1_024;

export class GapText {
  #units = new Uint16Array(ROOM);
  /** Where the gap begins and ends. */
  #start = 0;
  #end = ROOM;

  get length(): number {
    return this.#units.length - (this.#end - this.#start);
  }

  /** `removed` characters at `at` give way to `inserted`; whatever is outside the text is ignored. */
  replace(at: number, removed: number, inserted: string): void {
    this.#moveTo(Math.min(at, this.length));
    this.#end = Math.min(this.#end + removed, this.#units.length);
    this.#widen(inserted.length);
    for (let i = 0; i < inserted.length; i++) this.#units[this.#start++] = inserted.charCodeAt(i);
  }

  #moveTo(at: number): void {
    const gap = this.#end - this.#start;
    if (at < this.#start) this.#units.copyWithin(at + gap, at, this.#start);
    else this.#units.copyWithin(this.#start, this.#end, at + gap);
    this.#start = at;
    this.#end = at + gap;
  }

  #widen(needed: number): void {
    if (this.#end - this.#start >= needed) return;
    const wider = new Uint16Array(this.#units.length + Math.max(needed, this.#units.length, ROOM));
    wider.set(this.#units.subarray(0, this.#start));
    const after = this.#units.subarray(this.#end);
    wider.set(after, wider.length - after.length);
    this.#end = wider.length - after.length;
    this.#units = wider;
  }

  toString(): string {
    return textOf(this.#units.subarray(0, this.#start)) + textOf(this.#units.subarray(this.#end));
  }
}
