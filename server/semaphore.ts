/**
 * A semaphore: lets a few tasks run at a time, in the order in which they came. Used where each task holds a whole log
 * in memory.
 */

interface Waiting {
  begin(): void;
  refuse(why: Error): void;
}

export class Semaphore {
  readonly #permits: number;
  readonly #waiting: Waiting[] = [];
  #running = 0;
  /** Why no further task may begin; null while tasks may. */
  #end: Error | null = null;

  constructor(permits: number) {
    this.#permits = permits;
  }

  /** Resolves or rejects as the task does; rejects with the reason given to `end` if it could not begin. */
  async run<Result>(task: () => Promise<Result>): Promise<Result> {
    if (this.#end) throw this.#end;
    if (this.#running >= this.#permits)
      await new Promise<void>((begin, refuse) => this.#waiting.push({ begin, refuse }));
    else this.#running++;
    try {
      return await task();
    } finally {
      this.#pass();
    }
  }

  /** The permit of a finished task goes to the one that has waited longest. */
  #pass(): void {
    const next = this.#waiting.shift();
    if (next) next.begin();
    else this.#running--;
  }

  /** Refuses every task that has not begun. Those that have begun go on. */
  end(why: Error): void {
    this.#end ??= why;
    for (const { refuse } of this.#waiting.splice(0)) refuse(why);
  }
}
