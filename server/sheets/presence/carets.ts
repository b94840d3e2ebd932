/**
 * Samples where the peers' carets are for the sheet's log: a few times a second, only those that have moved, and once
 * more when a page leaves.
 */

import type { PeerId } from '../../../shared/room/ids.ts';
import { encodeCaret, NOWHERE } from '../wire/caret.ts';

export interface Sample {
  peer: PeerId;
  /** As `encodeCaret` writes it. */
  caret: Uint8Array;
}

/** One peer's caret: of several pages, the one on which it moved last. */
interface Seen {
  page: object;
  now: Uint8Array;
  /** As it was last sampled, and when (ms of a steady clock). */
  sampled: Uint8Array;
  at: number;
}

export class Carets {
  readonly #everyMs: number;
  readonly #peers = new Map<PeerId, Seen>();
  /** Where each page last showed its caret: a page that repeats itself has not moved. */
  readonly #pages = new Map<object, Uint8Array>();

  /** @param everyMs the shortest time between two samples of one peer */
  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  /**
   * @param page identifies a connection that may write
   * @param cursor what a client says of its caret: anything at all
   * @param now ms of a steady clock
   * @returns the sample that is due; null if the caret has not moved, or was sampled too recently
   */
  shown(page: object, peer: PeerId, cursor: unknown, now: number): Sample | null {
    const caret = encodeCaret(cursor);
    if (!caret || isSame(caret, this.#pages.get(page) ?? NOWHERE)) return null;
    this.#pages.set(page, caret);
    const seen = { sampled: NOWHERE, at: -Infinity, ...this.#peers.get(peer), page, now: caret };
    this.#peers.set(peer, seen);
    return this.#sample(peer, seen, now);
  }

  /** The samples that are due by now (ms of a steady clock). */
  due(now: number): Sample[] {
    return [...this.#peers].flatMap(([peer, seen]) => this.#sample(peer, seen, now) ?? []);
  }

  #sample(peer: PeerId, seen: Seen, now: number): Sample | null {
    if (isSame(seen.now, seen.sampled) || now - seen.at < this.#everyMs) return null;
    seen.sampled = seen.now;
    seen.at = now;
    return { peer, caret: seen.now };
  }

  /** Whether a caret has moved and is not sampled yet. */
  get hasMoved(): boolean {
    return [...this.#peers.values()].some(({ now, sampled }) => !isSame(now, sampled));
  }

  /** A page has left. @returns the last sample of its peer, if it was their caret that was seen */
  left(page: object, peer: PeerId): Sample | null {
    const wasSeen = this.#forget(page, peer);
    return wasSeen && wasSeen.sampled.length > 0 ? { peer, caret: NOWHERE } : null;
  }

  /** A page may no longer write: its last caret no longer counts. */
  frozen(page: object, peer: PeerId): void {
    this.#forget(page, peer);
  }

  #forget(page: object, peer: PeerId): Seen | null {
    this.#pages.delete(page);
    const seen = this.#peers.get(peer);
    if (seen?.page !== page) return null;
    this.#peers.delete(peer);
    return seen;
  }
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
