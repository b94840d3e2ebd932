/** The cap on output: its head passes at once, of the rest the tail is kept until somebody wants to see it. */

import { PYTHON_LIMITS } from '../../../shared/python/limits.ts';
import type { OutputChunk } from '../../../shared/python/messages.ts';

/** Characters of UTF-16, of both streams together. What remains of the limit is for what is asked in between. */
export const HEAD = 40_000;
export const TAIL = 16_000;
/** Characters of a prompt that is shown although the head is full. */
const PROMPT = 1_000;

export interface HeadAndTailDeps {
  show: (chunk: OutputChunk) => void;
  /** So many characters are left out here. */
  leaveOut: (characters: number) => void;
}

export class HeadAndTail {
  readonly #deps: HeadAndTailDeps;
  #left = HEAD;
  /** For prompts. */
  #reserve = PYTHON_LIMITS.output - HEAD - TAIL;
  #tail: OutputChunk[] = [];
  #length = 0;
  #leftOut = 0;
  #cut = false;

  constructor(deps: HeadAndTailDeps) {
    this.#deps = deps;
  }

  /** Something was left out. */
  get cut(): boolean {
    return this.#cut;
  }

  /** The head is full. */
  get full(): boolean {
    return this.#left === 0;
  }

  write({ stream, text }: OutputChunk): void {
    const end = text.length <= this.#left ? text.length : wholeUpTo(text, this.#left);
    this.#left = end === text.length ? this.#left - end : 0;
    if (end > 0) this.#deps.show({ stream, text: text.slice(0, end) });
    if (end < text.length) this.#keep(stream, text.slice(end));
  }

  /** Something was left out before it came here. */
  leaveOut(characters: number): void {
    this.#left = 0;
    this.#leftOut += characters + this.#length;
    this.#tail = [];
    this.#length = 0;
  }

  /** Shows the tail. */
  release(): void {
    this.#trim(TAIL);
    if (this.#leftOut > 0) {
      this.#cut = true;
      this.#deps.leaveOut(this.#leftOut);
    }
    for (const chunk of this.#tail) this.#deps.show(chunk);
    this.#tail = [];
    this.#length = 0;
    this.#leftOut = 0;
  }

  /** Shows the end of the tail, with which the code asks for something. */
  releasePrompt(): void {
    if (this.#length === 0 || this.#reserve < PROMPT) return;
    this.#trim(PROMPT);
    this.#reserve -= this.#length;
    this.release();
  }

  #keep(stream: OutputChunk['stream'], text: string): void {
    const last = this.#tail.at(-1);
    if (last?.stream === stream && last.text.length < TAIL) last.text += text;
    else this.#tail.push({ stream, text });
    this.#length += text.length;
    // Not at each line: cutting copies what is kept.
    if (this.#length > 2 * TAIL) this.#trim(TAIL);
  }

  #trim(most: number): void {
    while (this.#length > most) {
      const [first] = this.#tail;
      if (!first) return;
      const surplus = this.#length - most;
      const cut = surplus >= first.text.length ? first.text.length : wholeUpTo(first.text, surplus, 1);
      first.text = first.text.slice(cut);
      if (first.text === '') this.#tail.shift();
      this.#length -= cut;
      this.#leftOut += cut;
    }
  }
}

/** A place at or beside `at` that is not inside a character. */
function wholeUpTo(text: string, at: number, aside: 1 | -1 = -1): number {
  const before = text.charCodeAt(at - 1);
  return before >= 0xd800 && before < 0xdc00 ? at + aside : at;
}
