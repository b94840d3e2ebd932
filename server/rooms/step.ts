/** From what the rules decided to one atomic step for the store, and the room as it will be after it. */

import type { CommandContext } from '../../shared/room/commands.ts';
import type { EventBody, RoomEvent, Words } from '../../shared/room/events.ts';
import { evolve } from '../../shared/room/evolve.ts';
import type { Actor, PeerId } from '../../shared/room/ids.ts';
import { actsAt } from '../../shared/room/queries.ts';
import type { RoomState } from '../../shared/room/state.ts';
import type { CardHistory, RoomStep } from '../store/store.ts';

/** How often a step is decided anew because another process was faster. */
export const MAX_CLASHES = 5;

export interface Decided {
  events: EventBody[];
  words: Words[];
  actor: Actor;
  context: Pick<CommandContext, 'now' | 'card'>;
  /** The first update of a sheet whose editor opens with this text. */
  seed: (start: string) => Uint8Array;
}

/** @param before null for a room that begins with these events */
export function stepOf(
  before: RoomState | null,
  { events: bodies, words, actor, context, seed }: Decided,
): { step: Omit<RoomStep, 'room'>; after: RoomState } {
  // The reveal is the server's own act, whoever's form completed the set.
  const events = bodies.map((body): RoomEvent => ({
    ...body,
    at: context.now,
    actor: body.type === 'revealed' ? 'system' : actor,
  }));
  const after = events.reduce<RoomState | null>(evolve, before);
  if (!after) throw new Error('a step without an event cannot begin a room');
  const asked = events.flatMap((event) => (event.type === 'asked' ? [event] : []));
  const card = asked.length > 0 ? context.card : undefined;
  return {
    after,
    step: {
      expectedSeq: before?.seq ?? 0,
      events,
      words,
      sheets: asked.map(({ sheet }) => ({ sheet, seed: seed(card?.card.start ?? '') })),
      cards: card ? [card] : [],
      history: events.flatMap((event) => historyOf(event, after)),
      ...(before?.peers !== after.peers && { members: after.peers.map(({ peer }) => peer) }),
      dueAt: actsAt(after),
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
