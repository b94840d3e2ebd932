/** The room's line over real sockets: commands survive a lost connection, refusals are told apart. */

import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { connect, type Connection, type Status } from '../../client/room/connection.ts';
import type { Ack, ClientToServer, Command, Refused, ServerToClient } from '../../shared/protocol.ts';

type ServerSocket = Socket<ClientToServer, ServerToClient>;

let http: HttpServer;
let io: Server<ClientToServer, ServerToClient>;
let sockets: ServerSocket[];
let heard: Command[];
/** What the server does with a command. */
let answer: (command: Command, ack: (answer: Ack) => void) => void;
/** What the server's handshake says. */
let refusal: Refused | null;
let opened: Connection[];

beforeEach(async () => {
  [sockets, heard, opened, refusal] = [[], [], [], null];
  answer = (_, ack) => ack({ ok: true, seq: heard.length });
  http = createServer();
  io = new Server(http, { destroyUpgrade: false });
  io.use((socket, next) => {
    if (!refusal) return next();
    next(Object.assign(new Error(refusal.message), { data: refusal }));
  });
  io.on('connection', (socket) => {
    sockets.push(socket);
    socket.on('command', (command, ack) => {
      heard.push(command);
      answer(command, ack);
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  for (const connection of opened) connection.close();
  await io.close();
});

function open() {
  const statuses: Status[] = [];
  const refusals: Refused[] = [];
  const { port } = http.address() as AddressInfo;
  const connection = connect({
    room: 'r1',
    url: `http://127.0.0.1:${port}`,
    onView: () => {},
    onStatus: (status, refused) => {
      statuses.push(status);
      if (refused) refusals.push(refused);
    },
  });
  opened.push(connection);
  return { connection, statuses, refusals };
}

const begin = (id: string): Command => ({ id, type: 'begin' });

test('a command sent before the line stands is answered once it does', async () => {
  const { connection } = open();
  expect(await connection.send(begin('c1'))).toEqual({ ok: true, seq: 1 });
  expect(heard).toEqual([begin('c1')]);
});

test('a command whose ack was lost is sent again under the same id, and answered once', async () => {
  answer = () => {};
  const { connection, statuses } = open();
  const ack = connection.send(begin('c1'));
  await vi.waitFor(() => expect(heard).toHaveLength(1));
  answer = (_, reply) => reply({ ok: true, seq: 7 });
  sockets[0]?.conn.close();
  expect(await ack).toEqual({ ok: true, seq: 7 });
  expect(heard.map((command) => command.id)).toEqual(['c1', 'c1']);
  expect(statuses).toEqual(['live', 'reconnecting', 'live']);
});

test('commands kept over a lost connection arrive in the order in which they were sent', async () => {
  const { connection } = open();
  await connection.send(begin('c1'));
  // A disconnect by the server itself, which socket.io-client would take as final.
  sockets[0]?.disconnect(true);
  const acks = await Promise.all(['c2', 'c3', 'c4'].map((id) => connection.send(begin(id))));
  expect(acks.every((ack) => ack.ok)).toBe(true);
  expect([...new Set(heard.map((command) => command.id))]).toEqual(['c1', 'c2', 'c3', 'c4']);
});

test('an answered command is not sent again after a reconnect', async () => {
  const { connection, statuses } = open();
  await connection.send(begin('c1'));
  sockets[0]?.conn.close();
  await vi.waitFor(() => expect(statuses).toEqual(['live', 'reconnecting', 'live']));
  await connection.send(begin('c2'));
  expect(heard.map((command) => command.id)).toEqual(['c1', 'c2']);
});

test.each(['not-a-member', 'not-found', 'stale', 'no-identity'] as const)(
  'a handshake refused as %s is final',
  async (why) => {
    refusal = { refusal: why, message: 'No.' };
    const { connection, statuses, refusals } = open();
    const ack = await connection.send(begin('c1'));
    expect(ack).toMatchObject({ ok: false, message: 'No.' });
    expect(statuses.at(-1)).toBe('refused');
    expect(refusals).toEqual([refusal]);
  },
);

test('a handshake refused for the moment is tried again', async () => {
  refusal = { refusal: 'unavailable', message: 'Starting.' };
  const { connection, statuses } = open();
  await vi.waitFor(() => expect(statuses).toContain('reconnecting'), 5_000);
  refusal = null;
  expect(await connection.send(begin('c1'))).toEqual({ ok: true, seq: 1 });
});

test('a peer whose right ends is disconnected, refused on return, and told so', async () => {
  const { connection, statuses, refusals } = open();
  await connection.send(begin('c1'));
  refusal = { refusal: 'not-a-member', message: 'You were removed.' };
  sockets[0]?.disconnect(true);
  await vi.waitFor(() => expect(refusals).toEqual([refusal]), 5_000);
  expect(statuses.at(-1)).toBe('refused');
});

test('closing answers what was still waiting', async () => {
  answer = () => {};
  const { connection } = open();
  const ack = connection.send(begin('c1'));
  await vi.waitFor(() => expect(heard).toHaveLength(1));
  connection.close();
  expect(await ack).toMatchObject({ ok: false, refusal: 'unavailable' });
});
