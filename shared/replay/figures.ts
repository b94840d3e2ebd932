/** What the log of one sheet says about who wrote when. */

import type { PeerId } from '../room/ids.ts';

export interface SheetFigures {
  /** For each peer that wrote: how many edits, and in which seconds since the epoch, ascending, each once. */
  writers: readonly { peer: PeerId; edits: number; seconds: readonly number[] }[];
  /** When each part of the answer frame got its first character, ms since the epoch; parts that never did are absent. */
  frame: Readonly<Record<string, number>>;
}
