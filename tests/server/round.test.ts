/** A whole session over real sockets: two rounds, the report, going on; drafts, the late form, the offer of cards. */

import { expect, onTestFinished, test } from 'vitest';
import type { DeckList, Offer, RoomSummary } from '../../shared/api.ts';
import type { Report } from '../../shared/report/report.ts';
import { testCard } from '../support/cards.ts';
import { peer } from '../support/peer.ts';
import { startServer, TestClock, until } from '../support/server.ts';
import { PLAN } from '../support/session.ts';
import { temporarySqlite } from '../support/stores.ts';
import { ask, endAndSeal, formOf, pairAsked, pairIn, playOn, sealForm } from './pair.ts';

async function onSqlite(now?: () => number) {
  const sqlite = await temporarySqlite();
  onTestFinished(() => sqlite.dispose());
  const server = await startServer({ store: sqlite.store, ...(now && { now }) });
  return { server, sqlite, restart: () => server.restart(() => sqlite.reopen()) };
}

test('[END-3] [END-5] two peers play two rounds through to the report, which nobody else reads', async () => {
  const server = await startServer();
  const pair = await pairAsked(server);
  const { room, first, second, one, two, sheet } = pair;
  const { code } = await second.write(sheet);
  code.insert(code.length, 'answer = 42\n');

  const report = `/api/rooms/${room}/report`;
  expect((await first.get(report)).status).toBe(409);
  await until(async () => expect((await server.store.loadSheet(sheet))?.tail.length).toBe(2));
  await playOn(pair);

  const read = (await first.get(report)).json as Report;
  expect(read.peers.map(({ name }) => name)).toEqual(['First', 'Second']);
  expect(read.rounds.map(({ forms }) => forms.length)).toEqual([2, 2]);
  expect(read.rounds[0]?.asks[0]?.code).toBe('# start of one\nanswer = 42\n');
  expect((await second.get(`${report}.json`)).status).toBe(200);
  const markdown = await second.get(`${report}.md`);
  expect(markdown.headers.get('content-type')).toContain('text/markdown');
  expect(markdown.text).toContain('answer = 42');

  const third = await peer(server, 'Third');
  for (const path of [report, `${report}.json`, `${report}.md`]) {
    expect(await third.get(path)).toMatchObject({ status: 403, json: { refusal: 'not-a-member' } });
  }
  expect(one.view.forms.every(({ form }) => form)).toBe(true);
  expect(two.view.forms.every(({ form }) => form)).toBe(true);
});

test('[ROUND-3] each ask has a sheet of its own, seeded once in the step that creates it', async () => {
  const server = await startServer();
  const { one, second, sheet } = await pairAsked(server);
  const other = await ask(one, 'two');
  expect(other.sheet).not.toBe(sheet);
  for (const id of [sheet, other.sheet]) expect((await server.store.loadSheet(id))?.tail).toHaveLength(1);
  const [first, next] = [await second.write(sheet), await second.write(other.sheet)];
  first.code.insert(0, '# mine\n');
  expect([first.code.toString(), next.code.toString()]).toEqual(['# mine\n# start of one\n', '# start of two\n']);
});

