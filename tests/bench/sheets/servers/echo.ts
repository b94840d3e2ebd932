/**
 * The floor of the room channel: answers each command, and sends both sockets of its room a view that is ready made. It
 * decides and stores nothing.
 */

import { createServer } from 'node:http';
import { Server, type Socket } from 'socket.io';

/** Bytes of a view of ours, as JSON, with a card and its guide and few moments. */
const VIEW_BYTES = 7_000;

const MOMENT = { moment: 'V1StGXR8_Z5jdHi6B-myT', kind: 'note', clockAt: 123_456, by: 'interviewer', text: 'says why' };
const MOMENTS = Math.floor(VIEW_BYTES / (JSON.stringify(MOMENT).length + 1));
const view = (seq: number) => ({ seq, moments: Array.from({ length: MOMENTS }, () => MOMENT) });

interface Messages {
  view(view: object): void;
  command(command: unknown, ack: (answer: { ok: true; seq: number }) => void): void;
}

const http = createServer();
const io = new Server<Messages, Messages>(http, { serveClient: false });
const rooms = new Map<string, Set<Socket<Messages, Messages>>>();
let seq = 0;

io.on('connection', (socket) => {
  const { room } = socket.handshake.auth as { room: string };
  const sockets = rooms.get(room) ?? new Set();
  rooms.set(room, sockets.add(socket));
  socket.emit('view', view(0));
  socket.on('command', (_command, ack) => {
    seq++;
    // One for each, since two people never see the same.
    for (const each of sockets) each.emit('view', view(seq));
    ack({ ok: true, seq });
  });
  socket.on('disconnect', () => {
    sockets.delete(socket);
    if (sockets.size === 0) rooms.delete(room);
  });
});

http.listen(Number(process.env['PORT']), '127.0.0.1');
