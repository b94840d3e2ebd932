/** From one session to the next over real sockets: the promise, what was made of comments, and letting others read. */

import { expect, onTestFinished, test } from 'vitest';
import type { RoomSummary } from '../../shared/api.ts';
import type { Report } from '../../shared/report/report.ts';
import { startServer } from '../support/server.ts';
import { PLAN } from '../support/session.ts';
import { temporarySqlite } from '../support/stores.ts';
import { ask, both, endAndSeal, pairAsked, playOn, sealForm } from './pair.ts';

async function onSqlite() {
  const sqlite = await temporarySqlite();
  onTestFinished(() => sqlite.dispose());
  const server = await startServer({ store: sqlite.store });
  return { server, restart: () => server.restart(() => sqlite.reopen()) };
}

test('[PROM-1] [PROM-3] [PROM-4] a promise opens the next session; the report has its answer', async () => {
  const { server, restart } = await onSqlite();
  const pair = await pairAsked(server, { ...PLAN, rounds: 1 });
  await endAndSeal(pair.one, pair.two);
  await both('finish', pair.one, pair.two);
  const promise = { lesson: 'tradeoff-language', text: 'name the price "of it" 🤔' } as const;
  await pair.two.does({ type: 'promise', ...promise });

  const { room } = (await pair.first.post('/api/rooms', { again: pair.room })).json as { room: string };
  const [one, two] = [await pair.first.connect(room), await pair.second.connect(room)];
  await one.sees((view) => view.peers.every(({ connected }) => connected));
  await one.does({ type: 'begin' });
  for (const tab of [one, two]) await tab.sees((view) => view.round?.promise?.text === promise.text);
  await pair.two.does({ type: 'promise', lesson: 'thinking-aloud', text: 'too late for this round' });

  await restart();
  for (const tab of [one, two]) expect((await tab.returned(1)).round?.promise).toEqual(promise);
  await ask(one, 'two');
  await one.does({ type: 'end-round' });
  await sealForm(one);
  await sealForm(two);
  await both('finish', one, two);
  const read = (await pair.second.get(`/api/rooms/${room}/report`)).json as Report;
  expect(read.rounds[0]?.promise).toEqual({ ...promise, kept: 'partly' });
  const { rooms } = (await pair.second.get('/api/rooms')).json as { rooms: RoomSummary[] };
  expect(rooms.map((each) => each.kept)).toEqual(['partly', undefined]);
  expect((await pair.first.get('/api/rooms')).text).not.toContain('partly');
  const markdown = await pair.first.get(`/api/rooms/${room}/report.md`);
  expect(markdown.text).toContain('First: kept in part.');
});

test('[MARK-1] [MARK-3] [CMD-1] a mark is kept over a restart, and reaches the other at once', async () => {
  const { server, restart } = await onSqlite();
  const pair = await pairAsked(server);
  const { room, first, one, two } = pair;
  await playOn(pair);
  const mark = { id: 'm', type: 'mark-comment', round: 1, about: 'thinking-aloud', mark: 'will-do', on: true } as const;
  for (let times = 0; times < 2; times++) await two.does(mark);
  await one.sees((view) => view.debrief?.marks.length === 1);
  await restart();
  expect((await two.returned(1)).debrief?.marks).toMatchObject([{ mark: 'will-do' }]);
  const read = (await first.get(`/api/rooms/${room}/report`)).json as Report;
  expect(read.rounds.map(({ marks }) => marks)).toEqual([
    [{ about: 'thinking-aloud', by: pair.second.id, mark: 'will-do' }],
    [],
  ]);
  expect((await first.get(`/api/rooms/${room}/report.md`)).text).toContain('Second will do this.');
});

test('[SHARE-1] [SHARE-2] both let it be shared, one ends it', async () => {
  const server = await startServer();
  const pair = await pairAsked(server);
  const { one, two } = pair;
  await playOn(pair);
  await one.does({ type: 'share-report', agreed: true });
  await two.sees((view) => view.proposals.some(({ kind }) => kind === 'share-report'));
  await two.does({ type: 'share-report', agreed: true });
  await one.sees((view) => view.debrief?.shared === true && view.proposals.length === 0);
  await one.does({ type: 'share-report', agreed: false });
  await two.sees((view) => view.debrief?.shared === false);
});
