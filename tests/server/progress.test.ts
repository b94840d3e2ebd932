/** Your own progress over HTTP, and how the last time went in a report: after the reveal, and for who was there. */

import { expect, test } from 'vitest';
import type { Progress } from '../../shared/progress/progress.ts';
import type { Report } from '../../shared/report/report.ts';
import { SessionHistory } from '../../server/sessions/history.ts';
import type { Store } from '../../server/store/store.ts';
import { peer, request, type Peer } from '../support/peer.ts';
import { startServer, TestClock, until } from '../support/server.ts';
import { memoryStore } from '../support/stores.ts';
import { ask, both, endAndSeal, pairAsked, pairIn, playOn, type Pair } from './pair.ts';

const WEEK = 7 * 24 * 3_600_000;

const progressOf = async (who: Peer): Promise<Progress> => {
  const { status, json } = await who.get('/api/progress');
  expect(status).toBe(200);
  return json as Progress;
};

const reportOf = async (who: Peer, room: string): Promise<Report> => {
  const { status, json } = await who.get(`/api/rooms/${room}/report.json`);
  expect(status).toBe(200);
  return json as Report;
};

/** A pair's next session, with the first as interviewer of the first round. */
async function again({ first, second }: Pair): Promise<Pair> {
  const { room, secret } = await first.open({ preset: 'full-loop', level: 'mid', topics: [], minutes: 25, rounds: 2 });
  await second.join(room, secret);
  const [one, two] = [await first.connect(room), await second.connect(room)];
  await one.sees((view) => view.peers.length === 2 && view.peers.every(({ connected }) => connected));
  return { room, secret, first, second, one, two };
}

async function playAll(pair: Pair): Promise<void> {
  await pair.one.does({ type: 'begin' });
  await ask(pair.one, 'one');
  await playOn(pair);
}

test('[PROG-6] progress is your own: nobody without an identity has any, and a newcomer’s is empty', async () => {
  const server = await startServer();
  expect((await request(server, 'GET', '/api/progress')).status).toBe(401);
  const read = await progressOf(await peer(server, 'New'));
  expect(read).toMatchObject({ sessions: [], days: 0, topics: [], promises: [], growth: { rounds: [], days: 0 } });
  expect(read.lessons.map(({ days, points }) => [days, points.length])).toEqual(Array(8).fill([0, 0]));
});

test('[PROG-7] a session says nothing before its reveal, not even to who sealed a form, and all after it', async () => {
  const clock = new TestClock();
  const server = await startServer({ now: clock.now });
  const pair = await pairAsked(server);
  const empty = await progressOf(pair.second);
  await pair.one.does({ type: 'hint', ask: pair.ask, rung: 0, how: 'spoken' });
  await endAndSeal(pair.one, pair.two);
  for (const who of [pair.first, pair.second]) expect(await progressOf(who)).toEqual(empty);
  await both('swap', pair.one, pair.two);
  await ask(pair.two, 'two');
  await endAndSeal(pair.two, pair.one);
  expect(await progressOf(pair.second)).toEqual(empty);
  clock.pass(2_000);
  await both('finish', pair.two, pair.one);
  await pair.one.sees((view) => view.debrief?.revealedAt != null);

  const [mine, theirs] = [await progressOf(pair.first), await progressOf(pair.second)];
  expect(mine.sessions).toMatchObject([{ room: pair.room, with: 'Second', seats: ['interviewer', 'candidate'] }]);
  expect(theirs.sessions).toMatchObject([{ room: pair.room, with: 'First', seats: ['candidate', 'interviewer'] }]);
  expect(mine.growth.rounds).toMatchObject([{ hints: 1, early: 1, answers: { understood: 4, specific: 1 } }]);
  expect(theirs.growth.rounds).toMatchObject([{ hints: 0 }]);
  expect(mine.lessons.flatMap(({ points }) => points)).toEqual([]);
});

test('[PROG-7] what changes after the reveal is told, and a room that did not change is read once', async () => {
  const clock = new TestClock();
  const memory = memoryStore();
  let reads = 0;
  const store: Store = { ...memory, loadRoom: (room) => (reads++, memory.loadRoom(room)) };
  const server = await startServer({ now: clock.now, store });
  const pair = await pairIn(server);
  await playAll(pair);
  clock.pass(2_000);
  await progressOf(pair.first);
  reads = 0;
  const before = await progressOf(pair.first);
  expect([reads, before.promises]).toEqual([0, []]);
  await pair.one.does({ type: 'promise', lesson: 'thinking-aloud', text: 'say what it holds' });
  expect((await progressOf(pair.first)).promises).toMatchObject([{ text: 'say what it holds' }]);
  expect((await progressOf(pair.second)).promises).toEqual([]);
});

test('[PROG-10] what a peer who was erased had said counts no more, also where it had been read before', async () => {
  const clock = new TestClock();
  const server = await startServer({ now: clock.now });
  const pair = await pairIn(server);
  await playAll(pair);
  clock.pass(2_000);
  const before = await progressOf(pair.second);
  expect(before.lessons.map(({ days }) => days).filter((days) => days > 0)).toHaveLength(2);
  expect((await pair.first.request('DELETE', '/api/me', { name: 'First' })).status).toBe(200);
  const after = await progressOf(pair.second);
  expect(after.sessions).toMatchObject([{ room: pair.room, with: 'a former peer' }]);
  expect(after.lessons.map(({ days }) => days)).toEqual(Array(8).fill(0));
  expect(after.growth.rounds).toMatchObject([{ answers: {} }]);
  expect((await pair.first.get('/api/progress')).status).toBe(401);
});

