/** What events ask of the server, as data: the server carries it out. */

import { EVENT_RULES } from './event-rules.ts';
import type { RoomEvent } from './events.ts';
import type { SheetId } from './ids.ts';
import { actsAt, lastRound } from './queries.ts';
import type { RoomState } from './state.ts';

export interface Effects {
  /** Find out again who may do what with the room's sheets. When a round ends, this freezes them. */
  checkRights: boolean;
  /** Make the recordings of these sheets now: nobody writes them any more, and the forms open the replay. */
  record: readonly SheetId[];
  /** Give the command `deadline` at this time (ms since the epoch), also after a restart; null: never. */
  revealAt: number | null;
}

/** @param after the room after these events */
export function effectsOf(events: readonly RoomEvent[], after: RoomState): Effects {
  const rights = events.map(({ type }) => EVENT_RULES[type].rights);
  return {
    checkRights: rights.some((each) => each !== 'same'),
    record: rights.includes('frozen') ? (lastRound(after)?.asks ?? []).map(({ sheet }) => sheet) : [],
    revealAt: actsAt(after),
  };
}
