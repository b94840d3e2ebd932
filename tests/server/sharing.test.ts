/** Reports shared by a link: who makes one, what it opens and nothing else, and that it ends at once. */

import { expect, onTestFinished, test } from 'vitest';
import { SHARE_HEADER, type ReportLinked } from '../../shared/api.ts';
import type { Timeline } from '../../shared/replay/timeline.ts';
import type { Report } from '../../shared/report/report.ts';
import { peer, request, type Peer, type Said } from '../support/peer.ts';
import { startServer, TestClock } from '../support/server.ts';
import { temporarySqlite } from '../support/stores.ts';
import { ask, both, endAndSeal, pairAsked, playOn, type Pair } from './pair.ts';

const ran = (asked: string) =>
  ({ type: 'ran', ask: asked, code: 'print(1)', outcome: 'finished', ms: 12, output: 'the run\n' }) as Said;

/** A session in its debrief, with a run and a note in it. */
async function debriefed(options: Parameters<typeof startServer>[0] = {}) {
  const server = await startServer(options);
  const pair = await pairAsked(server);
  await pair.two.does(ran(pair.ask));
  const run = pair.two.view.moments?.at(-1)?.moment ?? '';
  await pair.one.does({ type: 'note', text: 'a note of the interviewer' });
  await playOn(pair);
  return { server, pair, run };
}

async function agree({ one, two }: Pair): Promise<void> {
  await one.does({ type: 'share-report', agreed: true });
  await two.does({ type: 'share-report', agreed: true });
}

const link = (who: Peer, room: string) => who.post(`/api/rooms/${room}/share`);

async function secretOf(who: Peer, room: string): Promise<string> {
  const { status, json } = await link(who, room);
  expect(status).toBe(201);
  const [, secret = ''] = (json as ReportLinked).link.split('#');
  return secret;
}

/** As somebody without any identity. */
const read = (server: { url: string }, room: string, secret: string, path = 'report', method = 'GET') =>
  request(server, method, `/api/shared/${room}/${path}`, { headers: { [SHARE_HEADER]: secret } });

test('[LINK-1] a peer makes the link while both agree to share, and nobody else ever does', async () => {
  const { server, pair } = await debriefed({ publicUrl: 'https://practice.example.org' });
  const { room, first, second, one } = pair;
  expect(await link(first, room)).toMatchObject({ status: 409, json: { refusal: 'wrong-phase' } });
  await one.does({ type: 'share-report', agreed: true });
  expect((await link(first, room)).status).toBe(409);
  await agree(pair);
  const stranger = await peer(server, 'Third');
  expect(await link(stranger, room)).toMatchObject({ status: 403, json: { refusal: 'not-a-member' } });
  for (const who of [first, second]) {
    const { json } = await link(who, room);
    expect((json as ReportLinked).link).toMatch(new RegExp(`^https://practice\\.example\\.org/s/${room}#[\\w-]{43}$`));
    await one.sees((view) => view.debrief?.link?.by === who.id && view.debrief.link.at === (json as ReportLinked).at);
  }
});

test('[LINK-2] anybody who has it reads the report, its timelines and its texts without an identity', async () => {
  const { server, pair, run } = await debriefed();
  await agree(pair);
  const secret = await secretOf(pair.second, pair.room);
  const answer = await read(server, pair.room, secret);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  expect(answer.headers.get('set-cookie')).toBeNull();
  const own = (await pair.second.get(`/api/rooms/${pair.room}/report`)).json as Report;
  const { rounds, ...rest } = answer.json as Report;
  expect(rest).toEqual({ ...own, rounds: undefined });
  expect(rounds.map(({ lastTime: _lastTime, ...round }) => round)).toEqual(
    own.rounds.map(({ lastTime: _lastTime, ...round }) => round),
  );
  const timeline = (await read(server, pair.room, secret, 'timeline/1')).json as Timeline;
  expect(timeline.moments.map(({ moment }) => moment.kind)).toContain('note');
  expect((await read(server, pair.room, secret, `moments/${run}`)).json).toMatchObject({ output: 'the run\n' });
  const recording = await read(server, pair.room, secret, `recordings/${pair.sheet}`);
  expect(recording.headers.get('content-type')).toBe('application/octet-stream');
  expect((await read(server, pair.room, secret, 'recordings/nothing')).status).toBe(404);
  expect((await read(server, pair.room, secret, 'moments/nothing')).status).toBe(404);
  expect((await read(server, pair.room, secret, 'timeline/9')).status).toBe(404);
});

