/** What the pictures of a round are drawn from: a part of the report, so that all places show the same. */

import type { SheetFigures } from '../../replay/figures.ts';
import { runningOf } from '../../replay/timeline-of.ts';
import { elapsedAt } from '../../room/clock.ts';
import type { RoomEvent } from '../../room/events.ts';
import type { PeerId, SheetId } from '../../room/ids.ts';
import { cardOf, momentsFor, type Sources } from '../../room/moments.ts';
import type { Ask, RoomState, Round } from '../../room/state.ts';
import type { ReportAsk, ReportRound } from '../report.ts';

export type PicturedAsk = Pick<ReportAsk, 'ask' | 'title' | 'frame' | 'clockAt' | 'beats' | 'rungs' | 'figures'>;

export type PicturedRound = Pick<ReportRound, 'interviewer' | 'candidate' | 'elapsedMs' | 'running' | 'moments'> & {
  asks: readonly PicturedAsk[];
};

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
