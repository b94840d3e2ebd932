/** Rapid fire and questions of your own over the wire: who is sent what, and what is kept. */

import { expect, test } from 'vitest';
import type { DeckCard } from '../../shared/api.ts';
import { GUIDE_CANARY, OWN_QUESTION, rapidCard, TEST_CARDS } from '../support/cards.ts';
import { startServer } from '../support/server.ts';
import { both, pairIn, sealForm } from './pair.ts';

test('[RAPID-2] nothing that a candidate can fetch or is sent holds a question that was not asked', async () => {
  const server = await startServer({ cards: [...TEST_CARDS, rapidCard('rapid')] });
  const { room, first, second, one, two } = await pairIn(server);
  await one.does({ type: 'begin' });
  const asked = (await one.does({ type: 'ask', card: 'rapid' })).ask?.ask ?? '';
  await one.does({ type: 'question', ask: asked, index: 2 });
  await two.sees((view) => view.ask?.questions?.now?.index === 2);
  const again = await second.connect(room);
  const paths = [
    '/api/deck',
    '/api/deck/rapid',
    `/api/rooms/${room}/cards/rapid`,
    `/api/rooms/${room}/asks/${asked}/checks`,
  ];
  const answers = await Promise.all(paths.flatMap((path) => [second.get(path), second.post(path)]));
  const told = [...answers.map(({ text }) => text), ...two.packets, ...again.packets, ...server.log].join('\n');
  expect([...new Set(told.match(/QUESTION-\d/g))]).toEqual(['QUESTION-2']);
  expect((await first.get('/api/deck/rapid')).json as DeckCard).toMatchObject({
    questions: 8,
    prompt: 'Introduction of rapid.',
  });
  expect(one.packets.join()).toContain('QUESTION-7');
});

test('[OWN-3] a question of your own stays with its room over a restart, its guide with the interviewer', async () => {
  const server = await startServer();
  const { room, first, second, one, two } = await pairIn(server, {
    preset: 'star',
    level: 'mid',
    topics: [],
    minutes: 25,
    rounds: 1,
  });
  await one.does({ type: 'begin' });
  const own = { ...OWN_QUESTION, modelAnswer: `${GUIDE_CANARY} model answer` };
  const { card, sheet } = (await one.does({ type: 'ask-own', own })).ask ?? {};
  await two.sees((view) => view.ask?.title === OWN_QUESTION.title);
  const { code } = await second.write(sheet ?? '');
  expect(code.toString()).toBe(OWN_QUESTION.start);
  await one.does({ type: 'ask', card: 'one' });
  await server.restart(async () => server.store);
  const [firstAgain, secondAgain] = [await first.connect(room), await second.connect(room)];
  expect(secondAgain.view.asks[0]).toMatchObject({ title: OWN_QUESTION.title, prompt: OWN_QUESTION.prompt });
  expect((await first.post(`/api/rooms/${room}/cards/${card}`)).text).toContain(GUIDE_CANARY);
  expect((await second.post(`/api/rooms/${room}/cards/${card}`)).status).toBe(403);
  expect((await second.get(`/api/deck/${card}`)).status).toBe(404);
  expect([...two.packets, ...secondAgain.packets].join()).not.toContain(GUIDE_CANARY);
  await firstAgain.does({ type: 'end-round' });
  await sealForm(firstAgain);
  await sealForm(secondAgain);
  await both('finish', firstAgain, secondAgain);
  await secondAgain.sees((view) => view.debrief?.revealedAt != null);
  expect((await second.get(`/api/rooms/${room}/report.json`)).text).toContain(OWN_QUESTION.title);
});

test('[OWN-2] one that is too large is refused and changes nothing', async () => {
  const server = await startServer();
  const { one } = await pairIn(server);
  await one.does({ type: 'begin' });
  const { seq } = one.view;
  expect(await one.refusal({ type: 'ask-own', own: { ...OWN_QUESTION, title: 'x'.repeat(121) } })).toBe('malformed');
  expect(await one.refusal({ type: 'ask-own', own: { ...OWN_QUESTION, start: 'x'.repeat(70_000) } })).toBe('too-large');
  expect((await one.does({ type: 'ask', card: 'one' })).seq).toBe(seq + 1);
});
