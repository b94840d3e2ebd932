/** What the texts of a sheet looked like at one instant, as plain values: what a replay gives to whatever draws them. */

import type { MomentId, PeerId, Seat } from '../../../shared/room/ids.ts';
import type { CodeMark } from '../editor/lines.ts';

export interface CaretAt {
  peer: PeerId;
  name: string;
  seat: Seat;
  anchor: number;
  head: number;
}

export interface TextAt {
  text: string;
  carets: readonly CaretAt[];
  /** The stretch that the moment looked at is about. */
  place: { of: MomentId; from: number; to: number } | null;
}

export interface CodeAt extends TextAt {
  /** Marks made until then, on lines that were still there. */
  marks: readonly CodeMark[];
  /** The line where a run broke off, 1-based. */
  broke: number | null;
}