test('[END-6] both ask for the next room in the same instant: there is one, and both sit in it', async () => {
  const { server } = await onSqlite();
  const pair = await pairAsked(server, { ...PLAN, rounds: 1 });
  const { room, first, second, one, two } = pair;
  expect(await first.post('/api/rooms', { again: room })).toMatchObject({ status: 409 });
  await endAndSeal(one, two);
  await one.does({ type: 'finish', agreed: true });
  await two.does({ type: 'finish', agreed: true });
  const answers = await Promise.all(
    [first, second, first, second].map((who) => who.post('/api/rooms', { again: room })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
  const next = new Set(answers.map(({ json }) => (json as { room: string }).room));
  expect(next.size).toBe(1);
  const [id = ''] = next;
  await two.sees((view) => view.debrief?.next === id);
  expect(await Promise.all([first.join(id), second.join(id)])).toMatchObject([
    { json: { seat: expect.any(String) as string } },
    { json: { seat: expect.any(String) as string } },
  ]);
  const third = await peer(server, 'Third');
  expect((await third.post('/api/rooms', { again: room })).status).toBe(403);
});

test('[FORM-6] a draft is private, survives a restart, and an old revision is stale', async () => {
  const { server, restart } = await onSqlite();
  const { one, two } = await pairAsked(server);
  await one.does({ type: 'end-round' });
  await two.sees((view) => view.myForm !== undefined);
  const heard = two.packets.length;
  const draft = formOf(one, 'a draft');
  expect((await one.does({ type: 'save-draft', form: draft, rev: 0 })).myForm).toMatchObject({ rev: 1, form: draft });
  expect(await one.refusal({ type: 'save-draft', form: draft, rev: 0 })).toBe('stale');
  const since = [one, two].map(({ connections }) => connections);
  await restart();
  const [mine, theirs] = await Promise.all([one, two].map((tab, i) => tab.returned(since[i] ?? 0)));
  expect(mine?.myForm).toMatchObject({ rev: 1, form: draft });
  expect(theirs?.myForm).toMatchObject({ rev: 0, form: { scores: [] } });
  await one.sees((view) => view.peers.every(({ connected }) => connected));
  expect(two.packets.slice(heard).join()).not.toContain('a draft');
  expect(await one.refusal({ type: 'save-draft', form: draft, rev: 0 })).toBe('stale');
  expect((await one.does({ type: 'save-draft', form: draft, rev: 1 })).myForm?.rev).toBe(2);
});

test('[END-2] [END-4] a form that never comes holds the reveal up for 72 hours, restarts or not', async () => {
  const clock = new TestClock();
  const { server, sqlite } = await onSqlite(clock.now);
  /** Among the rooms that are due is one that cannot be served. */
  const restart = () =>
    server.restart(async () => {
      const store = await sqlite.reopen();
      return { ...store, dueRooms: async (now) => ['gone', ...(await store.dueRooms(now))] };
    });
  const { room, first, second, one, two } = await pairAsked(server, { ...PLAN, rounds: 1 });
  await one.does({ type: 'end-round' });
  await sealForm(one, 'sealed words');
  two.close();
  await one.sees((view) => view.peers.some(({ connected }) => !connected));
  await one.does({ type: 'finish', agreed: true });
  await one.does({ type: 'finish', agreed: false });
  clock.pass(5 * 60_000);
  expect((await one.does({ type: 'finish', agreed: true })).debrief?.revealedAt).toBeNull();
  expect((await first.get(`/api/rooms/${room}/report`)).status).toBe(409);
  const { json } = await second.get('/api/rooms');
  expect((json as { rooms: RoomSummary[] }).rooms[0]?.formDueUntil).toBe(clock.time + 72 * 3_600_000);

  clock.pass(72 * 3_600_000 - 1);
  await restart();
  expect((await second.get(`/api/rooms/${room}/report`)).status).toBe(409);
  clock.pass(1);
  await restart();
  await one.sees((view) => view.debrief?.revealedAt === clock.time);
  expect((await second.get(`/api/rooms/${room}/report.md`)).text).toContain('sealed words');
});

test('[END-4] the late form opens both as soon as it is in', async () => {
  const clock = new TestClock();
  const server = await startServer({ now: clock.now });
  const { room, second, one, two } = await pairAsked(server, { ...PLAN, rounds: 1 });
  await one.does({ type: 'end-round' });
  await sealForm(one);
  two.close();
  await one.sees((view) => view.peers.some(({ connected }) => !connected));
  clock.pass(5 * 60_000);
  await one.does({ type: 'finish', agreed: true });
  clock.pass(3_600_000);
  const back = await second.connect(room);
  await sealForm(back);
  await one.sees((view) => view.debrief?.revealedAt === clock.time);
});

test('[LOBBY-1] the plan filters and orders the cards offered', async () => {
  const server = await startServer({
    cards: [
      testCard('reading'),
      testCard('traced', ['thinking-aloud'], 'trace'),
      testCard('built', ['thinking-aloud'], 'coding'),
    ],
  });
  const { room, first, one } = await pairIn(server, { ...PLAN, preset: 'code-reading' });
  const offer = async () => (await first.get(`/api/rooms/${room}/cards`)).json as Offer;
  const before = await offer();
  expect(before.offered.map(({ card }) => card)).toEqual(['reading', 'traced']);
  expect(before.others.map(({ card }) => card)).toEqual(['built']);
  await one.does({ type: 'set-plan', plan: { ...PLAN, preset: 'full-loop' } });
  expect((await offer()).offered.map(({ card }) => card).sort()).toEqual(['built', 'reading', 'traced']);
  await one.does({ type: 'set-plan', plan: { ...PLAN, level: 'senior' } });
  expect((await offer()).offered).toEqual([]);
});

test('[LOBBY-4] reading, asking and being asked a card are remembered for the peer they concern', async () => {
  const server = await startServer();
  const pair = await pairIn(server);
  const { room, first, second, one } = pair;
  const mine = async (who: typeof first, card: string) =>
    ((await who.get('/api/deck')).json as DeckList).cards.find((each) => each.title === testCard(card).title)?.mine;
  const known = async (card: string) => {
    const offer = (await first.get(`/api/rooms/${room}/cards`)).json as Offer;
    return [...offer.offered, ...offer.others].find((each) => each.card === card)?.candidateKnows;
  };

  expect(await mine(first, 'one')).toEqual({});
  expect((await first.post(`/api/rooms/${room}/cards/one`)).json).toMatchObject({ guide: { hints: { length: 3 } } });
  expect(await mine(first, 'one')).toEqual({ read: expect.any(Number) as number });
  expect(await mine(second, 'one')).toEqual({});
  expect(await second.post(`/api/rooms/${room}/cards/one`)).toMatchObject({
    status: 403,
    json: { refusal: 'wrong-seat' },
  });

  await one.does({ type: 'begin' });
  expect(await known('two')).toBe(false);
  await ask(one, 'two');
  expect(await mine(first, 'two')).toEqual({ interviewed: expect.any(Number) as number });
  expect(await mine(second, 'two')).toEqual({ asked: expect.any(Number) as number });
  expect(await known('two')).toBe(true);
  expect(await known('one')).toBe(false);
});
