/**
 * Makes the recording of a sheet out of its log: what each update did to which text, and where each caret was at that
 * moment.
 */

import * as Y from 'yjs';
import { textsOf } from '../../../shared/replay/keys.ts';
import type { CaretSample, Edit, Recording } from '../../../shared/replay/recording.ts';
import { changeBetween } from '../../../shared/replay/texts.ts';
import type { PeerId } from '../../../shared/room/ids.ts';
import type { LoggedUpdate } from '../../store/store.ts';
import { decodeCaret, type Caret, type Position } from '../wire/caret.ts';
import { lengthOf, Places, type Change } from './places.ts';
import { TEXT_ROOTS } from '../wire/struct.ts';

export type Recorded = Omit<Recording, 'keys'>;

/** @param log all of it, in order */
export function recordingOf(log: Iterable<LoggedUpdate>): Recorded {
  const recorder = new Recorder();
  for (const update of log) recorder.take(update);
  return recorder.end();
}

interface Text {
  name: string;
  type: Y.Text;
  places: Places;
}

class Recorder {
  readonly #doc = new Y.Doc();
  readonly #texts = new Map<unknown, Text>();
  readonly #peers: PeerId[] = [];
  /** Names of those that were written, or that a caret was in. */
  readonly #names: string[] = [];
  readonly #edits: Edit[] = [];
  readonly #carets: CaretSample[] = [];
  /** By the last transaction. */
  readonly #written: Text[] = [];
  /** When, and by whom, what is being taken was written. */
  #time = 0;
  #by = -1;

  constructor() {
    for (const name of TEXT_ROOTS) {
      const type = this.#doc.getText(name);
      this.#texts.set(type, { name, type, places: new Places(this.#doc, type) });
    }
    this.#doc.on('beforeObserverCalls', (transaction) => this.#changed(transaction));
  }

  take({ kind, at, peer, client, bytes }: LoggedUpdate): void {
    // A clock that was set back counts as stopped.
    this.#time = Math.max(this.#time, at);
    this.#by = kind === 'edit' && client === null && peer === 'system' ? -1 : placeIn(this.#peers, peer);
    if (kind === 'caret') return this.#caret(decodeCaret(bytes));
    Y.applyUpdate(this.#doc, bytes);
    for (const { places } of this.#written.splice(0)) places.settle();
  }

  end(): Recorded {
    this.#correct();
    this.#doc.destroy();
    return { peers: this.#peers, texts: this.#names, edits: this.#edits, carets: this.#carets };
  }

  /**
   * Yjs replaces a character that somebody cut in two, and reports nothing: a last edit corrects what differs in the
   * end.
   */
  #correct(): void {
    const texts = textsOf(this.#names, this.#edits);
    for (const [text, name] of this.#names.entries()) {
      const change = changeBetween(texts[text] ?? '', this.#doc.getText(name).toString());
      if (!change) continue;
      const { from: at, to, insert: inserted } = change;
      this.#edits.push({ time: this.#time, by: -1, text, at, removed: to - at, inserted });
    }
  }

  #changed(transaction: Y.Transaction): void {
    for (const [text, changes] of this.#changesOf(transaction)) {
      this.#written.push(text);
      const edits: Edit[] = [];
      const common = { time: this.#time, by: this.#by, text: placeIn(this.#names, text.name) };
      for (const { item, by, at } of text.places.ofChanges(changes, this.#by)) {
        const last = edits.at(-1);
        const inserted = by > 0 ? stringOf(item) : '';
        const removed = Math.max(0, -by);
        if (last && at === last.at + last.inserted.length) {
          last.removed += removed;
          last.inserted += inserted;
        } else edits.push({ ...common, at, removed, inserted });
      }
      this.#edits.push(...edits);
    }
  }

  /** What a transaction has put into texts, and what it has deleted of what was there before. */
  #changesOf({ beforeState, afterState, deleteSet, doc }: Y.Transaction): Map<Text, Change[]> {
    const changes = new Map<Text, Change[]>();
    const note = (struct: unknown, sign: number): void => {
      if (!(struct instanceof Y.Item)) return;
      const text = this.#texts.get(struct.parent);
      const by = sign > 0 ? lengthOf(struct) : struct.countable ? -struct.length : 0;
      if (!text || by === 0) return;
      const known = changes.get(text);
      if (known) known.push({ item: struct, by });
      else changes.set(text, [{ item: struct, by }]);
    };
    for (const [client, end] of afterState) {
      const start = beforeState.get(client) ?? 0;
      if (end > start) eachStruct(doc, client, start, end, (struct) => note(struct, 1));
    }
    for (const [client, ranges] of deleteSet.clients)
      for (const { clock, len } of ranges) {
        const end = Math.min(clock + len, beforeState.get(client) ?? 0);
        if (end > clock) eachStruct(doc, client, clock, end, (struct) => note(struct, -1));
      }
    return changes;
  }

  #caret(caret: Caret | null): void {
    const seen = { time: this.#time, by: this.#by };
    if (!caret) return void this.#carets.push({ ...seen, text: -1, anchor: 0, head: 0 });
    const type = this.#doc.getText(caret.text);
    const anchor = this.#placeOf(type, caret.anchor);
    const head = caret.head === caret.anchor ? anchor : this.#placeOf(type, caret.head);
    // Its neighbour was never written: a client can send anything.
    if (anchor === null || head === null) return;
    this.#carets.push({ ...seen, text: placeIn(this.#names, caret.text), anchor, head });
  }

  #placeOf(type: Y.Text, { id, behind }: Position): number | null {
    if (!id) return behind ? 0 : type.length;
    const { store } = this.#doc;
    if (Y.getState(store, id.client) <= id.clock) return null;
    const item: unknown = Y.getItem(store, Y.createID(id.client, id.clock));
    const text = this.#texts.get(type);
    if (!(item instanceof Y.Item) || item.parent !== type || !text) return null;
    const within = lengthOf(item) === 0 ? 0 : id.clock - item.id.clock + (behind ? 1 : 0);
    return text.places.of(item, this.#by) + within;
  }
}

function eachStruct(doc: Y.Doc, client: number, start: number, end: number, act: (struct: unknown) => void): void {
  const structs = doc.store.clients.get(client) ?? [];
  for (let i = Y.findIndexSS(structs, start); i < structs.length; i++) {
    const struct = structs[i];
    if (!struct || struct.id.clock >= end) return;
    act(struct);
  }
}

const stringOf = ({ content }: Y.Item): string => (content instanceof Y.ContentString ? content.str : '');

/** The index of a value in a list; adds the value if it is missing. */
function placeIn<T>(list: T[], value: T): number {
  const known = list.indexOf(value);
  return known < 0 ? list.push(value) - 1 : known;
}
