/** What the pictures of one round are drawn from, as one of its peers may read it after the reveal. */

import { runningOf } from '../replay/timeline-of.ts';
import type { SheetFigures } from '../replay/figures.ts';
import type { PicturedAsk, PicturedRound } from '../rubric/pictures/round.ts';
import { elapsedAt } from './clock.ts';
import type { RoomEvent } from './events.ts';
import type { PeerId, SheetId } from './ids.ts';
import { cardOf, momentsFor, type Sources } from './moments.ts';
import type { Ask, RoomState, Round } from './state.ts';

export interface PictureSources extends Sources {
  /** All of the room's. */
  events: readonly RoomEvent[];
  /** Of those sheets whose log could be read. */
  figures: ReadonlyMap<SheetId, SheetFigures>;
}

/** @param round is open to the reader: the caller has checked it */
export function picturedRound(state: RoomState, round: Round, reader: PeerId, sources: PictureSources): PicturedRound {
  const running = runningOf(sources.events, round);
  const { interviewer, candidate } = round.seats;
  return {
    interviewer,
    candidate,
    elapsedMs: elapsedAt(round.clock, round.endedAt ?? round.startedAt),
    running,
    moments: momentsFor(state, round, reader, sources),
    asks: round.asks.map((ask) => picturedAsk(ask, sources)),
  };
}

export function picturedAsk(ask: Ask, { cards, figures }: Pick<PictureSources, 'cards' | 'figures'>): PicturedAsk {
  const { title, guide } = cardOf(cards, ask);
  const found = figures.get(ask.sheet);
  return {
    ...{ ask: ask.ask, title, frame: ask.frame, clockAt: ask.clockAt },
    beats: guide.listenFor,
    rungs: guide.hints.length,
    ...(found && { figures: found }),
  };
}
