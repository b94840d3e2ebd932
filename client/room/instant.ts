/** What the texts of a sheet looked like at one instant, as plain values: what a replay gives to whatever draws them. */

import type { Frame, FRAMES } from '../../shared/deck/card.ts';
import type { Verdict } from '../../shared/room/code.ts';
import type { MomentId, PeerId, Seat } from '../../shared/room/ids.ts';

export interface CaretAt {
  peer: PeerId;
  name: string;
  seat: Seat;
  anchor: number;
  head: number;
}

/** A mark at an index of the code. */
export interface MarkAt {
  at: number;
  verdict: Verdict;
}

export interface TextAt {
  text: string;
  carets: readonly CaretAt[];
  /** The stretch that the moment looked at is about. */
  place: { of: MomentId; from: number; to: number } | null;
}

export interface CodeAt extends TextAt {
  /** Marks made until then, on lines that were still there. */
  marks: readonly MarkAt[];
  /** The line where a run broke off, 1-based. */
  broke: number | null;
}

/** What draws the code of an instant is given. */
export interface ReplayCodeProps {
  at: CodeAt;
  /** What the code is, for screen readers. */
  label: string;
}

/** A part of an answer outline. */
export type Part = (typeof FRAMES)[Frame][number];

/** What draws the answer outline of an instant is given. */
export interface ReplayFrameProps {
  parts: readonly { part: Part; at: TextAt }[];
}
