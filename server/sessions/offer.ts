/** The cards a peer sees in the deck, and those that a room's interviewer is offered. */

import type { Acquaintances, DeckEntry, Offer } from '../../shared/api.ts';
import type { Card } from '../../shared/deck/card.ts';
import { NO_PRACTICE } from '../../shared/deck/need.ts';
import { offerCards } from '../../shared/deck/offer.ts';
import { candidateCard } from '../../shared/deck/rapid.ts';
import type { CardId, PeerId } from '../../shared/room/ids.ts';
import { elapsedAt } from '../../shared/room/clock.ts';
import { cardOf } from '../../shared/room/moments.ts';
import { inSeat, roundsOf } from '../../shared/room/queries.ts';
import type { RoomState } from '../../shared/room/state.ts';
import type { Store } from '../store/store.ts';
import { closedCards } from './closed-cards.ts';
import { practiceOf, type PracticeDeps } from './practice.ts';
import type { RoomRecord } from './room-record.ts';

export interface OfferDeps extends PracticeDeps {
  /** ms since the epoch. */
  now: () => number;
}

/** What a room's interviewer can ask, best first. @param cards those asked in the room, as they were then */
export async function offerFor(
  { store, deck, now }: OfferDeps,
  { state, cards }: Pick<RoomRecord, 'state' | 'cards'>,
  interviewer: PeerId,
): Promise<Offer> {
  const mine = await acquaintancesOf(store, interviewer);
  const candidate = inSeat(state, 'candidate')?.peer;
  const theirs = candidate === undefined ? [] : await store.cardHistory(candidate);
  const closed = await closedCards({ store, now }, interviewer);
  const open = [...deck().cards.values()].filter(({ card }) => !closed.has(card));
  const entries = open.map((card) => deckEntry(card, mine));
  return offerCards(entries, state.plan, {
    candidateKnows: new Set(theirs.map(({ card }) => card)),
    askedHere: new Set(roundsOf(state).flatMap(({ asks }) => asks.map(({ card }) => card))),
    practice: candidate === undefined ? NO_PRACTICE : await practiceOf({ store, deck }, state, candidate, theirs),
    round: state.phase === 'round' ? state.round.asks.map((ask) => cardOf(cards, ask)) : [],
    left: minutesLeft(state, now()),
    since: state.createdAt,
    now: now(),
  });
}

/** A minute that has begun counts: the clock ends nothing. */
function minutesLeft(state: RoomState, now: number): number {
  const ran = state.phase === 'round' ? elapsedAt(state.round.clock, now) : 0;
  return Math.max(0, Math.ceil(state.plan.minutes - ran / 60_000));
}

export async function acquaintancesOf(store: Store, peer: PeerId): Promise<Map<CardId, Acquaintances>> {
  const known = new Map<CardId, Acquaintances>();
  for (const { card, how, at } of await store.cardHistory(peer)) known.set(card, { ...known.get(card), [how]: at });
  return known;
}

export function deckEntry(card: Card, known: ReadonlyMap<CardId, Acquaintances>): DeckEntry {
  const { prompt: _prompt, start, ...entry } = candidateCard(card);
  return { ...entry, code: start !== undefined && start !== '', mine: known.get(card.card) ?? {} };
}
