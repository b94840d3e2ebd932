/** What each peer may still send to a sheet. It outlives their connections, so that reconnecting does not refill it. */

import type { PeerId, SheetId } from '../../../shared/room/ids.ts';
import type { SheetLimits } from '../limits.ts';

/** A token bucket: a burst of tokens, then a rate per second. */
class Bucket {
  readonly #burst: number;
  readonly #perSecond: number;
  #left: number;
  #at: number;

  /** @param now ms of any steady clock */
  constructor(burst: number, perSecond: number, now: number) {
    this.#burst = burst;
    this.#perSecond = perSecond;
    this.#left = burst;
    this.#at = now;
  }

  /** @returns false when there is not enough left */
  take(tokens: number, now: number): boolean {
    this.#fill(now);
    if (tokens > this.#left) return false;
    this.#left -= tokens;
    return true;
  }

  isFull(now: number): boolean {
    this.#fill(now);
    return this.#left === this.#burst;
  }

  #fill(now: number): void {
    this.#left = Math.min(this.#burst, this.#left + ((now - this.#at) / 1000) * this.#perSecond);
    this.#at = now;
  }
}

/** The allowance of one connection. */
export interface Allowance {
  frames: Bucket;
  bytes: Bucket;
}

/** Entries kept after connections have ended; past that, those that are full again are dropped. */
const REMEMBERED = 1_000;

export class Allowances {
  readonly #limits: SheetLimits;
  /** Those of ended connections, the latest last. */
  readonly #left = new Map<string, Allowance[]>();

  constructor(limits: SheetLimits) {
    this.#limits = limits;
  }

  /** For a new connection: what the last one that ended had left, or a full one. */
  take(peer: PeerId, sheet: SheetId): Allowance {
    const { frameBurst, framesPerSecond, byteBurst, bytesPerSecond } = this.#limits;
    const now = performance.now();
    return (
      this.#left.get(keyOf(peer, sheet))?.pop() ?? {
        frames: new Bucket(frameBurst, framesPerSecond, now),
        bytes: new Bucket(byteBurst, bytesPerSecond, now),
      }
    );
  }

  giveBack(peer: PeerId, sheet: SheetId, allowance: Allowance): void {
    const key = keyOf(peer, sheet);
    this.#left.set(key, [...this.#spent(key), allowance]);
    if (this.#left.size <= REMEMBERED) return;
    for (const each of [...this.#left.keys()]) if (this.#spent(each).length === 0) this.#left.delete(each);
  }

  /** Without those that are full again. */
  #spent(key: string): Allowance[] {
    const now = performance.now();
    return (this.#left.get(key) ?? []).filter(({ frames, bytes }) => !frames.isFull(now) || !bytes.isFull(now));
  }
}

const keyOf = (peer: PeerId, sheet: SheetId): string => `${peer} ${sheet}`;
