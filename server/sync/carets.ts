/** Samples where the peers' carets are for the sheet's log: a few times a second, only when one has moved, and once more when its page leaves. */

import type { PeerId } from '../../shared/room/ids.ts';
import { encodeCaret, NOWHERE } from './caret.ts';
import type { Connection } from './connection.ts';
import { Throttle } from './throttle.ts';

/** What a connection is here. */
export type Page = Pick<Connection, 'peer' | 'right' | 'caret'>;

/** One peer's caret. */
interface Seen {
  throttle: Throttle;
  /** As it was last sampled. */
  sampled: Uint8Array;
  /** Of several pages, the one on which it moved last. */
  from: Page;
}

export class Carets {
  readonly #everyMs: number;
  readonly #sampled: (peer: PeerId, caret: Uint8Array) => void;
  readonly #seen = new Map<PeerId, Seen>();

  /** @param everyMs the least time between two samples of one peer */
  constructor(everyMs: number, sampled: (peer: PeerId, caret: Uint8Array) => void) {
    this.#everyMs = everyMs;
    this.#sampled = sampled;
  }

  /** @param said what a client says of its caret: anything at all */
  shown(from: Page, said: unknown): void {
    if (from.right !== 'write') return;
    const caret = encodeCaret(said);
    if (!caret || isSame(caret, from.caret)) return;
    from.caret = caret;
    const seen = this.#of(from);
    seen.from = from;
    seen.throttle.run(() => this.#sample(seen, caret));
  }

  left(from: Page): void {
    const seen = this.#seen.get(from.peer);
    if (seen?.from !== from) return;
    from.caret = NOWHERE;
    seen.throttle.cancel();
    this.#sample(seen, NOWHERE);
  }

  #of(from: Page): Seen {
    const known = this.#seen.get(from.peer);
    if (known) return known;
    const seen = { throttle: new Throttle(this.#everyMs), sampled: NOWHERE, from };
    this.#seen.set(from.peer, seen);
    return seen;
  }

  #sample(seen: Seen, caret: Uint8Array): void {
    // The sheet may have been frozen meanwhile.
    if (seen.from.right !== 'write' || isSame(caret, seen.sampled)) return;
    seen.sampled = caret;
    this.#sampled(seen.from.peer, caret);
  }
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
