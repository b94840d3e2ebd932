/** The room channel: Socket.IO sockets that are sent views and send commands. */

import type { Server as HttpServer } from 'node:http';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { Server, type Socket } from 'socket.io';
import { LIMITS } from '../../shared/limits.ts';
import { PROTOCOL, type Ack, type ClientToServer, type HttpRefusal, type ServerToClient } from '../../shared/wire.ts';
import { changesBetween } from '../../shared/room/changes.ts';
import type { PeerId, RoomId } from '../../shared/room/ids.ts';
import type { Shown } from '../../shared/room/kept.ts';
import { roleOf, whyNoMember } from '../../shared/room/permissions.ts';
import type { Identities } from '../identity.ts';
import type { OriginCheck } from '../origin.ts';
import { RefusedError, UNAVAILABLE } from '../refused.ts';
import type { LiveRoom } from './live-room.ts';
import { readCommand } from './command.ts';
import type { Rooms } from './rooms.ts';

/** The largest message that is read at all; what a command may hold is less, and is answered. */
const MAX_MESSAGE_BYTES = 1_000_000;

interface SocketData {
  room: RoomId;
  peer: PeerId;
  /** What this socket was shown last. */
  shown?: Shown;
}
type RoomSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;

export interface GatewayDeps {
  http: HttpServer;
  rooms: Rooms;
  identities: Identities;
  originAllowed: OriginCheck;
  now: () => number;
  /** A reload is no absence: only who stays away this long has left, in ms. */
  graceMs: number;
  /** Told of every refused command. */
  onRefused: (refusal: HttpRefusal) => void;
  onFault: (error: unknown) => void;
}

export interface Gateway {
  /** Tells every socket that the server goes down. */
  drain(): void;
  close(): Promise<void>;
  sockets(): number;
  /** Ends every socket of somebody, some of whose devices are signed out: the others come back by themselves. */
  readmit(peer: PeerId): void;
}

export function createGateway(deps: GatewayDeps): Gateway {
  const { http, originAllowed } = deps;
  const io = new Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>(http, {
    serveClient: false,
    destroyUpgrade: false,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    pingInterval: 10_000,
    pingTimeout: 10_000,
    allowRequest: (request, done) => done(null, originAllowed(request.headers)),
  });
  const sockets = new RoomSockets(deps);
  const limiter = new RateLimiterMemory({
    points: LIMITS.commandBurst,
    duration: LIMITS.commandBurst / LIMITS.commandsPerSecond,
  });
  io.use((socket, next) => {
    admit(socket, deps, sockets).then(
      () => next(),
      (error: unknown) => next(handshakeError(error, deps)),
    );
  });
  io.on('connection', (socket) => {
    listen(socket, limiter, deps);
    sockets.enter(socket).catch((error: unknown) => {
      deps.onFault(error);
      socket.disconnect(true);
    });
  });
  return {
    sockets: () => io.engine.clientsCount,
    readmit(peer) {
      for (const socket of sockets.of(peer)) socket.disconnect(true);
    },
    drain: () => void io.emit('draining'),
    async close() {
      sockets.close();
      await io.close();
    },
  };
}

/** The sockets of each room: each is sent what changes for its peer, and a peer without one has left. */
class RoomSockets {
  readonly #deps: GatewayDeps;
  readonly #byRoom = new Map<RoomId, Set<RoomSocket>>();
  readonly #release: () => void;
  /** Who is cut off by the end of the server has not left: the next start notes who is not back. */
  #closing = false;

