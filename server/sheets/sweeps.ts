/** Sheets on which something can wait: carets and acknowledgements. A few times a second all of them are swept. */

/** Sheets that are swept in one turn of the event loop: about a millisecond. */
const SWEPT_AT_ONCE = 20;

interface Swept {
  sweep(): void;
}

export class Sweeps {
  #waiting = new Set<Swept>();
  /** Those of the last sweep that are still to come. */
  #sweeping = new Set<Swept>();

  /** The sheet is swept with the next ones. */
  add(sheet: Swept): void {
    this.#waiting.add(sheet);
  }

  /** The sheet is closed. */
  remove(sheet: Swept): void {
    this.#waiting.delete(sheet);
    this.#sweeping.delete(sheet);
  }

  sweep(): void {
    const isUnderWay = this.#sweeping.size > 0;
    for (const sheet of this.#waiting) this.#sweeping.add(sheet);
    this.#waiting = new Set();
    if (!isUnderWay) this.#sweepOn();
  }

  /** A few sheets in each turn of the event loop: a thousand at once would keep keystrokes waiting. */
  #sweepOn(): void {
    let left = SWEPT_AT_ONCE;
    for (const sheet of this.#sweeping) {
      if (left-- === 0) break;
      this.#sweeping.delete(sheet);
      sheet.sweep();
    }
    if (this.#sweeping.size > 0) setImmediate(() => this.#sweepOn());
  }
}
