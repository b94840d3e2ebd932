/** From what the rules decided to one atomic step for the store, the room after it, and what else is to be done. */

import type { CommandContext } from '../../shared/room/commands.ts';
import { effectsOf, type Effects } from '../../shared/room/effects.ts';
import type { EventBody, RoomEvent, Words } from '../../shared/room/events.ts';
import { evolve } from '../../shared/room/evolve.ts';
import type { Actor, PeerId } from '../../shared/room/ids.ts';
import type { RoomState } from '../../shared/room/state.ts';
import type { CardHistory, RoomStep } from '../store/store.ts';

/** How often a step is decided again because another process was faster. */
export const MAX_CLASHES = 5;

export interface Decided {
  events: EventBody[];
  words: Words[];
  actor: Actor;
  context: Pick<CommandContext, 'now' | 'card'>;
  /** The first update of a sheet whose editor opens with this text. */
  seed: (start: string) => Uint8Array;
}

export interface DecidedStep {
  step: Omit<RoomStep, 'room'>;
  after: RoomState;
  effects: Effects;
}

/** @param before null for a room that begins with these events */
export function stepOf(
  before: RoomState | null,
  { events: bodies, words, actor, context, seed }: Decided,
): DecidedStep {
  // The reveal is the server's own act, no matter whose form completed the set.
  const events = bodies.map((body): RoomEvent => ({
    ...body,
    at: context.now,
    actor: body.type === 'revealed' ? 'system' : actor,
  }));
  const after = events.reduce<RoomState | null>(evolve, before);
  if (!after) throw new Error('a step without an event cannot begin a room');
  const asked = events.flatMap((event) => (event.type === 'asked' ? [event] : []));
  const card = asked.length > 0 ? context.card : undefined;
  const effects = effectsOf(events, after);
  return {
    after,
    effects,
    step: {
      expectedSeq: before?.seq ?? 0,
      events,
      words,
      sheets: asked.map(({ sheet }) => ({ sheet, seed: seed(card?.card.start ?? '') })),
      cards: card ? [card] : [],
      history: events.flatMap((event) => historyOf(event, after)),
      ...(before?.peers !== after.peers && { members: after.peers.map(({ peer }) => peer) }),
      dueAt: effects.revealAt,
    },
  };
}

function historyOf(event: RoomEvent, after: RoomState): (CardHistory & { peer: PeerId })[] {
  if (event.type === 'card-read') return [{ peer: event.peer, card: event.card, how: 'read', at: event.at }];
  if (event.type !== 'asked') return [];
  return after.peers.map(({ peer, seat }) => ({
    peer,
    card: event.card,
    how: seat === 'candidate' ? ('asked' as const) : ('interviewed' as const),
    at: event.at,
  }));
}
