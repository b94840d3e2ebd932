/** A room as it is loaded from the store: what it shares with others, and what is its own. */

import { expect, test } from 'vitest';
import { cardOfOwn } from '../../shared/deck/own.ts';
import type { Card } from '../../shared/deck/card.ts';
import { deckOf } from '../../server/deck/read.ts';
import { LiveRoom } from '../../server/rooms/live-room.ts';
import { OWN_QUESTION, testCard } from '../support/cards.ts';
import { memoryStore } from '../support/stores.ts';
import { firstStep, fresh } from '../store/steps.ts';

/** @param deck the cards in it now */
function rooms(deck: readonly Card[]) {
  const store = memoryStore();
  const { cards, version } = deckOf(deck, []);
  const card = (slug: string) => {
    const found = cards.get(slug);
    return found && { card: found, version: version(found) };
  };
  return {
    version,
    /** A room in which this card was asked, loaded. */
    async withAsked(asked: Card): Promise<LiveRoom> {
      const room = fresh('room');
      await store.createRoom(firstStep(room, { cards: [{ version: version(asked), card: structuredClone(asked) }] }));
      const loaded = await LiveRoom.load({ store, card }, room);
      if (!loaded) throw new Error('no room');
      return loaded;
    },
  };
}

test('rooms that asked a card as the deck has it share the deck’s one object', async () => {
  const card = testCard('locks');
  const { version, withAsked } = rooms([card]);
  const [one, two] = [await withAsked(card), await withAsked(card)];
  expect(one.cards.get(version(card))).toBe(card);
  expect(two.cards.get(version(card))).toBe(card);
});

test('what one room adds to its cards is in no other room', async () => {
  const card = testCard('locks');
  const { version, withAsked } = rooms([card]);
  const [one, two] = [await withAsked(card), await withAsked(card)];
  const other = testCard('queues');
  one.advance(one.state, [], [{ version: version(other), card: other }]);
  expect([...one.cards.keys()]).toEqual([version(card), version(other)]);
  expect([...two.cards.keys()]).toEqual([version(card)]);
});

test('[OWN-3] a card that the deck has changed or lost, and a question of one’s own, stay as they were asked', async () => {
  const now = { ...testCard('locks'), prompt: 'Another prompt' };
  const { version, withAsked } = rooms([now]);
  const own = cardOfOwn(OWN_QUESTION, 'own-1', 'mid');
  for (const asked of [testCard('locks'), testCard('gone'), own]) {
    const room = await withAsked(asked);
    expect(room.cards).toEqual(new Map([[version(asked), asked]]));
  }
});
