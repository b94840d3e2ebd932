/** Where the carets of a recording were: last seen or last typed, and moved by every edit since, as an editor would. */

import { KEY_EVERY, type CaretSample, type Edit, type Recording } from './recording.ts';

/** One peer's selection: the place in `Recording.peers`, the text, and from where to where (the caret is at `head`). */
export interface Caret {
  by: number;
  text: number;
  anchor: number;
  head: number;
}

/** A place in a recording: after so many edits and samples, with every peer's caret, null for one that is nowhere. */
interface Stand {
  edit: number;
  samples: number;
  /** Of the samples, all up to this instant have been taken. */
  time: number;
  carets: (Caret | null)[];
}

/**
 * The carets before every KEY_EVERY-th edit, so that no seek walks further back than that, and the place of the last
 * seek, so that playing on walks only what is new. They are made up to the furthest seek.
 */
export class CaretKeys {
  readonly #recording: Recording;
  readonly #keys: Stand[];
  #last: Stand;

  constructor(recording: Recording) {
    this.#recording = recording;
    this.#last = { edit: 0, samples: 0, time: -Infinity, carets: recording.peers.map(() => null) };
    this.#keys = [copyOf(this.#last)];
  }

  /**
   * The carets at an instant, when `edit` edits have happened. For a sample and an edit of one millisecond the sample
   * is the later one, because a page sends its caret after what it typed.
   */
  at(time: number, edit: number): Caret[] {
    const stand = this.#isAhead(time, edit) ? this.#last : copyOf(this.#keyBefore(edit));
    this.#walk(stand, edit);
    takeSamples(stand, this.#recording.carets, time, true);
    stand.time = time;
    this.#last = stand;
    return stand.carets.flatMap((caret) => (caret ? [{ ...caret }] : []));
  }

  /** Whether it can be reached by going on from the last place. */
  #isAhead(time: number, edit: number): boolean {
    const last = this.#last;
    const next = this.#recording.edits[last.edit];
    const near = edit >= last.edit && edit - last.edit <= KEY_EVERY;
    return near && time >= last.time && (next === undefined || next.time > last.time);
  }

  #keyBefore(edit: number): Stand {
    const wanted = Math.floor(Math.min(edit, this.#recording.edits.length) / KEY_EVERY);
    for (let key = this.#keys.at(-1); key && this.#keys.length <= wanted;) {
      key = copyOf(key);
      this.#walk(key, key.edit + KEY_EVERY);
      this.#keys.push(key);
    }
    return this.#keys[wanted] ?? this.#last;
  }

  #walk(stand: Stand, to: number): void {
    const { edits, carets } = this.#recording;
    for (; stand.edit < to; stand.edit++) {
      const edit = edits[stand.edit];
      if (!edit) break;
      takeSamples(stand, carets, edit.time, false);
      move(stand.carets, edit);
    }
  }
}

const copyOf = (stand: Stand): Stand => ({ ...stand, carets: stand.carets.map((caret) => caret && { ...caret }) });

/** Takes the samples before an instant, or up to it. */
function takeSamples(stand: Stand, samples: readonly CaretSample[], time: number, including: boolean): void {
  for (let sample = samples[stand.samples]; sample; sample = samples[++stand.samples]) {
    if (sample.time > time || (sample.time === time && !including)) return;
    const { by, text, anchor, head } = sample;
    stand.carets[by] = text < 0 ? null : { by, text, anchor, head };
  }
}

/** The writer's caret goes behind what was typed; the others' move along, or stay if it is typed right at them. */
function move(carets: (Caret | null)[], edit: Edit): void {
  const { by, text, inserted } = edit;
  for (let peer = 0; peer < carets.length; peer++) {
    const caret = carets[peer];
    if (caret?.text !== text || peer === by) continue;
    caret.anchor = moved(caret.anchor, edit);
    caret.head = moved(caret.head, edit);
  }
  if (by < 0) return;
  const end = edit.at + inserted.length;
  carets[by] = { by, text, anchor: end, head: end };
}

function moved(position: number, { at, removed, inserted }: Edit): number {
  if (position <= at) return position;
  return position < at + removed ? at : position + inserted.length - removed;
}
