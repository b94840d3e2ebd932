/** The file that holds a finished session: who gets it, what it holds, and that what people typed stays text in it. */

import { gunzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { SESSION_PART, type SessionPart } from '../../shared/report/session-file.ts';
import { OWN_QUESTION } from '../support/cards.ts';
import { HOSTILE_MARKDOWN } from '../support/hostile-markdown.ts';
import { peer, type Said } from '../support/peer.ts';
import { startServer } from '../support/server.ts';
import { ask, both, endAndSeal, pairIn, playOn, sealForm } from './pair.ts';

const PAGE =
  '<!doctype html><title><!--title--></title><main><!--plain--></main>\n<!--parts-->\n<script>ours()</script>';

const start = () =>
  startServer({ client: async () => ({ handler: (_request, _response, next) => next(), sessionPage: PAGE }) });

const ran = (asked: string, code: string, output: string) =>
  ({ type: 'ran', ask: asked, code, outcome: 'finished', ms: 12, output }) as Said;

function partOf(html: string, name: string): Buffer {
  const found = new RegExp(`<script type="text/plain" data-part="${name}">([A-Za-z0-9+/=]+)</script>`).exec(html);
  return gunzipSync(Buffer.from(found?.[1] ?? '', 'base64'));
}

const sessionIn = (html: string) => JSON.parse(partOf(html, SESSION_PART).toString()) as SessionPart;

test('[FILE-1] after the reveal each peer gets the file with all that their report opens; nobody else', async () => {
  const server = await start();
  const pair = await pairIn(server);
  const { room, first, second, one, two } = pair;
  const path = `/api/rooms/${room}/report.html`;
  await one.does({ type: 'begin' });
  const { ask: asked } = await ask(one, 'one');
  await two.sees((view) => view.ask?.ask === asked);
  await two.does(ran(asked, 'print(1)', 'the first\n'));
  await two.does(ran(asked, 'print(2)', 'the second\n'));
  await one.does({ type: 'note', text: 'said it aloud' });
  expect((await first.get(path)).status).toBe(409);
  await playOn(pair);

  const stranger = await peer(server, 'Third');
  expect(await stranger.get(path)).toMatchObject({ status: 403, json: { refusal: 'not-a-member' } });
  for (const who of [first, second]) {
    const { status, headers, text } = await who.get(path);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename=practice-session-[\d-]{10}\.html$/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(text).toContain('said it aloud');
    const { report, texts } = sessionIn(text);
    expect(report).toEqual((await who.get(`/api/rooms/${room}/report.json`)).json);
    expect(Object.values(texts)).toEqual([
      { kind: 'run', code: 'print(1)', output: 'the first\n' },
      { kind: 'run', code: 'print(2)', output: 'the second\n' },
    ]);
  }
});

test('[FILE-2] what people typed is text in the file: it adds no element, no attribute and no address', async () => {
  const server = await start();
  const { room, first, second, one, two } = await pairIn(server, {
    ...{ preset: 'star', level: 'mid', topics: [], minutes: 25, rounds: 1 },
  });
  await first.request('PATCH', '/api/me', { name: '</title><script>alert(1)</script>' });
  await one.does({ type: 'begin' });
  const hostile = HOSTILE_MARKDOWN.join('\n\n');
  const breaking = '</script><!--<script>\u2028]]></main><!--parts--><img src=x onerror=alert(1)>$&$`';
  await one.does({ type: 'ask-own', own: { ...OWN_QUESTION, prompt: hostile, modelAnswer: hostile } });
  const { ask: asked } = await two.sees((view) => view.ask !== undefined).then(({ ask }) => ask ?? { ask: '' });
  await two.does(ran(asked, breaking, breaking));
  await one.does({ type: 'note', text: breaking });
  await one.does({ type: 'end-round' });
  await sealForm(one, breaking);
  await sealForm(two, hostile.slice(0, 2_000));
  await both('finish', one, two);
  await two.sees((view) => view.debrief?.revealedAt != null);
  await one.does({ type: 'promise', lesson: 'thinking-aloud', text: breaking });

  const { text } = await second.get(`/api/rooms/${room}/report.html`);
  const ours = new RegExp(
    '^(!doctype|title|main|script|h[1-5]|p|br|strong|em|del|code|pre|blockquote|ul|ol|li|hr|' +
      'table|thead|tbody|tr|t[hd])$',
  );
  const tags = [...text.matchAll(/<\/?([^\s>/]*)([^>]*)>/g)];
  expect(tags.filter(([, name = '']) => !ours.test(name)).map(([tag]) => tag)).toEqual([]);
  const attributes = new Set(tags.map(([, , rest = '']) => rest.trim()).filter((rest) => rest !== ''));
  expect(
    [...attributes].filter(
      (rest) => !/^(html|tabindex="0"|start="\d+"|type="text\/plain" data-part="[\w/-]+")$/.test(rest),
    ),
  ).toEqual([]);
  expect(text.match(/<script>.*?<\/script>/gs)).toEqual(['<script>ours()</script>']);
  expect(text).toContain('&lt;/script&gt;');
  const { report, texts } = sessionIn(text);
  expect(report.promises[0]?.text).toBe(breaking);
  expect(Object.values(texts)).toEqual([{ kind: 'run', code: breaking, output: breaking }]);
});

test('[FILE-1] the room is read once for all of it, however many rounds it had', async () => {
  const server = await start();
  const pair = await pairIn(server);
  await pair.one.does({ type: 'begin' });
  await ask(pair.one, 'one');
  await playOn(pair);
  const loads = vi.spyOn(server.store, 'loadRoom');
  const { text } = await pair.first.get(`/api/rooms/${pair.room}/report.html`);
  expect(sessionIn(text).timelines).toHaveLength(2);
  expect(loads).toHaveBeenCalledTimes(1);
});

test('[FILE-1] a server without the page of the file has no such path', async () => {
  const server = await startServer();
  const pair = await pairIn(server);
  await pair.one.does({ type: 'begin' });
  await ask(pair.one, 'one');
  await endAndSeal(pair.one, pair.two);
  expect((await pair.first.get(`/api/rooms/${pair.room}/report.html`)).status).toBe(404);
});
