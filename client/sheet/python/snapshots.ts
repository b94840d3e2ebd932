/** Keeps the memory of a started Python between visits, in the page's storage, which the sandbox cannot reach. */

import { within } from '../../ui/within.ts';

const PREFIX = 'python-snapshot-';

/** Longer than a disk takes for 30 MB, and shorter than Python takes to start without them, in ms. */
const FIND_MS = 3_000;

/** One browser's snapshots of one version: another browser's, or another version's, would not start. */
export class Snapshots {
  readonly #name: string;
  /** For this visit, where the browser keeps nothing (plain http on a local network). */
  #here: Blob | null = null;

  constructor(version: string) {
    this.#name = `${PREFIX}${version}`;
  }

  async find(): Promise<Blob | null> {
    return (await within(FIND_MS, () => this.#stored(), null)) ?? this.#here;
  }

  async #stored(): Promise<Blob | null> {
    const kept = await (await this.#cache())?.match(this.#key);
    return kept ? kept.blob() : null;
  }

  /** Keeps it instead of those of older versions. */
  async keep(snapshot: Blob): Promise<void> {
    this.#here = snapshot;
    const cache = await this.#cache();
    await cache?.put(this.#key, new Response(snapshot)).then(
      () => (this.#here = null),
      () => {},
    );
    for (const name of cache ? await caches.keys() : []) {
      if (name.startsWith(PREFIX) && name !== this.#name) await caches.delete(name);
    }
  }

  async forget(): Promise<void> {
    this.#here = null;
    await (await this.#cache())?.delete(this.#key);
  }

  /** What a snapshot holds depends on what the browser's WebAssembly can do. */
  get #key(): string {
    return `/python/snapshot?${new URLSearchParams({ browser: navigator.userAgent })}`;
  }

  /** null outside a secure context, and where the person forbids storage. */
  async #cache(): Promise<Cache | null> {
    try {
      return 'caches' in globalThis ? await caches.open(this.#name) : null;
    } catch {
      return null;
    }
  }
}
