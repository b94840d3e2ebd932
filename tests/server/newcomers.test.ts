/** Connections that say nothing: how many there can be, and for how long. */

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { request } from '../support/peer.ts';
import { startServer, until, type TestServer } from '../support/server.ts';
import { pairAsked } from './pair.ts';

/** A bare connection; resolves once it is there. @param says what it sends, if anything */
async function silent({ url }: TestServer, says = ''): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  if (says !== '') socket.write(says);
  return socket.resume();
}

test(
  '[SILENT-1] newcomers get in beside 1,100 silent connections of their own address',
  { timeout: 30_000 },
  async () => {
    const server = await startServer();
    const { first, room, one } = await pairAsked(server);
    const crowd: Socket[] = [];
    for (let i = 0; i < 11; i++) crowd.push(...(await Promise.all(Array.from({ length: 100 }, () => silent(server)))));
    const open = () => crowd.filter(({ closed }) => !closed);
    await until(() => expect(open().length).toBeLessThanOrEqual(100));
    expect(crowd[0]?.closed, 'the oldest goes first').toBe(true);
    expect((await request(server, 'GET', '/healthz')).status).toBe(200);
    await first.connect(room);
    await one.does({ type: 'pause' });
  },
);

test('[SILENT-2] a client that says nothing, or begins and does not go on, is cut off, and nobody else', async () => {
  const server = await startServer({ silentMs: 250 });
  const { second, room, sheet, one } = await pairAsked(server);
  const tap = second.watch(sheet);
  const upgraded = second.knock(room, { transports: ['polling', 'websocket'] });
  await until(() => expect(tap.text).toContain('# start of one'));
  await upgraded.sees(() => upgraded.socket.io.engine.transport.name === 'websocket');
  const host = `Host: ${new URL(server.url).host}\r\n`;
  const handshake = 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n';
  const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
  const quiet = await Promise.all(
    [
      '',
      'GET / HTTP/1.1\r\n',
      `GET /api/me HTTP/1.1\r\n${host}X: `,
      `POST /api/me HTTP/1.1\r\n${host}Content-Length: 20\r\n\r\n{`,
      `POST /api/me HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n5\r\n{`,
      `GET /yjs/${sheet} HTTP/1.1\r\n${host}${handshake}${key}\r\n`,
      `GET /yjs/${sheet} HTTP/1.1\r\n${host}${handshake}`,
    ].map((says) => silent(server, says)),
  );
  const roomless = new WebSocket(`${server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
  roomless.on('error', () => undefined);
  await Promise.all([...quiet.map((socket) => socket.closed || once(socket, 'close')), once(roomless, 'close')]);
  expect([tap.code, one.closed, upgraded.closed]).toEqual([null, null, null]);
  await one.does({ type: 'pause' });
  await upgraded.sees((view) => !view.clock.running);
});
