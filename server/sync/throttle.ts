/** Runs an action at most once per interval; of what is asked for in between, the latest wins. */

export class Throttle {
  readonly #ms: number;
  #last = -Infinity;
  #timer: NodeJS.Timeout | null = null;
  #latest: (() => void) | null = null;

  constructor(ms: number) {
    this.#ms = ms;
  }

  run(action: () => void): void {
    this.#latest = action;
    if (this.#timer) return;
    const wait = this.#last + this.#ms - performance.now();
    if (wait <= 0) this.#fire();
    else this.#timer = setTimeout(() => this.#fire(), wait);
  }

  /** @returns whether an action was waiting */
  cancel(): boolean {
    const waiting = this.#timer !== null;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#latest = null;
    return waiting;
  }

  #fire(): void {
    const action = this.#latest;
    this.cancel();
    this.#last = performance.now();
    action?.();
  }
}
