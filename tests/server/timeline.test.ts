/** `GET /api/rooms/:room/timeline/:round`: who gets it, from when on, and what is not in it. */

import { expect, onTestFinished, test } from 'vitest';
import type { Timeline } from '../../shared/replay/timeline.ts';
import { peer, type Peer } from '../support/peer.ts';
import { startServer, TestClock } from '../support/server.ts';
import { temporarySqlite } from '../support/stores.ts';
import { both, endAndSeal, pairAsked, playOn, sealForm } from './pair.ts';

const pathOf = (room: string, round: number | string = 1) => `/api/rooms/${room}/timeline/${round}`;

async function timelineOf(who: Peer, room: string, round = 1): Promise<Timeline> {
  const { status, json } = await who.get(pathOf(room, round));
  expect(status).toBe(200);
  return json as Timeline;
}

const kindsOf = ({ moments }: Timeline) => moments.map(({ moment }) => moment.kind);

test('[REPLAY-8] the timeline of a round is for its two peers, once it has ended', async () => {
  const server = await startServer();
  const { room, secret, first, second, one, two } = await pairAsked(server);
  const stranger = await peer(server, 'Stranger');
  for (const tab of [one, two]) await tab.does({ type: 'allow-observers', agreed: true });
  const watcher = await peer(server, 'Watcher');
  expect((await watcher.join(room, secret)).status).toBe(200);
  const answers = async (path: string) =>
    Promise.all([first, second, watcher, stranger].map(async (who) => (await who.get(path)).status));
  expect(await answers(pathOf(room))).toEqual([409, 409, 403, 403]);
  await one.does({ type: 'end-round' });
  expect(await answers(pathOf(room))).toEqual([200, 200, 403, 403]);
  for (const none of [2, 0, 'x', '1.0']) expect(await answers(pathOf(room, none))).toEqual([404, 404, 403, 403]);
  expect((await first.get(pathOf('nowhere'))).status).toBe(404);
  expect((await first.request('GET', pathOf(room), undefined, { cookie: '' })).status).toBe(401);
});

test('[REPLAY-8] in feedback nobody is told of the other’s moments, after the reveal both of all', async () => {
  const clock = new TestClock();
  const server = await startServer({ now: clock.now });
  const { room, first, second, one, two, ask } = await pairAsked(server);
  clock.pass(1_000);
  await one.does({ type: 'beat', ask, beat: 0, heard: true });
  await one.does({ type: 'hint', ask, rung: 0, how: 'spoken' });
  await one.does({ type: 'hint', ask, rung: 1, how: 'sent' });
  await one.does({ type: 'note', text: 'CANARY of the interviewer' });
  await two.does({ type: 'note', text: 'CANARY of the candidate' });
  clock.pass(1_000);
  await one.does({ type: 'end-round' });
  expect(kindsOf(await timelineOf(first, room))).toEqual(['ask', 'beat', 'hint', 'hint', 'note']);
  expect(kindsOf(await timelineOf(second, room))).toEqual(['ask', 'hint', 'note']);
  const texts = async () => [(await first.get(pathOf(room))).text, (await second.get(pathOf(room))).text];
  const known = ([ofFirst = '', ofSecond = '']: string[]) => [
    ofFirst.includes('CANARY of the candidate'),
    ofSecond.includes('CANARY of the interviewer'),
  ];
  expect(known(await texts())).toEqual([false, false]);
  await sealForm(one);
  await sealForm(two);
  expect(known(await texts())).toEqual([false, false]);
  await both('finish', one, two);
  await one.sees((view) => view.debrief?.revealedAt != null);
  expect(known(await texts())).toEqual([true, true]);
  const [ofFirst, ofSecond] = [await timelineOf(first, room), await timelineOf(second, room)];
  expect(kindsOf(ofSecond)).toEqual(['ask', 'beat', 'hint', 'hint', 'note', 'note']);
  expect(ofFirst).toEqual(ofSecond);
});

test('[REPLAY-7] a timeline is the same after a restart, with both rounds', async () => {
  const clock = new TestClock();
  const sqlite = await temporarySqlite();
  onTestFinished(() => sqlite.dispose());
  const server = await startServer({ store: sqlite.store, now: clock.now });
  const pair = await pairAsked(server);
  const { room, first, second, one, two } = pair;
  clock.pass(20_000);
  await two.does({ type: 'pause' });
  clock.pass(30_000);
  await one.does({ type: 'note', text: 'while it was paused' });
  await two.does({ type: 'resume' });
  clock.pass(10_000);
  await playOn(pair);
  const all = async () => Promise.all([1, 2].map(async (round) => timelineOf(first, room, round)));
  const before = await all();
  expect(before.map(({ seats }) => seats)).toEqual([
    { interviewer: first.id, candidate: second.id },
    { interviewer: second.id, candidate: first.id },
  ]);
  expect(before[0]?.running.map(({ from, to }) => to - from)).toEqual([20_000, 10_000]);
  expect(before[0]?.moments.map(({ at, moment }) => [at - (before[0]?.startedAt ?? 0), moment.at])).toEqual([
    [0, 0],
    [50_000, 20_000],
  ]);
  await server.restart(() => sqlite.reopen());
  expect(await all()).toEqual(before);
});

test('[REPLAY-8] who took the seat of somebody removed has no part in the rounds before', async () => {
  const clock = new TestClock();
  const server = await startServer({ now: clock.now });
  const pair = await pairAsked(server);
  const { room, first, second, one, two } = pair;
  await endAndSeal(one, two);
  two.close();
  await one.sees((view) => view.peers.some(({ connected }) => !connected));
  clock.pass(5 * 60_000);
  await one.does({ type: 'remove-peer', peer: second.id });
  const third = await peer(server, 'Third');
  const { json } = await first.post(`/api/rooms/${room}/invite`);
  expect((await third.join(room, (json as { invite: string }).invite.split('#')[1])).status).toBe(200);
  expect((await third.get(pathOf(room))).json).toMatchObject({ refusal: 'not-a-member' });
  expect((await second.get(pathOf(room))).json).toMatchObject({ refusal: 'not-a-member' });
  expect(kindsOf(await timelineOf(first, room))).toEqual(['ask']);
});
