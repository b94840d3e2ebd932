/** What the sheet channel has counted since it started. For measurements only: nothing is decided by it. */

import { CLOSE } from '../shared/wire.ts';

/** Why something was not taken: a close code by its name, or one of three that have none. */
export type Reason = keyof typeof CLOSE | 'readOnly' | 'slowReader' | 'silent';

export class SheetCounts {
  /** Updates stored, and copies of them sent to others. */
  stored = 0;
  relayed = 0;
  /** Bytes of the updates stored. */
  logBytes = 0;
  /** Updates admitted and not stored yet. */
  waiting = 0;
  /** Bytes of frames, of every kind. */
  bytesIn = 0;
  bytesOut = 0;
  readonly refusals = new Map<Reason, number>();

  refused(reason: Reason): void {
    this.refusals.set(reason, (this.refusals.get(reason) ?? 0) + 1);
  }

  /** @param code of a close; one that is no refusal is not counted */
  closed(code: number): void {
    const reason = REASONS.get(code);
    if (reason) this.refused(reason);
  }
}

export interface SheetChannelStats {
  /** Open now. */
  sheets: number;
  connections: number;
  /** Since the start. */
  counts: Readonly<SheetCounts>;
}

const REASONS = new Map(Object.entries(CLOSE).map(([reason, code]) => [code as number, reason as Reason]));
