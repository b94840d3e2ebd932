/** What steers the cards an interviewer is offered: scores that both have read, or those the candidate lets count. */

import { expect, test } from 'vitest';
import type { Offer } from '../../shared/api.ts';
import { testCard, TEST_CARDS } from '../support/cards.ts';
import { peer, type Peer } from '../support/peer.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { pairAsked, playOn } from './pair.ts';

/** By title the first comes first; the second practises what the candidate scored 2 in. */
const CARDS = [
  ...TEST_CARDS,
  testCard('a-product', ['product-grounding']),
  testCard('b-answers', ['answer-structure']),
];

/** A new room in which these two sit, the first as interviewer; `steers` is what the candidate says in its lobby. */
async function offerIn(
  interviewer: Peer,
  candidate: Peer,
  steers?: boolean,
): Promise<{ order: string[]; text: string }> {
  const { room, secret } = await interviewer.open({
    preset: 'full-loop',
    level: 'mid',
    topics: [],
    minutes: 25,
    rounds: 1,
  });
  await candidate.join(room, secret);
  const tab = await candidate.connect(room);
  if (steers !== undefined) await tab.does({ type: 'steer', allowed: steers });
  const { text, json } = await interviewer.get(`/api/rooms/${room}/cards`);
  const { offered } = json as Offer;
  return { text, order: offered.map(({ card }) => card).filter((card) => card.includes('-')) };
}

/** `second` was scored by `first`, and it is revealed. */
async function afterSession(): Promise<{ server: TestServer; first: Peer; second: Peer }> {
  const server = await startServer({ cards: CARDS });
  const pair = await pairAsked(server);
  await playOn(pair);
  return { server, first: pair.first, second: pair.second };
}

test('[DRAW-3] the forms of the same two order the cards of their next session', async () => {
  const { first, second } = await afterSession();
  expect((await offerIn(first, second)).order).toEqual(['b-answers', 'a-product']);
});

test('[DRAW-3] [VIEW-1] others’ scores order nothing unless the candidate allows it; nobody is told', async () => {
  const { server, second } = await afterSession();
  const third = await peer(server, 'Third');
  const closed = await offerIn(third, second);
  expect(closed.order).toEqual(['a-product', 'b-answers']);
  const open = await offerIn(third, second, true);
  expect(open.order).toEqual(['b-answers', 'a-product']);
  expect((await offerIn(third, second, false)).order).toEqual(closed.order);
  const words = ({ text }: { text: string }) => text.match(/"why":"[^"]*"/g)?.sort();
  expect(words(open)).toEqual(words(closed));
  expect(open.text).not.toMatch(/need|level"|score/);
});

test('[DRAW-3] a form that is not revealed orders nothing', async () => {
  const server = await startServer({ cards: CARDS });
  const { one, first, second } = await pairAsked(server);
  await one.does({ type: 'end-round' });
  expect((await offerIn(first, second, true)).order).toEqual(['a-product', 'b-answers']);
});

test('[DRAW-3] what a peer lets steer is told to nobody else', async () => {
  const server = await startServer({ cards: CARDS });
  const first = await peer(server, 'First');
  const second = await peer(server, 'Second');
  const { room, secret } = await first.open();
  await second.join(room, secret);
  const [one, two] = [await first.connect(room), await second.connect(room)];
  await one.sees((view) => view.peers.every(({ connected }) => connected));
  const before = one.packets.length;
  expect((await two.does({ type: 'steer', allowed: true })).steers).toBe(true);
  expect(one.packets).toHaveLength(before);
  expect((await first.connect(room)).view.steers).toBe(false);
  await two.does({ type: 'steer', allowed: false });
  expect(two.view.steers).toBe(false);
});

test('[LOBBY-1] a plan without the wish for familiar cards still loads, and one with it is kept', async () => {
  const server = await startServer({ cards: CARDS });
  const first = await peer(server, 'First');
  const { room } = await first.open({ preset: 'star', level: 'mid', topics: [], minutes: 25, rounds: 1 });
  const tab = await first.connect(room);
  expect(tab.view.plan).not.toHaveProperty('familiar');
  await tab.does({ type: 'set-plan', plan: { ...tab.view.plan, familiar: true } });
  expect(tab.view.plan.familiar).toBe(true);
  await server.restart(async () => server.store);
  expect((await first.connect(room)).view.plan.familiar).toBe(true);
});
