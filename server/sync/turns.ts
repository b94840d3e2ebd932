/** Lets work on the logs of sheets begin in turn, a few at a time: each holds a whole log in memory while it lasts. */

interface Waiting {
  begin(): void;
  refuse(why: Error): void;
}

export class Turns {
  readonly #atOnce: number;
  readonly #waiting: Waiting[] = [];
  #running = 0;
  /** Why nothing begins any more. */
  #end: Error | null = null;

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  /** Resolves or rejects as the work does; rejects with what the turns ended with where it did not begin. */
  async take<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#end) throw this.#end;
    if (this.#running >= this.#atOnce)
      await new Promise<void>((begin, refuse) => this.#waiting.push({ begin, refuse }));
    else this.#running++;
    try {
      return await work();
    } finally {
      this.#pass();
    }
  }

  /** A turn that ends goes to who waits longest. */
  #pass(): void {
    const next = this.#waiting.shift();
    if (next) next.begin();
    else this.#running--;
  }

  /** What has begun goes on. */
  end(why: Error): void {
    this.#end ??= why;
    for (const { refuse } of this.#waiting.splice(0)) refuse(why);
  }
}
