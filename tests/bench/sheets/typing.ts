/** Typing sessions, made once and used against every server: seeded, and written by Yjs itself, one update per edit. */

import { readFile, writeFile } from 'node:fs/promises';
import * as Y from 'yjs';

export interface TypingSession {
  /** The Yjs client id that it is written with. */
  client: number;
  /** One V1 update per edit, in order. */
  updates: Uint8Array[];
  /** After each edit, the next clock of `client`: what the server says it has stored. */
  clocks: Int32Array;
  /**
   * After each edit, how many characters have been typed and deleted so far: tells how many edits a merged update
   * holds.
   */
  amounts: Int32Array;
  /**
   * After each edit, the clock of the character left of the caret, which is the one just typed; -1 at the start of the
   * text.
   */
  carets: Int32Array;
  /** The whole state after the last edit, as one update. */
  state: Uint8Array;
  /** What the sheet says after the last edit. */
  text: string;
}

/** The text that is typed in: the code of a sheet. */
export const TEXT = 'code';

const VOCABULARY =
  'def return for in if not order orders item total self None True lock = + ( ) [ ] : retry queue stock 0 1 price';
const WORDS = VOCABULARY.split(' ');

/** A small seeded generator (mulberry32). */
export function random(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/**
 * One person: words letter by letter, a few backspaces now and then, a jump elsewhere, and a passage cut when the text
 * is long.
 */
export class Typist {
  readonly #text: Y.Text;
  readonly #random: (below: number) => number;
  readonly #longest: number;
  #at = 0;
  #waiting: string[] = [];
  #backspaces = 0;

  constructor(text: Y.Text, seed: number, longest: number) {
    this.#text = text;
    this.#random = random(seed);
    this.#longest = longest;
  }

  /** Where the caret is. */
  get at(): number {
    return this.#at;
  }

  edit(): void {
    if (this.#text.length > this.#longest) return this.#cut();
    if (this.#backspaces > 0 && this.#at > 0) return this.#backspace();
    this.#backspaces = 0;
    if (this.#waiting.length === 0) this.#think();
    this.#text.insert(this.#at++, this.#waiting.shift() ?? ' ');
  }

  #cut(): void {
    const length = Math.min(this.#longest >> 3, this.#text.length);
    this.#at = this.#random(this.#text.length - length);
    this.#text.delete(this.#at, length);
  }

  #backspace(): void {
    this.#backspaces--;
    this.#text.delete(--this.#at, 1);
  }

  #think(): void {
    const what = this.#random(100);
    if (what < 18) this.#backspaces = 1 + this.#random(5);
    if (what > 90) this.#at = this.#random(this.#text.length + 1);
    this.#waiting = [...(WORDS[this.#random(WORDS.length)] ?? ''), this.#random(8) === 0 ? '\n' : ' '];
  }
}

/** @param longest characters at which a passage is cut */
export function typingSession(seed: number, edits: number, longest = 3_000): TypingSession {
  const doc = new Y.Doc();
  const client = 1_000_000_000 + seed;
  doc.clientID = client;
  const text = doc.getText(TEXT);
  const updates: Uint8Array[] = [];
  const [clocks, amounts, carets] = [new Int32Array(edits), new Int32Array(edits), new Int32Array(edits)];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const typist = new Typist(text, seed, longest);
  /** The clock of each character that the text holds. */
  const held: number[] = [];
  for (let i = 0; i < edits; i++) {
    typist.edit();
    const typed = Y.getState(doc.store, client);
    if (text.length > held.length) held.splice(typist.at - 1, 0, typed - 1);
    else held.splice(typist.at, held.length - text.length);
    clocks[i] = typed;
    // What was typed and is not there any more was deleted.
    amounts[i] = typed + (typed - text.length);
    carets[i] = held[typist.at - 1] ?? -1;
  }
  const session: TypingSession = {
    client,
    updates,
    clocks,
    amounts,
    carets,
    state: Y.encodeStateAsUpdate(doc),
    text: text.toString(),
  };
  doc.destroy();
  return session;
}

/** A sheet after the first edits of a session: its state as one update, as servers keep it, and what it says. */
export function sheetAfter({ updates }: TypingSession, edits: number): { state: Uint8Array; text: string } {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const update of updates.slice(0, edits)) Y.applyUpdate(doc, update);
  });
  const sheet = { state: Y.encodeStateAsUpdate(doc), text: doc.getText(TEXT).toString() };
  doc.destroy();
  return sheet;
}

/** What a file of sessions begins with: a line of JSON for all of them. */
interface Head {
  client: number;
  text: string;
  /** Bytes. */
  state: number;
  updates: number[];
  clocks: number[];
  amounts: number[];
  carets: number[];
}

/** Sessions as one file: the line of JSON, then the bytes of states and updates. */
export async function saveSessions(file: string, sessions: readonly TypingSession[]): Promise<void> {
  const heads = sessions.map(({ client, text, state, updates, clocks, amounts, carets }): Head => ({
    client,
    text,
    state: state.length,
    updates: updates.map(({ length }) => length),
    clocks: [...clocks],
    amounts: [...amounts],
    carets: [...carets],
  }));
  const bytes = sessions.flatMap(({ updates, state }) => [state, ...updates]);
  await writeFile(file, Buffer.concat([Buffer.from(`${JSON.stringify(heads)}\n`), ...bytes]));
}

export async function loadSessions(file: string): Promise<TypingSession[]> {
  const all = await readFile(file);
  const end = all.indexOf(10);
  const heads = JSON.parse(all.toString('utf8', 0, end)) as Head[];
  let at = end + 1;
  const take = (length: number): Uint8Array => all.subarray(at, (at += length));
  return heads.map(({ client, text, state, updates, clocks, amounts, carets }) => ({
    client,
    text,
    state: take(state),
    updates: updates.map(take),
    clocks: Int32Array.from(clocks),
    amounts: Int32Array.from(amounts),
    carets: Int32Array.from(carets),
  }));
}
