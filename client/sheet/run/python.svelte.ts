/** Python on this page: one sandbox, fetched and started when it is first needed, and how far that is. */

import { Sandbox } from '../python/sandbox.ts';

class Python {
  #sandbox: Sandbox | null = null;
  #state = $state<'idle' | 'loading' | 'ready'>('idle');
  #done = $state(0);
  #total = $state(0);

  get loading(): boolean {
    return this.#state === 'loading';
  }

  get ready(): boolean {
    return this.#state === 'ready';
  }

  /** How much of it is there, from 0 to 1. */
  get progress(): number {
    return this.#total > 0 ? this.#done / this.#total : 0;
  }

  /** Megabytes of what is fetched and made ready. */
  get megabytes(): number {
    return this.#total / 1e6;
  }

  /** input() can ask while code runs; known once loaded. */
  get asksForInput(): boolean {
    return this.ready && this.#sandbox?.asksForInput === true;
  }

  /** @throws RuntimeError; a later call tries again */
  async load(): Promise<Sandbox> {
    const sandbox = (this.#sandbox ??= new Sandbox());
    if (this.ready) return sandbox;
    this.#state = 'loading';
    try {
      await sandbox.load((done, total) => {
        this.#done = done;
        this.#total = total;
      });
      this.#state = 'ready';
    } catch (error) {
      this.#state = 'idle';
      throw error;
    }
    return sandbox;
  }

  /** Frees its memory; the next load makes a new one. */
  close(): void {
    this.#sandbox?.close();
    this.#sandbox = null;
    this.#state = 'idle';
  }
}

export const python = new Python();

/** Whether this browser lets Python wait for an answer; the sandbox says so again when it is loaded. */
export const canAsk = 'Suspending' in WebAssembly;

interface Network {
  saveData?: boolean;
  effectiveType?: string;
  type?: string;
}

/** Whether to fetch 10 MB that nobody asked for yet. */
export function mayPreload(network: Network | undefined = (navigator as { connection?: Network }).connection): boolean {
  if (!network) return true;
  return !network.saveData && network.type !== 'cellular' && !/^(slow-2g|2g|3g)$/.test(network.effectiveType ?? '');
}

/** Runs once, when nobody on this page has pressed anything for `ms`. @returns what calls it off */
export function whenQuiet(ms: number, run: () => void): () => void {
  const presses = ['keydown', 'pointerdown'] as const;
  let timer: ReturnType<typeof setTimeout>;
  const off = () => {
    clearTimeout(timer);
    for (const press of presses) removeEventListener(press, wait, true);
  };
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (off(), run()), ms);
  };
  for (const press of presses) addEventListener(press, wait, true);
  wait();
  return off;
}