  constructor(deps: GatewayDeps) {
    this.#deps = deps;
    this.#release = deps.rooms.subscribe((room) => {
      for (const socket of this.in(room.state.room)) this.#update(socket, room);
    });
  }

  in(room: RoomId): Iterable<RoomSocket> {
    return this.#byRoom.get(room) ?? [];
  }

  of(peer: PeerId): RoomSocket[] {
    return [...this.#byRoom.values()].flatMap((sockets) => [...sockets].filter(({ data }) => data.peer === peer));
  }

  async enter(socket: RoomSocket): Promise<void> {
    const { rooms } = this.#deps;
    const { room: id, peer } = socket.data;
    const sockets = this.#byRoom.get(id) ?? new Set();
    this.#byRoom.set(id, sockets.add(socket));
    socket.on('disconnect', () => this.#leave(socket));
    await rooms.arrived(id, peer);
    const room = await rooms.open(id);
    // The arrival was told to every socket of the room, this one among them, unless it changed nothing.
    if (room && !socket.data.shown) this.#update(socket, room);
  }

  #leave(socket: RoomSocket): void {
    const { room, peer } = socket.data;
    const sockets = this.#byRoom.get(room);
    sockets?.delete(socket);
    if (sockets?.size === 0) this.#byRoom.delete(room);
    this.#noteAbsence(room, peer);
  }

  /** An absence that cannot be stored now is noted later: the other peer must not wait for somebody who is gone. */
  #noteAbsence(room: RoomId, peer: PeerId): void {
    const { rooms, graceMs, onFault } = this.#deps;
    setTimeout(() => {
      if (this.#closing || [...this.in(room)].some(({ data }) => data.peer === peer)) return;
      rooms.departed(room, peer).catch((error: unknown) => {
        onFault(error);
        if (!(error instanceof RefusedError)) this.#noteAbsence(room, peer);
      });
    }, graceMs).unref();
  }

  #update(socket: RoomSocket, room: LiveRoom): void {
    const { peer, shown } = socket.data;
    if (roleOf(room.state, peer) === null) return void socket.disconnect(true);
    if (room.seqFor(peer) !== shown?.view.seq) this.#send(socket, room);
  }

  #send(socket: RoomSocket, room: LiveRoom): void {
    const { rooms, now } = this.#deps;
    const { peer, shown: before } = socket.data;
    const shown = room.show(peer, now(), rooms.connected(room.state.room), before);
    socket.data.shown = shown;
    if (before) socket.emit('changes', changesBetween(before.view, shown.view));
    else socket.emit('view', shown.view);
  }

  close(): void {
    this.#closing = true;
    this.#release();
  }
}

/** Answers each command of a socket, whatever happens to it. */
function listen(socket: RoomSocket, limiter: RateLimiterMemory, { rooms, onRefused, onFault }: GatewayDeps): void {
  async function answer(raw: unknown): Promise<Ack> {
    const read = readCommand(raw);
    const within = await limiter.consume(socket.id).then(
      () => true,
      () => false,
    );
    if (!within) return TOO_FAST;
    return read.ok ? rooms.command(socket.data.room, read.command, socket.data.peer) : read;
  }

  socket.on('command', (raw: unknown, ack: unknown) => {
    if (typeof ack !== 'function') return;
    const answered = answer(raw).catch((error: unknown): Ack => {
      onFault(error);
      return { ok: false, ...UNAVAILABLE };
    });
    void answered.then((sent) => {
      if (!sent.ok) onRefused(sent.refusal);
      if (!sent.ok && sent.refusal === 'not-a-member') socket.disconnect(true);
      ack(sent);
    });
  });
}

const TOO_FAST: Ack = {
  ok: false,
  refusal: 'too-fast',
  message: `At most ${LIMITS.commandsPerSecond} commands a second. Wait a moment and try again.`,
};

/** @throws RefusedError for who may not enter */
async function admit(socket: RoomSocket, { identities, rooms }: GatewayDeps, sockets: RoomSockets): Promise<void> {
  const me = await identities.identify(socket.handshake.headers.cookie);
  if (!me) throw new RefusedError('no-identity', 'Enter your name first: the server does not know this browser.');
  const { room: id, protocol } = socket.handshake.auth as Record<string, unknown>;
  if (typeof id !== 'string') throw new RefusedError('malformed', 'auth.room: the handshake names the room.');
  if (protocol !== PROTOCOL) {
    throw new RefusedError('stale', 'This page is older than the server. Reload it.');
  }
  const room = await rooms.demand(id);
  if (roleOf(room.state, me.peer) === null) throw new RefusedError('not-a-member', whyNoMember(room.state, me.peer));
  const mine = [...sockets.in(id)].filter(({ data }) => data.peer === me.peer);
  if (mine.length >= LIMITS.socketsPerPeer) {
    throw new RefusedError(
      'too-fast',
      `This room is open in ${LIMITS.socketsPerPeer} of your tabs already. Close one.`,
    );
  }
  socket.data.room = id;
  socket.data.peer = me.peer;
}

function handshakeError(error: unknown, { onFault }: GatewayDeps): Error {
  const refused = error instanceof RefusedError ? error.toJSON() : UNAVAILABLE;
  if (!(error instanceof RefusedError)) onFault(error);
  return Object.assign(new Error(refused.message), { data: refused });
}
