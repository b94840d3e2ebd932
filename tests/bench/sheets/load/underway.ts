/** When each of what is on its way was sent, in order. */

/** Entries after which those that have arrived are dropped. */
const KEPT = 256;

export class Underway {
  readonly #sentAt: number[] = [];
  #first = 0;

  get count(): number {
    return this.#sentAt.length - this.#first;
  }

  sent(now: number): void {
    this.#sentAt.push(now);
  }

  /** How long each has been on its way. */
  ages(now: number): number[] {
    return this.#sentAt.slice(this.#first).map((sentAt) => now - sentAt);
  }

  /** The first so many have arrived. @returns when the last of them was sent */
  arrived(count: number): number {
    this.#first += count;
    const sentAt = this.#sentAt[this.#first - 1] ?? NaN;
    if (this.#first >= KEPT) {
      this.#sentAt.splice(0, this.#first);
      this.#first = 0;
    }
    return sentAt;
  }
}
