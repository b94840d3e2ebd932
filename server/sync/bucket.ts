/** A token bucket: so many at once, so many per second after that. */

export class Bucket {
  readonly #burst: number;
  readonly #perSecond: number;
  #left: number;
  #at: number;

  constructor(burst: number, perSecond: number, now: number) {
    this.#burst = burst;
    this.#perSecond = perSecond;
    this.#left = burst;
    this.#at = now;
  }

  /**
   * @param now ms of any steady clock
   * @returns false when there is not enough left
   */
  take(tokens: number, now: number): boolean {
    this.#fill(now);
    if (tokens > this.#left) return false;
    this.#left -= tokens;
    return true;
  }

  isFull(now: number): boolean {
    this.#fill(now);
    return this.#left === this.#burst;
  }

  #fill(now: number): void {
    this.#left = Math.min(this.#burst, this.#left + ((now - this.#at) / 1000) * this.#perSecond);
    this.#at = now;
  }
}
