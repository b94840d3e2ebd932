/** The frames of this page: one is kept ready, and another is opened for what runs at the same time. */

import { Place } from './place.ts';
import { fetchRuntime, RuntimeError, type OnProgress, type Runtime } from './runtime.ts';
import { Snapshots } from './snapshots.ts';

/** What starting Python for the first time weighs in the progress, as if it were so many bytes. */
const START_WEIGHT = 4_000_000;

export class Frames {
  #free: Place[] = [];
  readonly #places = new Set<Place>();
  readonly #listeners = new Set<OnProgress>();
  #progress: [done: number, total: number] = [0, 0];
  #loading: Promise<void> | null = null;
  #waiting: (() => void)[] = [];
  #snapshots: Snapshots | null = null;
  #asksForInput = false;
  #closed = false;

  get asksForInput(): boolean {
    return this.#asksForInput;
  }

  /** Until a run can start. @throws RuntimeError; a later call tries again */
  async load(onProgress: OnProgress): Promise<void> {
    this.#listeners.add(onProgress);
    if (this.#progress[1] > 0) onProgress(...this.#progress);
    this.#loading ??= this.#open((done, total) => this.#tell(done, total + START_WEIGHT)).catch((error: unknown) => {
      this.#loading = null;
      throw error;
    });
    await this.#loading.finally(() => this.#listeners.delete(onProgress));
  }

  /** A place where nothing runs; null where it is not wanted any more. @throws RuntimeError */
  async take(isWanted: () => boolean): Promise<Place | null> {
    await this.load(() => {});
    while (isWanted()) {
      const place = this.#free.pop();
      if (place) return place;
      if ([...this.#places].some(({ ending }) => ending)) await this.#change();
      else await this.#open(() => {});
    }
    return null;
  }

  close(): void {
    this.#closed = true;
    for (const place of this.#places) place.remove('The page was closed.');
  }

  /** Until a place is free, or gone. */
  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #changed(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** Adds a free place. */
  async #open(onProgress: OnProgress): Promise<void> {
    if (this.#closed) throw new RuntimeError('The page was closed.');
    const runtime = await fetchRuntime(onProgress);
    this.#snapshots ??= new Snapshots(runtime.version);
    const snapshot = await this.#snapshots.find();
    const { place, asksForInput } = await this.#place(runtime, snapshot);
    this.#asksForInput = asksForInput;
    if (!snapshot) await this.#makeSnapshot(place);
    this.#tell(this.#progress[1], this.#progress[1]);
    this.#free.push(place);
  }

  async #place(runtime: Runtime, snapshot: Blob | null): Promise<{ place: Place; asksForInput: boolean }> {
    const opened = await Place.open({
      runtime,
      snapshot,
      onFree: (place) => this.#reuse(place),
      onBadSnapshot: () => void this.#snapshots?.forget(),
      onGone: (place) => this.#lose(place),
    }).catch((error: Error) => {
      throw new RuntimeError(`Python did not start: ${error.message}`);
    });
    this.#places.add(opened.place);
    return opened;
  }

  /** Started once, and from its memory ever after. */
  async #makeSnapshot(place: Place): Promise<void> {
    const snapshot = await place.makeSnapshot();
    // The frame has it already: nobody waits for the disk.
    if (snapshot) this.#snapshots?.keep(snapshot).catch(() => {});
  }

  /** One that waits is enough: each holds a compiled interpreter and a snapshot. */
  #reuse(place: Place): void {
    if (this.#free.length > 0) place.remove('It is no longer needed.');
    else this.#free.push(place);
    this.#changed();
  }

  #lose(place: Place): void {
    this.#places.delete(place);
    this.#free = this.#free.filter((other) => other !== place);
    this.#changed();
  }

  #tell(done: number, total: number): void {
    this.#progress = [done, total];
    for (const listener of this.#listeners) listener(done, total);
  }
}
