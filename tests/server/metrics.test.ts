/** What `/metrics` tells of the sheets, and what it must not tell of the interviewer. */

import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { LIMITS } from '../../shared/limits.ts';
import { CLOSE } from '../../shared/wire.ts';
import { request } from '../support/peer.ts';
import { startServer, until, type TestServer } from '../support/server.ts';
import { pairAsked } from './pair.ts';

/** Our own figures, by name and labels. */
async function figures(server: TestServer): Promise<Map<string, number>> {
  const { text } = await request({ url: await server.metricsUrl() }, 'GET', '/metrics');
  const lines = text.split('\n').filter((line) => line.startsWith('practice_room_'));
  return new Map(lines.map((line) => [line.slice(14, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
}

test('[SHEET-16] shows open sheets, sockets, updates and bytes, commits, the log and refusals by reason', async () => {
  const server = await startServer();
  const { first, second, sheet } = await pairAsked(server);
  expect((await figures(server)).get('open_sheets')).toBe(0);
  const mine = await first.write(sheet);
  const theirs = await second.write(sheet);
  for (const letter of 'hello') mine.code.insert(0, letter);
  await until(() => expect(theirs.code.toString()).toContain('olleh'));
  const stranger = new WebSocket(`${server.url.replace('http', 'ws')}/yjs/${sheet}`);
  const code = await new Promise((closed) => stranger.once('close', closed));
  expect(code).toBe(CLOSE.noIdentity);
  const tap = second.watch(sheet);
  await until(() => expect(tap.frames).not.toEqual([]));
  tap.send(Uint8Array.of(42));
  await until(() => expect(tap.code).toBe(CLOSE.malformed));
  const large = second.watch(sheet);
  await until(() => expect(large.frames).not.toEqual([]));
  large.send(new Uint8Array(LIMITS.frame + 1));
  await until(() => expect(large.code).toBe(CLOSE.frameTooLarge));

  const now = await figures(server);
  const of = (name: string) => now.get(name) ?? 0;
  expect(of('open_sheets')).toBe(1);
  expect(of('sheet_connections')).toBe(2);
  expect(of('room_sockets')).toBe(2);
  expect(of('sheet_updates_stored_total')).toBe(5);
  expect(of('sheet_updates_relayed_total')).toBe(5);
  expect(of('sheet_updates_waiting')).toBe(0);
  expect(of('sheet_log_bytes_total')).toBeGreaterThan(5 * 10);
  expect(of('sheet_received_bytes_total')).toBeGreaterThan(of('sheet_log_bytes_total'));
  expect(of('sheet_sent_bytes_total')).toBeGreaterThan(of('sheet_log_bytes_total'));
  expect(of('sheet_commit_seconds_count')).toBeGreaterThan(0);
  expect(of('sheet_commit_seconds_count')).toBeLessThanOrEqual(5);
  expect(of('sheet_commit_seconds_bucket{le="+Inf"}')).toBe(of('sheet_commit_seconds_count'));
  for (const reason of ['noIdentity', 'malformed', 'frameTooLarge'])
    expect(of(`sheet_refused_total{reason="${reason}"}`)).toBe(1);
});

test('[SHEET-16] [VIEW-3] none of our figures changes when the interviewer taps, notes or hints', async () => {
  const server = await startServer();
  const { one, ask } = await pairAsked(server);
  const before = await figures(server);
  await one.does({ type: 'beat', ask, beat: 0, heard: true });
  await one.does({ type: 'hint', ask, rung: 0, how: 'spoken' });
  await one.does({ type: 'note', text: 'a note' });
  expect(await figures(server)).toEqual(before);
});
