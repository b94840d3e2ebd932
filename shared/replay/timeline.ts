/** A round by the server's clock: when the cards were asked, when the clock ran, and what happened at which instant. */

import type { Frame } from '../deck/card.ts';
import type { AskId, CardId, PeerId, Seat, SheetId } from '../room/ids.ts';
import type { MomentView } from '../room/roomview.ts';

/** All times are ms since the epoch, by the server's clock. */
export interface Timeline {
  round: number;
  seats: Record<Seat, PeerId | null>;
  startedAt: number;
  endedAt: number;
  /** When the round's clock ran, in order: between two of them it was paused. */
  running: readonly { from: number; to: number }[];
  asks: readonly { ask: AskId; card: CardId; sheet: SheetId; title: string; frame: Frame; at: number }[];
  /** What the reader may see, in order; `at` is the instant, `moment.at` stays by the round's clock. */
  moments: readonly { at: number; moment: MomentView }[];
}
