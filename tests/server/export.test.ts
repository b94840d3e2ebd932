/** Taking your own data away over HTTP: whose it is, in which form, and how often. */

import { expect, test } from 'vitest';
import type { Mine } from '../../shared/me/export.ts';
import { peer, request } from '../support/peer.ts';
import { startServer } from '../support/server.ts';
import { endAndSeal, pairAsked, playOn } from './pair.ts';

test('[ME-6] each peer takes away their own sessions and cards, as a file', async () => {
  const server = await startServer();
  const pair = await pairAsked(server);
  await pair.one.does({ type: 'note', text: 'note of First' });
  await playOn(pair);
  const { headers, json } = await pair.first.get('/api/me/export.json');
  expect(headers.get('content-disposition')).toMatch(/^attachment; filename=practice-room-\d{4}-\d\d-\d\d\.json$/);
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  const mine = json as Mine;
  expect(mine).toMatchObject({ name: 'First', sessions: [{ room: pair.room, with: ['Second'] }] });
  expect(mine.sessions[0]?.rounds.map(({ seat }) => seat)).toEqual(['interviewer', 'candidate']);
  expect(mine.cards.map(({ card, how }) => [card, how])).toEqual([
    ['one', 'interviewed'],
    ['two', 'asked'],
  ]);
  expect((await pair.second.get('/api/me/export.json')).text).not.toContain('note of First');
  const csv = await pair.first.get('/api/me/export.csv');
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(csv.headers.get('content-disposition')).toMatch(/\.csv$/);
  expect(csv.text.split('\r\n')[0]).toBe(
    'date,room,with,round,seat,lesson,self,peer,where,happened,instead,' +
      'promise_before,promise_kept,promise_lesson,promise',
  );
});

test('[ME-6] [VIEW-1] a form that is sealed and not revealed is in nobody else’s file', async () => {
  const server = await startServer();
  const { first, second, one, two } = await pairAsked(server);
  await one.does({ type: 'note', text: 'CANARY-NOTE' });
  await endAndSeal(one, two);
  for (const path of ['/api/me/export.json', '/api/me/export.csv']) {
    const { text } = await second.get(path);
    expect(text).not.toContain('CANARY');
    expect(text).not.toMatch(/scoredByPeer|answersAboutMe/);
  }
  expect((await first.get('/api/me/export.json')).text).toContain('CANARY-NOTE');
});

test('[ME-6] strangers get nothing, and twenty files a minute are enough', async () => {
  const server = await startServer();
  expect((await request(server, 'GET', '/api/me/export.json')).status).toBe(401);
  const first = await peer(server, 'First');
  for (let i = 0; i < 20; i++) expect((await first.get('/api/me/export.csv')).status).toBe(200);
  expect((await first.get('/api/me/export.csv')).status).toBe(429);
});
