/** Where the carets of a recording were: last seen or last typed, and moved by every edit since, as an editor would. */

import { KEY_EVERY, type CaretSample, type Edit, type Recording } from './recording.ts';
import { editAt } from './texts.ts';

/** Where one peer's selection is: its place in `Recording.peers`, the text, and from where to where (the caret is at `head`). */
export interface Caret {
  by: number;
  text: number;
  anchor: number;
  head: number;
}

/** The carets of all peers, by their place in `Recording.peers`; null for one that is nowhere. */
type Carets = (Caret | null)[];

/** The carets before every KEY_EVERY-th edit, so that no seeking walks further back than that. They are made as far as somebody has sought. */
export class CaretKeys {
  readonly #recording: Recording;
  readonly #keys: { carets: Carets; samples: number }[];

  constructor(recording: Recording) {
    this.#recording = recording;
    this.#keys = [{ carets: recording.peers.map(() => null), samples: 0 }];
  }

  /**
   * The carets at an instant, when `edit` edits have happened.
   * A sample and an edit of one millisecond: the sample is the later one, since a page tells where its caret is after what it typed.
   */
  at(time: number, edit: number): Caret[] {
    const wanted = Math.floor(Math.min(edit, this.#recording.edits.length) / KEY_EVERY);
    while (this.#keys.length <= wanted) {
      const last = this.#keys.length - 1;
      this.#keys.push(this.#walked(last, (last + 1) * KEY_EVERY));
    }
    const { carets, samples } = this.#walked(wanted, edit);
    takeSamples(carets, this.#recording.carets, samples, time, true);
    return carets.filter((caret) => caret !== null);
  }

  /** From a key on to before that edit. */
  #walked(key: number, edit: number): { carets: Carets; samples: number } {
    const { edits, carets: seen } = this.#recording;
    const carets = [...(this.#keys[key]?.carets ?? [])];
    let samples = this.#keys[key]?.samples ?? 0;
    for (let i = key * KEY_EVERY; i < edit; i++) {
      const next = edits[i];
      if (!next) break;
      samples = takeSamples(carets, seen, samples, next.time, false);
      move(carets, next);
    }
    return { carets, samples };
  }
}

/** @returns how many samples have been taken after those before `time`, or up to it where `including` */
function takeSamples(
  at: Carets,
  samples: readonly CaretSample[],
  from: number,
  time: number,
  including: boolean,
): number {
  let next = from;
  for (let sample = samples[next]; sample; sample = samples[++next]) {
    if (sample.time > time || (sample.time === time && !including)) break;
    const { by, text, anchor, head } = sample;
    at[by] = text < 0 ? null : { by, text, anchor, head };
  }
  return next;
}

/** Whoever types has the caret behind what was typed; the others' move along, and stay before what is typed right at them. */
function move(at: Carets, edit: Edit): void {
  const { by, text, inserted } = edit;
  for (let peer = 0; peer < at.length; peer++) {
    const caret = at[peer];
    if (caret?.text !== text || peer === by) continue;
    const [anchor, head] = [moved(caret.anchor, edit), moved(caret.head, edit)];
    if (anchor !== caret.anchor || head !== caret.head) at[peer] = { ...caret, anchor, head };
  }
  if (by < 0) return;
  const end = edit.at + inserted.length;
  at[by] = { by, text, anchor: end, head: end };
}

function moved(position: number, { at, removed, inserted }: Edit): number {
  if (position <= at) return position;
  return position < at + removed ? at : position + inserted.length - removed;
}

/** The carets at an instant, counted once: whoever asks again and again keeps a `CaretKeys`. */
export const caretsAt = (recording: Recording, time: number): Caret[] =>
  new CaretKeys(recording).at(time, editAt(recording, time));