test('[LINK-3] the secret opens nothing else, and only a GET', async () => {
  const { server, pair, run } = await debriefed();
  await agree(pair);
  const { room } = pair;
  const secret = await secretOf(pair.first, room);
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    expect((await read(server, room, secret, 'report', method)).status).toBe(404);
  }
  const elsewhere = [
    ...['/api/me', '/api/rooms', `/api/rooms/${room}/report.json`, `/api/rooms/${room}/report.html`],
    ...[`/api/rooms/${room}/timeline/1`, `/api/rooms/${room}/moments/${run}`, `/api/rooms/${room}/cards`],
  ];
  for (const path of elsewhere) {
    const { status } = await request(server, 'GET', path, { headers: { [SHARE_HEADER]: secret } });
    // Nobody is known by it.
    const refused = path === '/api/me' ? [204] : [401, 404];
    expect(refused, `${path}: ${status}`).toContain(status);
  }
  const joined = await request(server, 'POST', `/api/rooms/${room}/join`, {
    body: { secret },
    headers: { cookie: (await peer(server, 'Third')).cookie },
  });
  expect(joined.status).toBe(403);
  // Nor does any other secret open the report.
  expect((await read(server, room, pair.secret)).status).toBe(404);
  expect((await request(server, 'GET', `/api/shared/${room}/report?secret=${secret}`)).status).toBe(404);
});

test('[LINK-4] either ends it at once, a new link ends the old one, and sharing again needs a new one', async () => {
  const sqlite = await temporarySqlite();
  onTestFinished(() => sqlite.dispose());
  const { server, pair } = await debriefed({ store: sqlite.store });
  const { room, first, second, one, two } = pair;
  const status = async (secret: string) => (await read(server, room, secret)).status;
  await agree(pair);
  const old = await secretOf(first, room);
  const current = await secretOf(second, room);
  expect([await status(old), await status(current)]).toEqual([404, 200]);
  await one.does({ type: 'share-report', agreed: false });
  expect(await status(current)).toBe(404);
  await two.sees((view) => view.debrief?.shared === false && view.debrief.link === undefined);
  await agree(pair);
  expect(await status(current)).toBe(404);
  const again = await secretOf(first, room);
  const connections = one.connections;
  await server.restart(() => sqlite.reopen());
  await one.returned(connections);
  expect([await status(again), await status(current)]).toEqual([200, 404]);
  await one.does({ type: 'share-report', agreed: false });
  expect(await status(again)).toBe(404);
});

test('[LINK-5] wrong secrets are answered alike and soon refused, and no secret reaches a log line', async () => {
  const { server, pair } = await debriefed();
  const { room, first } = pair;
  const before = await read(server, room, 'guess');
  await agree(pair);
  const secret = await secretOf(first, room);
  const wrong = [
    await read(server, room, 'guess'),
    await read(server, 'nothing', secret),
    await read(server, room, ''),
  ];
  for (const { status, json } of wrong) expect({ status, json }).toEqual({ status: before.status, json: before.json });
  for (let i = 0; i < 6; i++) expect((await read(server, room, `guess-${i}`)).status).toBe(404);
  expect(await read(server, room, 'guess')).toMatchObject({ status: 429, json: { refusal: 'too-fast' } });
  expect((await read(server, room, secret)).status).toBe(200);
  expect(server.log.join('\n')).not.toContain(secret);
  expect(await server.store.shareHash(room)).not.toContain(secret);
});

test('[LINK-6] a peer who took no part in a round shares none of it', async () => {
  const clock = new TestClock();
  const server = await startServer({ now: clock.now });
  const pair = await pairAsked(server);
  const { room, first, one, two } = pair;
  await endAndSeal(one, two);
  two.close();
  await one.sees((view) => view.peers.some(({ connected }) => !connected));
  clock.pass(6 * 60_000);
  await one.does({ type: 'remove-peer', peer: pair.second.id });
  const third = await peer(server, 'Third');
  const invite = (await first.post(`/api/rooms/${room}/invite`)).json as { invite: string };
  await third.join(room, invite.invite.split('#')[1]);
  const three = await third.connect(room);
  await both('swap', one, three);
  await ask(three, 'two');
  await endAndSeal(three, one);
  await both('finish', three, one);
  await one.sees((view) => view.debrief?.revealedAt != null);
  await agree({ ...pair, two: three });
  const rounds = async (secret: string) => ((await read(server, room, secret)).json as Report).rounds;
  for (const who of [first, third]) {
    const secret = await secretOf(who, room);
    expect((await rounds(secret)).map(({ round }) => round)).toEqual([2]);
    expect((await read(server, room, secret, 'timeline/1')).status).toBe(404);
    expect((await read(server, room, secret, `recordings/${pair.sheet}`)).status).toBe(404);
  }
});
