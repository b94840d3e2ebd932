/** The cap on output: lets characters through until there are too many, and says when that was. */

export class OutputCap {
  #left: number;
  #cut = false;

  /** @param characters of UTF-16, of all streams together */
  constructor(characters: number) {
    this.#left = characters;
  }

  /** Something was left out. */
  get cut(): boolean {
    return this.#cut;
  }

  get left(): number {
    return this.#left;
  }

  /** Something was left out elsewhere: nothing more is shown. */
  close(): void {
    this.#cut = true;
    this.#left = 0;
  }

  /** @returns as much of the text as may still be shown, never half a character */
  take(text: string): string {
    if (text.length <= this.#left) {
      this.#left -= text.length;
      return text;
    }
    this.#cut = true;
    const last = text.charCodeAt(this.#left - 1);
    const end = last >= 0xd800 && last < 0xdc00 ? this.#left - 1 : this.#left;
    this.#left = 0;
    return text.slice(0, end);
  }
}
