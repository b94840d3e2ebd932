/** What each person may still send to a sheet. It outlives their connections, so that coming back does not fill it again. */

import type { PeerId, SheetId } from '../../shared/room/ids.ts';
import { Bucket } from './bucket.ts';
import type { SheetLimits } from './limits.ts';

/** That of one connection. */
export interface Allowance {
  frames: Bucket;
  bytes: Bucket;
}

/** People on a sheet that have used some of theirs, past which those are looked for whose allowance is whole again. */
const REMEMBERED = 1_000;

export class Allowances {
  readonly #limits: SheetLimits;
  /** Of connections that have ended, the last one last. */
  readonly #left = new Map<string, Allowance[]>();

  constructor(limits: SheetLimits) {
    this.#limits = limits;
  }

  /** For a new connection: what the last one that ended had left, or a whole one. */
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

  /** Without those that are whole again. */
  #spent(key: string): Allowance[] {
    const now = performance.now();
    return (this.#left.get(key) ?? []).filter(({ frames, bytes }) => !frames.isFull(now) || !bytes.isFull(now));
  }
}

const keyOf = (peer: PeerId, sheet: SheetId): string => `${peer} ${sheet}`;
