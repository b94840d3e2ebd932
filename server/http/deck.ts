/** `/api/deck`, and the cards a room's interviewer may read. */

import { Router } from 'express';
import type { Acquaintances, DeckCard, DeckEntry, DeckList, GuidedCard, Offer } from '../../shared/api.ts';
import type { Card } from '../../shared/deck/card.ts';
import { NO_PRACTICE } from '../../shared/deck/need.ts';
import { offerCards } from '../../shared/deck/offer.ts';
import { candidateCard } from '../../shared/deck/rapid.ts';
import type { CardId, PeerId } from '../../shared/room/ids.ts';
import { cardOf } from '../../shared/room/moments.ts';
import { mayReadGuides } from '../../shared/room/permissions.ts';
import { inSeat, memberOf, roundsOf } from '../../shared/room/queries.ts';
import type { RoomState } from '../../shared/room/state.ts';
import type { Deck } from '../deck/read.ts';
import type { Identities } from '../identity.ts';
import { RefusedError } from '../refused.ts';
import type { LiveRoom } from '../rooms/live-room.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Store } from '../store/store.ts';
import { practiceOf } from './practice.ts';
import { peerOf } from './requests.ts';

export interface DeckParts {
  identities: Identities;
  store: Store;
  rooms: Rooms;
  deck: () => Deck;
  /** ms since the epoch. */
  now: () => number;
}

export function deckRouter({ identities, store, deck }: DeckParts): Router {
  const router = Router();

  router.get('/', async (request, response) => {
    const { peer } = await peerOf(request, identities);
    const known = await acquaintances(store, peer);
    const { cards, areas } = deck();
    response.json({ cards: [...cards.values()].map((card) => entryOf(card, known)), areas } satisfies DeckList);
  });

  router.get('/:card', async (request, response) => {
    const { peer } = await peerOf(request, identities);
    const card = deck().cards.get(request.params.card);
    if (!card) throw new RefusedError('not-found', `The deck has no card "${request.params.card}".`);
    const known = await acquaintances(store, peer);
    response.json({ ...candidateCard(card), mine: known.get(card.card) ?? {} } satisfies DeckCard);
  });

  return router;
}

/** `/api/rooms/:room/cards`: with the guide, so for that room's interviewer only. */
export function roomCardsRouter({ identities, store, rooms, deck, now }: DeckParts): Router {
  const router = Router();
  const practice = { store, rooms, deck };

  async function asInterviewer(id: string, peer: PeerId): Promise<LiveRoom> {
    const room = await rooms.demand(id);
    if (!memberOf(room.state, peer)) throw new RefusedError('not-a-member', 'You hold no seat in this room.');
    if (memberOf(room.state, peer)?.seat !== 'interviewer') {
      throw new RefusedError('wrong-seat', 'Only the interviewer can read the guides.');
    }
    if (!mayReadGuides(room.state, peer)) {
      throw new RefusedError('wrong-phase', 'Guides can be read before and during a round only.');
    }
    return room;
  }

  router.get('/:room/cards', async (request, response) => {
    const { peer } = await peerOf(request, identities);
    const room = await asInterviewer(request.params.room, peer);
    response.json(await offerFor(room, peer));
  });

  async function offerFor(room: LiveRoom, peer: PeerId): Promise<Offer> {
    const { state, cards } = room;
    const mine = await acquaintances(store, peer);
    const candidate = inSeat(state, 'candidate')?.peer;
    const theirs = candidate === undefined ? [] : await store.cardHistory(candidate);
    const entries = [...deck().cards.values()].map((card) => entryOf(card, mine));
    return offerCards(entries, state.plan, {
      candidateKnows: new Set(theirs.map(({ card }) => card)),
      askedHere: askedIn(state),
      practice: candidate === undefined ? NO_PRACTICE : await practiceOf(practice, room, candidate, theirs),
      round: state.phase === 'round' ? state.round.asks.map((ask) => cardOf(cards, ask)) : [],
      now: now(),
    });
  }

  router.get('/:room/cards/:card', async (request, response) => {
    const { peer } = await peerOf(request, identities);
    const { room: id, card: slug } = request.params;
    const room = await asInterviewer(id, peer);
    const card = askedCard(room, slug) ?? deck().cards.get(slug);
    if (!card) throw new RefusedError('not-found', `The deck has no card "${slug}".`);
    const known = (await acquaintances(store, peer)).get(slug);
    if (known?.read === undefined) await rooms.occur(id, { type: 'read-card', card: slug }, peer);
    response.json(card satisfies GuidedCard);
  });

  return router;
}

const askedIn = (state: RoomState): Set<CardId> =>
  new Set(roundsOf(state).flatMap(({ asks }) => asks.map(({ card }) => card)));

/** A card as it stood when it was asked in the round under way. */
function askedCard({ state, cards }: LiveRoom, slug: CardId): Card | undefined {
  const ask = state.phase === 'round' ? state.round.asks.find(({ card }) => card === slug) : undefined;
  return ask && cards.get(ask.version);
}

async function acquaintances(store: Store, peer: PeerId): Promise<Map<CardId, Acquaintances>> {
  const known = new Map<CardId, Acquaintances>();
  for (const { card, how, at } of await store.cardHistory(peer)) known.set(card, { ...known.get(card), [how]: at });
  return known;
}

function entryOf(card: Card, known: ReadonlyMap<CardId, Acquaintances>): DeckEntry {
  const { prompt: _prompt, start: _start, ...entry } = candidateCard(card);
  return { ...entry, mine: known.get(card.card) ?? {} };
}
