/**
 * The room's line over real sockets: commands survive a lost connection, views are whole whatever was sent, refusals
 * are told apart.
 */

import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { connect, type Connection, type Status } from '../../client/room/connection.ts';
import type { Ack, ClientCommand, ClientToServer, Refused, ServerToClient } from '../../shared/wire.ts';
import { changesBetween } from '../../shared/room/changes.ts';
import { DEFAULT_PLAN } from '../../shared/room/plan.ts';
import type { RoomView } from '../../shared/room/roomview.ts';

type ServerSocket = Socket<ClientToServer, ServerToClient>;

let http: HttpServer;
let io: Server<ClientToServer, ServerToClient>;
let sockets: ServerSocket[];
let heard: ClientCommand[];
/** What the server does with a command. */
let answer: (command: ClientCommand, ack: (answer: Ack) => void) => void;
/** What the server's handshake says. */
let refusal: Refused | null;
/** The view that a connection begins with. */
let begins: RoomView | null;
let opened: Connection[];

beforeEach(async () => {
  [sockets, heard, opened, refusal, begins] = [[], [], [], null, null];
  answer = (_, ack) => ack({ ok: true, seq: heard.length });
  http = createServer();
  io = new Server(http, { destroyUpgrade: false });
  io.use((socket, next) => {
    if (!refusal) return next();
    next(Object.assign(new Error(refusal.message), { data: refusal }));
  });
  io.on('connection', (socket) => {
    sockets.push(socket);
    if (begins) socket.emit('view', begins);
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
  const views: RoomView[] = [];
  const { port } = http.address() as AddressInfo;
  const connection = connect({
    room: 'r1',
    url: `http://127.0.0.1:${port}`,
    onView: (view) => views.push(view),
    onStatus: (status, refused) => {
      statuses.push(status);
      if (refused) refusals.push(refused);
    },
  });
  opened.push(connection);
  return { connection, statuses, refusals, views };
}

const begin = (id: string): ClientCommand => ({ id, type: 'begin' });

test('a command sent before the connection is open is answered once it is', async () => {
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

const viewAt = (seq: number, name = 'Noor'): RoomView => ({
  room: 'r1',
  seq,
  phase: 'lobby',
  me: { peer: 'p1', name, seat: 'candidate' },
  peers: [{ peer: 'p1', name, seat: 'candidate', connected: true }],
  observers: [],
  observersAllowed: false,
  plan: DEFAULT_PLAN,
  clock: { elapsedMs: 0, totalMs: 1_500_000, running: false, sentAt: seq },
  proposals: [],
  asks: [],
  forms: [],
});

test('[VIEW-5] what changed is told as the whole view, in which the rest is the same objects', async () => {
  begins = viewAt(3);
  const { views } = open();
  await vi.waitFor(() => expect(views).toEqual([viewAt(3)]));
  sockets[0]?.emit('changes', changesBetween(viewAt(3), viewAt(5, 'Noor K')));
  await vi.waitFor(() => expect(views.at(-1)).toEqual(viewAt(5, 'Noor K')));
  expect([views[1]?.plan === views[0]?.plan, views[1]?.peers === views[0]?.peers]).toEqual([true, false]);
});

test('[VIEW-6] changes that do not follow the last view are not shown: a new connection brings it whole', async () => {
  begins = viewAt(3);
  const { connection, views, statuses } = open();
  await vi.waitFor(() => expect(views).toHaveLength(1));
  begins = viewAt(8, 'Noor K');
  sockets[0]?.emit('changes', changesBetween(viewAt(6), viewAt(8, 'Noor K')));
  await vi.waitFor(() => expect(views.at(-1)).toEqual(viewAt(8, 'Noor K')), 5_000);
  expect(views).toHaveLength(2);
  expect(statuses).toEqual(['live', 'reconnecting', 'live']);
  expect(await connection.send(begin('c1'))).toEqual({ ok: true, seq: 1 });
});

test('[VIEW-6] changes that come before any view ask for it in the same way', async () => {
  const { views, connection } = open();
  await connection.send(begin('c1'));
  begins = viewAt(2);
  sockets[0]?.emit('changes', changesBetween(viewAt(1), viewAt(2)));
  await vi.waitFor(() => expect(views).toEqual([viewAt(2)]), 5_000);
});
