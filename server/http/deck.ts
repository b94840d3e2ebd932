/** `/api/deck`, and the cards a room's interviewer may read. */

import { Router } from 'express';
import type { DeckCard, DeckList, GuidedCard } from '../../shared/api.ts';
import type { Card } from '../../shared/deck/card.ts';
import { candidateCard } from '../../shared/deck/rapid.ts';
import type { CardId, PeerId } from '../../shared/room/ids.ts';
import { mayReadGuides } from '../../shared/room/permissions.ts';
import { memberOf } from '../../shared/room/queries.ts';
import { RefusedError } from '../refused.ts';
import type { LiveRoom } from '../rooms/live-room.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { CLOSED_CARD, closedCards, withoutName } from '../sessions/closed-cards.ts';
import { acquaintancesOf, deckEntry, offerFor } from '../sessions/offer.ts';
import type { RouteDeps } from './deps.ts';
import { peerOf } from './requests.ts';

export function deckRouter({ identities, store, deck, now }: RouteDeps): Router {
  const router = Router();

  router.get('/', async (request, response) => {
    const { peer } = await peerOf(request, identities);
    const known = await acquaintancesOf(store, peer);
    const closed = await closedCards({ store, now }, peer);
    const { cards, areas } = deck();
    const entries = [...cards.values()].map((card) => withoutName(deckEntry(card, known), closed));
    response.json({ cards: entries, areas } satisfies DeckList);
  });

  router.get('/:card', async (request, response) => {
    const { peer } = await peerOf(request, identities);
    const { card: named } = request.params;
    const closed = await closedCards({ store, now }, peer);
    const slug = [...closed].find(([, ask]) => ask === named)?.[0] ?? named;
    const card = deck().cards.get(slug);
    if (!card) throw noSuchCard(named);
    const known = await acquaintancesOf(store, peer);
    const told = { ...candidateCard(card), mine: known.get(card.card) ?? {} };
    response.json(withoutName(told, closed) satisfies DeckCard);
  });

  return router;
}

/** `/api/rooms/:room/cards`: with the guide, so for that room's interviewer only. */
export function roomCardsRouter({ identities, store, rooms, deck, now }: RouteDeps): Router {
  const router = Router();

  router.get('/:room/cards', async (request, response) => {
    const { peer } = await peerOf(request, identities);
    const room = await asInterviewer(rooms, request.params.room, peer);
    response.json(await offerFor({ store, deck, now }, room, peer));
  });

  // Reading a guide is an event, so that it is no GET: an image of another site must not read one.
  router.post('/:room/cards/:card', async (request, response) => {
    const { peer } = await peerOf(request, identities);
    const { room: id, card: slug } = request.params;
    const room = await asInterviewer(rooms, id, peer);
    const card = askedCard(room, slug) ?? deck().cards.get(slug);
    if (!card) throw noSuchCard(slug);
    if ((await closedCards({ store, now }, peer)).has(slug)) throw new RefusedError('wrong-phase', CLOSED_CARD);
    const known = (await acquaintancesOf(store, peer)).get(slug);
    if (known?.read === undefined) await rooms.act(id, { type: 'read-card', card: slug }, peer);
    response.json(card satisfies GuidedCard);
  });

  return router;
}

const noSuchCard = (slug: string) => new RefusedError('not-found', `The deck has no card "${slug}".`);

/** @throws RefusedError for everybody but the interviewer, and after the last round */
async function asInterviewer(rooms: Rooms, id: string, peer: PeerId): Promise<LiveRoom> {
  const room = await rooms.read(id);
  if (!room) throw new RefusedError('not-found', 'There is no such room.');
  if (!memberOf(room.state, peer)) throw new RefusedError('not-a-member', 'You hold no seat in this room.');
  if (memberOf(room.state, peer)?.seat !== 'interviewer') {
    throw new RefusedError('wrong-seat', 'Only the interviewer can read the guides.');
  }
  if (!mayReadGuides(room.state, peer)) {
    throw new RefusedError('wrong-phase', 'Guides can be read before and during a round only.');
  }
  return room;
}

/** A card as it was when it was asked in the current round. */
function askedCard({ state, cards }: LiveRoom, slug: CardId): Card | undefined {
  const ask = state.phase === 'round' ? state.round.asks.find(({ card }) => card === slug) : undefined;
  return ask && cards.get(ask.version);
}