test('[PROG-8] many ask at once, and the rooms are read for one of them, one at a time', async () => {
  const server = await startServer();
  const pair = await pairIn(server);
  await playAll(pair);
  await pair.first.open();
  let [reads, reading, most] = [0, 0, 0];
  const loadRoom: Store['loadRoom'] = async (room) => {
    reads++;
    most = Math.max(most, ++reading);
    const stored = await server.store.loadRoom(room);
    reading--;
    return stored;
  };
  const figures = () => Promise.resolve(null);
  const history = new SessionHistory({ store: { ...server.store, loadRoom }, figures, now: () => 0 });
  const answers = await Promise.all([1, 2, 3, 4].map(() => history.sessionsOf(pair.first.id)));
  expect(new Set(answers).size).toBe(1);
  expect([reads, most, answers[0]?.length]).toEqual([2, 1, 1]);
});

test('[PIC-9] the report has what its pictures need: the beats of the card, and when the clock ran', async () => {
  const clock = new TestClock();
  const server = await startServer({ now: clock.now });
  const pair = await pairAsked(server);
  clock.pass(60_000);
  await pair.one.does({ type: 'beat', ask: pair.ask, beat: 1, heard: true });
  await pair.one.does({ type: 'pause' });
  clock.pass(600_000);
  await pair.one.does({ type: 'resume' });
  clock.pass(30_000);
  await playOn(pair);
  const [round] = (await reportOf(pair.second, pair.room)).rounds;
  expect(round?.running.map(({ from, to }) => to - from)).toEqual([60_000, 30_000]);
  expect(round?.elapsedMs).toBe(90_000);
  expect(round?.asks[0]).toMatchObject({ clockAt: 0, rungs: 3 });
  expect(round?.asks[0]?.beats.map(({ lesson }) => lesson)).toEqual([
    'thinking-aloud',
    'thinking-aloud',
    'answer-structure',
  ]);
  const markdown = (await pair.second.get(`/api/rooms/${pair.room}/report.md`)).text;
  expect(markdown).toContain('### Beats heard and missed');
  expect(markdown).toContain('1 of 3 beats heard');
  expect(markdown).toContain('### Order of the answer outline');
});

test('[PIC-9] [PROG-5] who wrote when is told from the log of the sheets', async () => {
  const server = await startServer();
  const pair = await pairAsked(server);
  const [mine, theirs] = [await pair.first.write(pair.sheet), await pair.second.write(pair.sheet)];
  theirs.doc.getText('frame/decision').insert(0, 'a queue');
  theirs.code.insert(0, '?');
  await until(() => expect(mine.code.toString()).toMatch(/^\?/));
  mine.code.insert(0, '!');
  await until(() => expect(theirs.code.toString()).toMatch(/^!/));
  await pair.one.does({ type: 'hint', ask: pair.ask, rung: 0, how: 'spoken' });
  await playOn(pair);
  const [ask] = (await reportOf(pair.second, pair.room)).rounds[0]?.asks ?? [];
  expect(Object.keys(ask?.figures?.frame ?? {})).toEqual(['decision']);
  const { rounds } = (await progressOf(pair.first)).growth;
  expect(rounds).toMatchObject([{ hints: 1, early: 1, edits: { interviewer: 1, candidate: 2 } }]);
  expect(rounds[0]?.quiets?.length).toBe(1);
});

test('[PIC-10] last time is the session before with the same candidate in which the reader took part', async () => {
  const clock = new TestClock();
  const server = await startServer({ now: clock.now });
  const pair = await pairIn(server);
  await playAll(pair);
  const startedAt = new Date(clock.time).toISOString();
  clock.pass(WEEK);
  const next = await again(pair);
  await playAll(next);
  clock.pass(WEEK);

  const lastTimes = ({ rounds }: Report) => rounds.map(({ lastTime }) => lastTime);
  expect(lastTimes(await reportOf(pair.first, pair.room))).toEqual([undefined, undefined]);
  for (const who of [pair.first, pair.second]) {
    expect(lastTimes(await reportOf(who, next.room))).toEqual([
      { startedAt, levels: { 'thinking-aloud': 4, 'answer-structure': 2 } },
      { startedAt, levels: { 'tradeoff-language': 4, 'answer-structure': 2 } },
    ]);
  }

  const stranger = await peer(server, 'Third');
  const { room, secret } = await stranger.open({ preset: 'star', level: 'mid', topics: [], minutes: 25, rounds: 1 });
  await pair.second.join(room, secret);
  const [one, two] = [await stranger.connect(room), await pair.second.connect(room)];
  await one.sees((view) => view.peers.length === 2 && view.peers.every(({ connected }) => connected));
  await one.does({ type: 'begin' });
  await ask(one, 'one');
  await endAndSeal(one, two);
  await both('finish', one, two);
  await one.sees((view) => view.debrief?.revealedAt != null);
  expect(lastTimes(await reportOf(stranger, room))).toEqual([undefined]);
  expect(lastTimes(await reportOf(pair.second, room))).toMatchObject([{ levels: { 'thinking-aloud': 4 } }]);
});
