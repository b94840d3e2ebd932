/** A frame that runs one task at a time: no two runs ever live in it together. */

import { Link } from './link.ts';
import type { FromFrame, Task } from './messages.ts';
import type { Run } from './run.ts';
import type { Runtime } from './runtime.ts';

/** Within so many ms a frame must end a worker, or it is taken away itself. */
const END_MS = 1_000;
/** Within so many ms a snapshot must be made, or there is none. */
const SNAPSHOT_MS = 30_000;

interface PlaceDeps {
  runtime: Runtime;
  snapshot: Blob | null;
  /** The next run may come. */
  onFree: (place: Place) => void;
  /** Python did not start from the snapshot. */
  onBadSnapshot: () => void;
  /** The frame was taken away. */
  onGone: (place: Place) => void;
}

export class Place {
  readonly #deps: PlaceDeps;
  #link: Link | null = null;
  #run: Run | null = null;
  /** Told apart from whatever an earlier run left on the way. */
  #number = 0;
  #grace: ReturnType<typeof setTimeout> | undefined;
  #onSnapshot: ((snapshot: Blob | null) => void) | null = null;

  /** @throws Error where the frame does not come up */
  static async open(deps: PlaceDeps): Promise<{ place: Place; asksForInput: boolean }> {
    const place = new Place(deps);
    const { link, asksForInput } = await Link.open({
      frame: deps.runtime.frame,
      start: { ...deps.runtime.files, snapshot: deps.snapshot },
      on: (message) => place.#hear(message),
      onGone: (why) => place.#lose(why),
    });
    place.#link = link;
    return { place, asksForInput };
  }

  private constructor(deps: PlaceDeps) {
    this.#deps = deps;
  }

  /** Its run was told to end, and it will be free in a moment. */
  get ending(): boolean {
    return this.#grace !== undefined;
  }

  start(task: Task, run: Run): void {
    this.#run = run;
    this.#number += 1;
    this.#link?.send({ type: 'start', run: this.#number, task });
  }

  answer(answer: string | null): void {
    this.#link?.send({ type: 'answer', run: this.#number, answer });
  }

  /** Ends the run's worker, if need be with the frame. */
  stop(): void {
    this.#link?.send({ type: 'stop', run: this.#number });
    this.#grace ??= setTimeout(() => this.remove('It did not end a run.'), END_MS);
  }

  /** A snapshot of a Python that has run nothing; null where it cannot be made. Before the first run. */
  makeSnapshot(): Promise<Blob | null> {
    return new Promise((resolve) => {
      const late = setTimeout(() => this.remove('It made no snapshot.'), SNAPSHOT_MS);
      this.#onSnapshot = (snapshot) => {
        clearTimeout(late);
        this.#onSnapshot = null;
        resolve(snapshot);
      };
      this.#link?.send({ type: 'make-snapshot' });
    });
  }

  remove(why: string): void {
    this.#link?.remove(why);
  }

  #hear(message: FromFrame): void {
    if (message.type === 'ready' || message.type === 'broken') return;
    if (message.type === 'snapshot') return this.#takeSnapshot(message.snapshot);
    if (message.run !== this.#number) return;
    this.#run?.hear(message);
    if (message.type === 'ended') this.#free();
  }

  /** Only when it was asked for: what comes later could have been forged by a run. */
  #takeSnapshot(snapshot: Blob | null): void {
    if (this.#onSnapshot) this.#onSnapshot(snapshot);
    else if (snapshot === null) this.#deps.onBadSnapshot();
  }

  #free(): void {
    clearTimeout(this.#grace);
    this.#grace = undefined;
    this.#run = null;
    this.#deps.onFree(this);
  }

  #lose(why: string): void {
    clearTimeout(this.#grace);
    this.#grace = undefined;
    this.#onSnapshot?.(null);
    this.#run?.crash(why);
    this.#run = null;
    this.#deps.onGone(this);
  }
}
