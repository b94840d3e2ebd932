/** Makes the timeline of an ended round for one reader, out of the room's events. */

import { elapsedAt, NEW_CLOCK, resumeClock, startClock, stopClock } from '../room/clock.ts';
import type { RoomEvent } from '../room/events.ts';
import type { MomentId, PeerId } from '../room/ids.ts';
import { cardOf, momentsFor, type Sources } from '../room/moments.ts';
import { cardFor } from '../room/queries.ts';
import type { Clock, RoomState, Round } from '../room/state.ts';
import { instantAt } from './replay-clock.ts';
import type { Timeline } from './timeline.ts';

export type EndedRound = Round & { endedAt: number };

export const isEnded = (round: Round): round is EndedRound => round.endedAt !== null;

/** @param events all of the room's, or at least those up to the round's end */
export function timelineFor(
  events: readonly RoomEvent[],
  state: RoomState,
  round: EndedRound,
  reader: PeerId,
  sources: Sources,
): Timeline {
  const { startedAt, endedAt, seats } = round;
  const { running, instants } = runOf(events, round);
  const clock = { running, startedAt };
  const moments = momentsFor(state, round, reader, sources)
    .map((moment) => ({ at: instants.get(moment.moment) ?? instantAt(clock, moment.at), moment }))
    .sort((a, b) => a.at - b.at);
  const asks = round.asks.map((ask) => {
    const { ask: id, sheet, frame, at } = ask;
    return {
      ask: id,
      card: cardFor(state, round, ask, reader),
      sheet,
      title: cardOf(sources.cards, ask).title,
      frame,
      at,
    };
  });
  return { round: round.round, seats, startedAt, endedAt, running, asks, moments };
}

/** When the clock of an ended round ran. */
export const runningOf = (events: readonly RoomEvent[], round: Round): Timeline['running'] =>
  runOf(events, { ...round, endedAt: round.endedAt ?? round.startedAt }).running;

/** When the clock ran, and the instant of each ask and of each moment that was not put elsewhere on the clock. */
function runOf(events: readonly RoomEvent[], { round, endedAt, asks }: EndedRound) {
  const instants = new Map<MomentId, number>(asks.map(({ ask, at }) => [ask, at]));
  let running: { from: number; to: number }[] = [];
  let clock = NEW_CLOCK;
  let open = 0;
  for (const event of eventsOf(events, round)) {
    const before = clock;
    if (event.type === 'asked') open++;
    if (event.type === 'unasked') open--;
    clock = clockAfter(before, event, open);
    if (clock === NEW_CLOCK) running = [];
    else if (before.since !== null && clock.since === null) running.push({ from: before.since, to: event.at });
    if ('clockAt' in event && event.at <= endedAt && elapsedAt(before, event.at) === event.clockAt)
      instants.set(event.moment, event.at);
  }
  return { running, instants };
}

function clockAfter(clock: Clock, event: RoomEvent, open: number): Clock {
  switch (event.type) {
    case 'asked':
      return startClock(clock, event.at);
    case 'unasked':
      return open === 0 ? NEW_CLOCK : clock;
    case 'paused':
    case 'round-ended':
      return stopClock(clock, event.at);
    case 'resumed':
      return resumeClock(clock, event.at);
    default:
      return clock;
  }
}

/** The events of one round, from its start to the next one's. */
function eventsOf(events: readonly RoomEvent[], round: number): readonly RoomEvent[] {
  const starts = (each: number) => events.findIndex((event) => event.type === 'round-started' && event.round === each);
  const next = starts(round + 1);
  return events.slice(Math.max(0, starts(round)), next < 0 ? events.length : next);
}
