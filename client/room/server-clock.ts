/** What time it is at the server, from what its views say, whatever the browser's own clock shows. */

/** How many samples are looked at: enough to meet one quick delivery, few enough to follow a clock that was set. */
const SAMPLES = 8;

/** All times in ms. `local` is a monotonic clock (performance.now), never the wall clock. */
export class ServerClock {
  #samples: number[] = [];

  /** A message made at `sentAt`, by the server's clock, arrived at `local`. */
  heard(sentAt: number, local: number): void {
    this.#samples = [...this.#samples, sentAt - local].slice(-SAMPLES);
  }

  /** Forgets what was heard: the monotonic clock may stop while the computer sleeps. */
  reset(): void {
    this.#samples = [];
  }

  /** Delivery only ever makes a sample too small, so the largest is nearest to the truth. */
  now(local: number): number {
    return local + (this.#samples.length ? Math.max(...this.#samples) : 0);
  }
}
