/** The room channel: Socket.IO sockets that are sent views and send commands. */

import type { Server as HttpServer } from 'node:http';
import type { Socket as NetSocket } from 'node:net';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { Server, type Socket } from 'socket.io';
import { PROTOCOL, type Ack, type ClientToServer, type RefusalCode, type ServerToClient } from '../../shared/wire.ts';
import { LIMITS } from '../../shared/limits.ts';
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
  /** Its page says that its sheet has no connection. */
  sheetLost?: boolean;
}
type RoomSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;

export interface GatewayDeps {
  http: HttpServer;
  rooms: Rooms;
  identities: Identities;
  originCheck: OriginCheck;
  now: () => number;
  /** A reload is no absence: somebody has left only after this long without a socket, in ms. */
  graceMs: number;
  /** How long a socket may be without having entered a room, in ms. */
  silentMs: number;
  /** Told of the socket of somebody who was let in. */
  onKnown: (socket: NetSocket) => void;
  /** Told of every refused command. */
  onRefused: (refusal: RefusalCode) => void;
  onFault: (error: unknown) => void;
}

export class Gateway {
  readonly #deps: GatewayDeps;
  readonly #io: Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>;
  readonly #byRoom = new Map<RoomId, Set<RoomSocket>>();
  readonly #limiter = new RateLimiterMemory({
    points: LIMITS.commandBurst,
    duration: LIMITS.commandBurst / LIMITS.commandsPerSecond,
  });
  readonly #unsubscribe: () => void;
  /** People cut off because the server stops have not left: the next start notes who is not back. */
  #closing = false;

  constructor(deps: GatewayDeps) {
    this.#deps = deps;
    this.#io = new Server(deps.http, {
      serveClient: false,
      destroyUpgrade: false,
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
      pingInterval: 10_000,
      pingTimeout: 10_000,
      connectTimeout: deps.silentMs,
    });
    this.#io.use((socket, next) => {
      this.#admit(socket).then(
        () => next(),
        (error: unknown) => next(handshakeError(error, deps)),
      );
    });
    this.#io.on('connection', (socket) => this.#connected(socket));
    this.#unsubscribe = deps.rooms.subscribe((room) => {
      for (const socket of this.#socketsIn(room.state.room)) this.#update(socket, room);
    });
  }

  sockets(): number {
    return this.#io.engine.clientsCount;
  }

  /** Ends every socket of a peer some of whose devices were signed out: the others come back by themselves. */
  readmit(peer: PeerId): void {
    for (const socket of [...this.#byRoom.values()].flatMap((sockets) => [...sockets])) {
      if (socket.data.peer === peer) socket.disconnect(true);
    }
  }

  /** Tells every socket that the server shuts down. */
  drain(): void {
    this.#io.emit('draining');
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#unsubscribe();
    await this.#io.close();
  }

  #socketsIn(room: RoomId, of?: PeerId): RoomSocket[] {
    const sockets = [...(this.#byRoom.get(room) ?? [])];
    return of === undefined ? sockets : sockets.filter(({ data }) => data.peer === of);
  }

  /** @throws RefusedError for somebody who may not enter */
  async #admit(socket: RoomSocket): Promise<void> {
    const { identities, rooms, originCheck } = this.#deps;
    // Not in the upgrade: a browser cannot read why that was refused.
    const why = originCheck(socket.handshake.headers);
    if (why !== null) throw new RefusedError('foreign-origin', why);
    const me = await identities.identify(socket.handshake.headers.cookie);
    if (!me) throw new RefusedError('no-identity', 'Enter your name first: the server does not know this browser.');
    const { room: id, protocol } = socket.handshake.auth as Record<string, unknown>;
    if (typeof id !== 'string') throw new RefusedError('malformed', 'auth.room: the handshake names the room.');
    if (protocol !== PROTOCOL) {
      throw new RefusedError('stale', 'This page is older than the server. Reload it.');
    }
    const room = await rooms.demand(id);
    if (roleOf(room.state, me.peer) === null) throw new RefusedError('not-a-member', whyNoMember(room.state, me.peer));
    if (this.#socketsIn(id, me.peer).length >= LIMITS.socketsPerPeer) {
      throw new RefusedError(
        'too-fast',
        `This room is open in ${LIMITS.socketsPerPeer} of your tabs already. Close one.`,
      );
    }
    this.#deps.onKnown(socket.request.socket);
    socket.data.room = id;
    socket.data.peer = me.peer;
  }

  #connected(socket: RoomSocket): void {
    const { onFault, onRefused } = this.#deps;
    socket.on('command', (raw: unknown, ack: unknown) => {
      if (typeof ack !== 'function') return;
      this.#answer(socket, raw).then(
        (answered) => ack(answered),
        (error: unknown) => {
          onFault(error);
          onRefused('unavailable');
          ack({ ok: false, ...UNAVAILABLE });
        },
      );
    });
    socket.on('sheet', (lost: unknown) => this.#noteSheet(socket, lost === true));
    this.#enter(socket).catch((error: unknown) => {
      onFault(error);
      socket.disconnect(true);
    });
  }

  async #enter(socket: RoomSocket): Promise<void> {
    const { rooms } = this.#deps;
    const { room: id, peer } = socket.data;
    this.#byRoom.set(id, new Set(this.#socketsIn(id)).add(socket));
    socket.on('disconnect', () => this.#leave(socket));
    await rooms.arrived(id, peer);
    const room = await rooms.open(id);
    // The arrival was told to every socket of the room, this one among them, unless it changed nothing.
    if (room && !socket.data.shown) this.#update(socket, room);
    if (this.#socketsIn(id).some(({ data }) => data.sheetLost)) await this.#tellSheets(id);
  }

  #leave(socket: RoomSocket): void {
    const { room, peer } = socket.data;
    const sockets = this.#byRoom.get(room);
    sockets?.delete(socket);
    if (sockets?.size === 0) this.#byRoom.delete(room);
    if (socket.data.sheetLost) this.#tellSheets(room).catch(this.#deps.onFault);
    this.#noteAbsence(room, peer);
  }

  /** One peer's runs and words stay on their own page then: the other would take silence for an answer. */
  #noteSheet(socket: RoomSocket, lost: boolean): void {
    if ((socket.data.sheetLost ?? false) === lost) return;
    this.#limiter.consume(socket.id).then(
      () => {
        socket.data.sheetLost = lost;
        this.#tellSheets(socket.data.room).catch(this.#deps.onFault);
      },
      () => undefined,
    );
  }

  /** Each peer is told of the others, and an observer of nobody. */
  async #tellSheets(id: RoomId): Promise<void> {
    const room = await this.#deps.rooms.open(id);
    const without = new Set(this.#socketsIn(id).flatMap(({ data }) => (data.sheetLost ? data.peer : [])));
    const peers = room?.state.peers.map(({ peer }) => peer) ?? [];
    for (const each of this.#socketsIn(id)) {
      const { peer } = each.data;
      if (!peers.includes(peer)) continue;
      each.emit(
        'sheetsLost',
        peers.filter((other) => other !== peer && without.has(other)),
      );
    }
  }

  /** An absence that cannot be stored now is noted later: the other peer must not wait for somebody who is gone. */
  #noteAbsence(room: RoomId, peer: PeerId): void {
    const { rooms, graceMs, onFault } = this.#deps;
    setTimeout(() => {
      if (this.#closing || this.#socketsIn(room, peer).length > 0) return;
      rooms.departed(room, peer).catch((error: unknown) => {
        onFault(error);
        if (!(error instanceof RefusedError)) this.#noteAbsence(room, peer);
      });
    }, graceMs).unref();
  }

  #update(socket: RoomSocket, room: LiveRoom): void {
    const { peer, shown: before } = socket.data;
    if (roleOf(room.state, peer) === null) return void socket.disconnect(true);
    if (room.seqFor(peer) === before?.view.seq) return;
    const { rooms, now } = this.#deps;
    const shown = room.show(peer, now(), rooms.connected(room.state.room), before);
    socket.data.shown = shown;
    if (before) socket.emit('changes', changesBetween(before.view, shown.view));
    else socket.emit('view', shown.view);
  }

  async #answer(socket: RoomSocket, raw: unknown): Promise<Ack> {
    const { rooms, onRefused } = this.#deps;
    const read = readCommand(raw);
    const within = await this.#limiter.consume(socket.data.peer).then(
      () => true,
      () => false,
    );
    const ack: Ack = !within
      ? TOO_FAST
      : read.ok
        ? await rooms.command(socket.data.room, read.command, socket.data.peer)
        : read;
    if (!ack.ok) onRefused(ack.refusal);
    if (!ack.ok && ack.refusal === 'not-a-member') socket.disconnect(true);
    return ack;
  }
}

const TOO_FAST: Ack = {
  ok: false,
  refusal: 'too-fast',
  message: `At most ${LIMITS.commandsPerSecond} commands a second. Wait a moment and try again.`,
};

function handshakeError(error: unknown, { onFault }: GatewayDeps): Error {
  const refused = error instanceof RefusedError ? error.toJSON() : UNAVAILABLE;
  if (!(error instanceof RefusedError)) onFault(error);
  return Object.assign(new Error(refused.message), { data: refused });
}
