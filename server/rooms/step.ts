/** From what the rules decided to one atomic step for the store, the room after it, and what else is to be done. */

import type { CommandContext } from '../../shared/room/commands.ts';
import { effectsOf, type Effects } from '../../shared/room/effects.ts';
import { besideOf } from '../../shared/room/event-rules.ts';
import type { EventBody, RoomEvent, Words } from '../../shared/room/events.ts';
import { evolve } from '../../shared/room/evolve.ts';
import type { Actor } from '../../shared/room/ids.ts';
import type { RoomState } from '../../shared/room/state.ts';
import type { RoomStep } from '../store/store.ts';

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
  const { people, sheets, history } = besideOf(events, after);
  const card = sheets.length > 0 ? context.card : undefined;
  const effects = effectsOf(events, after);
  return {
    after,
    effects,
    step: {
      expectedSeq: before?.seq ?? 0,
      events,
      words,
      people,
      sheets: sheets.map((sheet) => ({ sheet, seed: seed(card?.card.start ?? '') })),
      cards: card ? [card] : [],
      history,
      ...(before?.peers !== after.peers && { members: after.peers.map(({ peer }) => peer) }),
      dueAt: effects.revealAt,
    },
  };
}
