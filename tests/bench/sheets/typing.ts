/** Typing sessions made once and used against every server: seeded, and written by Yjs itself, one update per edit. */

import { readFile, writeFile } from 'node:fs/promises';
import * as Y from 'yjs';

export interface TypingSession {
  /** One V1 update per edit, in order. */
  updates: Uint8Array[];
  /** What a fresh joiner must be told in the end: the whole state. */
  state: Uint8Array;
  /** What the sheet says in the end. */
  text: string;
}

const WORDS =
  'def return for in if not order orders item total self None True lock = + ( ) [ ] : retry queue stock 0 1 price'.split(
    ' ',
  );

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

/** One person: words letter by letter, a few backspaces now and then, a jump elsewhere, and a passage cut when the text is long. */
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
  doc.clientID = 1_000_000_000 + seed;
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const typist = new Typist(doc.getText('code'), seed, longest);
  for (let i = 0; i < edits; i++) typist.edit();
  const session = { updates, state: Y.encodeStateAsUpdate(doc), text: doc.getText('code').toString() };
  doc.destroy();
  return session;
}

/** Sessions as one file: a line of JSON, then the bytes. */
export async function saveSessions(file: string, sessions: readonly TypingSession[]): Promise<void> {
  const head = sessions.map(({ updates, state, text }) => ({
    text,
    state: state.length,
    updates: updates.map(({ length }) => length),
  }));
  const bytes = sessions.flatMap(({ updates, state }) => [state, ...updates]);
  await writeFile(file, Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), ...bytes]));
}

export async function loadSessions(file: string): Promise<TypingSession[]> {
  const all = await readFile(file);
  const end = all.indexOf(10);
  const head = JSON.parse(all.toString('utf8', 0, end)) as { text: string; state: number; updates: number[] }[];
  let at = end + 1;
  const take = (length: number): Uint8Array => all.subarray(at, (at += length));
  return head.map(({ text, state, updates }) => ({ text, state: take(state), updates: updates.map(take) }));
}
