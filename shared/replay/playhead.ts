/** A place in a recording that moves: forward for the price of the edits in between, anywhere else for at most KEY_EVERY of them. */

import type { PeerId } from '../room/ids.ts';
import { CaretKeys } from './carets.ts';
import { KEY_EVERY, type Recording } from './recording.ts';
import { editAt, textsAfter, textsAt } from './texts.ts';

/** One peer's selection in a text of the sheet; the caret is at `head`. */
export interface CaretShown {
  peer: PeerId;
  /** `code`, or `frame/<part>`. */
  text: string;
  anchor: number;
  head: number;
}

/** What a sheet showed at one instant. */
export interface SheetFrame {
  /** How many edits have happened. */
  edit: number;
  /** By name: `code`, `frame/<part>`; a text that nobody has written yet is empty. One that did not change is the same string. */
  texts: Readonly<Record<string, string>>;
  carets: readonly CaretShown[];
}

export class Playhead {
  readonly recording: Recording;
  readonly #carets: CaretKeys;
  #edit = 0;
  #texts: string[];

  constructor(recording: Recording) {
    this.recording = recording;
    this.#carets = new CaretKeys(recording);
    this.#texts = textsAt(recording, 0);
  }

  /** The sheet at an instant, ms since the epoch. `edit`: after so many edits, for a step between two of one millisecond. */
  at(time: number, edit = editAt(this.recording, time)): SheetFrame {
    const { texts, peers } = this.recording;
    this.#moveTo(edit);
    const frame = Object.fromEntries(texts.map((name, i) => [name, this.#texts[i] ?? '']));
    const carets = this.#carets.at(time, edit).flatMap(({ by, text, anchor, head }) => {
      const [peer, name] = [peers[by], texts[text]];
      if (peer === undefined || name === undefined) return [];
      const { length } = this.#texts[text] ?? '';
      return [{ peer, text: name, anchor: Math.min(anchor, length), head: Math.min(head, length) }];
    });
    return { edit, texts: frame, carets };
  }

  #moveTo(edit: number): void {
    const ahead = edit - this.#edit;
    const near = ahead >= 0 && ahead <= KEY_EVERY;
    this.#texts = near
      ? textsAfter(this.#texts, this.recording.edits, this.#edit, edit)
      : keepingSame(this.#texts, textsAt(this.recording, edit));
    this.#edit = edit;
  }
}

/** Equal texts stay the very same string, which a view compares for nothing. */
const keepingSame = (before: readonly string[], after: readonly string[]): string[] =>
  after.map((text, i) => (text === before[i] ? (before[i] ?? text) : text));
