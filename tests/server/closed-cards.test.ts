/** What somebody who was asked a card is told of it before the reveal: no guide, no name, no topics. */

import { expect, test } from 'vitest';
import type { Card } from '../../shared/deck/card.ts';
import type { DeckList } from '../../shared/api.ts';
import { GUIDE_CANARY, testCard } from '../support/cards.ts';
import { pathsOf } from '../support/paths.ts';
import type { Peer } from '../support/peer.ts';
import { startServer, TestClock } from '../support/server.ts';
import { ask, both, endAndSeal, pairIn, type Pair } from './pair.ts';

const named = (card: Card): Card => ({ ...card, card: `answer-in-${card.card}`, topics: [`topic-of-${card.card}`] });
const CARDS = [named(testCard('one')), named(testCard('two', ['tradeoff-language', 'answer-structure']))];
const [ONE = '', TWO = ''] = CARDS.map(({ card }) => card);
const NAMES = /answer-in-one|topic-of-one/;

async function asked(): Promise<Pair & { ask: string; clock: TestClock }> {
  const clock = new TestClock();
  const server = await startServer({ cards: CARDS, now: clock.now });
  const pair = await pairIn(server);
  await pair.one.does({ type: 'begin' });
  const { ask: id } = await ask(pair.one, ONE);
  await pair.two.sees((view) => view.ask?.ask === id);
  return { ...pair, ask: id, clock };
}

async function everything(who: Peer, room: string, cards: readonly string[], ids: readonly string[]): Promise<string> {
  const answers = await Promise.all(pathsOf(room, cards, ids).map((path) => who.get(path)));
  return answers.map(({ text, headers }) => text + JSON.stringify([...headers])).join('\n');
}

async function toRoundTwo({ one, two }: Pair): Promise<void> {
  await endAndSeal(one, two);
  await both('swap', one, two);
  await two.sees((view) => view.me.seat === 'interviewer' && view.phase === 'round');
}

test('[VIEW-8] until the reveal the candidate is told neither the name nor the topics of a card', async () => {
  const pair = await asked();
  const { room, first, second, one, two, ask: id } = pair;
  expect(two.view.ask?.card).toBe(id);
  expect(one.view.ask?.card).toBe(ONE);
  const told = async () => (await everything(second, room, [id], [id])) + two.packets.join('\n');
  expect(await told()).not.toMatch(NAMES);
  expect((await second.get(`/api/deck/${id}`)).json).toMatchObject({ card: id, title: CARDS[0]?.title, topics: [] });
  expect((await second.get(`/api/deck/${ONE}`)).text).not.toMatch(NAMES);
  const asking = [ONE, TWO, 'no-card'].map((card) => two.command({ type: 'ask', card }));
  const [mine, other, none] = await Promise.all(asking);
  expect([mine, none], 'no answer tells which card it is').toEqual([other, other]);
  await toRoundTwo(pair);
  expect(await told(), 'as the interviewer of round 2').not.toMatch(NAMES);
  expect((await first.get('/api/deck')).text).toMatch(NAMES);
  await ask(two, TWO);
  await endAndSeal(two, one);
  await both('finish', two, one);
  await two.sees((view) => view.debrief?.revealedAt != null);
  expect(two.view.asks[0]?.card).toBe(ONE);
  expect((await second.get('/api/deck')).text).toMatch(NAMES);
});

test('[VIEW-8] a recording’s timeline and the export name no card before the reveal', async () => {
  const pair = await asked();
  const { room, first, second, ask: id } = pair;
  await toRoundTwo(pair);
  expect((await second.get(`/api/rooms/${room}/timeline/1`)).text).toContain(`"card":"${id}"`);
  expect((await first.get(`/api/rooms/${room}/timeline/1`)).text).toContain(`"card":"${ONE}"`);
  expect((await second.get('/api/me/export.json')).json).toMatchObject({
    cards: [{ card: id, how: 'asked' }],
    sessions: [{ rounds: [{ cards: [{ card: id }] }, {}] }],
  });
});

test('[VIEW-8] who was asked a card reads its guide nowhere before the reveal: not in round 2, not elsewhere', async () => {
  const pair = await asked();
  const { room, second, two } = pair;
  const elsewhere = (await second.open()).room;
  const closed = async (where: string) => {
    const answer = await second.post(`/api/rooms/${where}/cards/${ONE}`);
    expect(answer).toMatchObject({ status: 409, json: { refusal: 'wrong-phase' } });
    expect((await second.get(`/api/rooms/${where}/cards`)).text).not.toMatch(NAMES);
  };
  await closed(elsewhere);
  await toRoundTwo(pair);
  await closed(room);
  await closed(elsewhere);
  expect(await two.refusal({ type: 'ask', card: ONE })).toBe('stale');
  expect(two.packets.join()).not.toContain(`${GUIDE_CANARY} model answer of one`);
  expect((await second.post(`/api/rooms/${room}/cards/${TWO}`)).text).toContain(GUIDE_CANARY);
});

test('[VIEW-8] a session that was left unfinished closes its cards for four days', async () => {
  const { second, clock } = await asked();
  const elsewhere = (await second.open()).room;
  const guide = async () => (await second.post(`/api/rooms/${elsewhere}/cards/${ONE}`)).status;
  clock.pass(95 * 3_600_000);
  expect(await guide()).toBe(409);
  clock.pass(2 * 3_600_000);
  expect(await guide()).toBe(200);
  expect(((await second.get('/api/deck')).json as DeckList).cards.map(({ card }) => card)).toEqual([ONE, TWO]);
});
