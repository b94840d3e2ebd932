/** The day of a session in everything that is taken away: the one where its reader is. */

import { expect, test } from 'vitest';
import { reportTitle } from '../../shared/report/forms.ts';
import type { Mine } from '../../shared/me/export.ts';
import type { Report } from '../../shared/report/report.ts';
import { peer } from '../support/peer.ts';
import { startServer, TestClock } from '../support/server.ts';
import { pairAsked, playOn } from './pair.ts';

/** 21:00 on 4 January in Los Angeles, 06:00 on 5 January in Berlin. */
const EVENING = Date.UTC(2026, 0, 5, 5);
const LOS_ANGELES = '?tz=America%2FLos_Angeles';

async function finished() {
  const clock = new TestClock();
  clock.time = EVENING;
  const server = await startServer({
    now: clock.now,
    client: async () => ({
      handler: (_request, _response, next) => next(),
      sessionPage: '<title><!--title--></title><!--plain--><!--parts-->',
    }),
  });
  const pair = await pairAsked(server);
  await playOn(pair);
  return pair;
}

test.each([
  [LOS_ANGELES, '2026-01-04'],
  ['?tz=Europe%2FBerlin', '2026-01-05'],
  ['', '2026-01-05'],
])('[DAY-1] [DAY-2] with %s all files and their names have the day %s', async (tz, day) => {
  const { first, room } = await finished();
  const take = async (path: string) => {
    const { status, headers, text } = await first.get(`${path}${tz}`);
    expect(status).toBe(200);
    return { name: headers.get('content-disposition'), text };
  };
  const [markdown, html, json, table, all] = await Promise.all([
    take(`/api/rooms/${room}/report.md`),
    take(`/api/rooms/${room}/report.html`),
    take(`/api/rooms/${room}/report.json`),
    take('/api/me/export.csv'),
    take('/api/me/export.json'),
  ]);
  expect([markdown, html, json].map(({ name }) => name)).toEqual(
    ['md', 'html', 'json'].map((ending) => `attachment; filename=practice-session-${day}.${ending}`),
  );
  expect([table, all].map(({ name }) => name)).toEqual(
    ['csv', 'json'].map((ending) => `attachment; filename=practice-room-${day}.${ending}`),
  );
  expect(markdown.text).toMatch(new RegExp(`^# Practice session of ${day}\n`));
  expect(html.text).toContain(`<title>Practice session of ${day}</title>`);
  expect(html.text).toContain(`<h1>Practice session of ${day}</h1>`);
  expect(reportTitle(JSON.parse(json.text) as Report)).toBe(`Practice session of ${day}`);
  expect(
    table.text
      .split('\r\n')
      .slice(1, -1)
      .every((row) => row.startsWith(`${day},`)),
  ).toBe(true);
  expect(JSON.parse(all.text) as Mine).toMatchObject({ exportedAt: '2026-01-05T05:00:00.000Z' });
});

test('[DAY-1] what is no time zone is refused, in each download', async () => {
  const { first, room } = await finished();
  for (const tz of ['Mars', '', 'x'.repeat(9_000), '%00', 'UTC&tz=UTC']) {
    for (const path of ['/api/me/export.csv', '/api/me/export.json', `/api/rooms/${room}/report.md`]) {
      const answer = await first.get(`${path}?tz=${tz}`);
      expect(answer).toMatchObject({ status: 400, json: { refusal: 'malformed' } });
    }
  }
});

test('[DAY-2] [ME-6] the table begins with the mark by which spreadsheets read accents', async () => {
  const server = await startServer();
  const zoe = await peer(server, 'Zoë');
  await zoe.open();
  const response = await fetch(`${server.url}/api/me/export.csv`, { headers: { cookie: zoe.cookie } });
  expect([...new Uint8Array(await response.arrayBuffer()).slice(0, 7)]).toEqual([
    ...[0xef, 0xbb, 0xbf],
    ...Buffer.from('date'),
  ]);
});
