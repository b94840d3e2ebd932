/**
 * The sheet channel: WebSockets on `/yjs/<sheet>` that speak the y-websocket protocol (y-websocket 3, y-protocols 1).
 * Whoever may not come in is let in and told why by a close code, since a browser cannot read the status of a refused upgrade.
 */

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { CLOSE, LIMITS } from '../../shared/protocol.ts';
import type { SheetFigures } from '../../shared/replay/figures.ts';
import type { PeerId, RoomId, SheetId } from '../../shared/room/ids.ts';
import type { Store } from '../store/store.ts';
import { Allowances } from './allowance.ts';
import { HEARTBEAT } from './awareness.ts';
import { Connection, Refusal, type ConnectionParts, type Granted } from './connection.ts';
import { SheetCounts, type SheetChannelStats } from '../sheet-counts.ts';
import { Folder, FolderClosed } from './folder.ts';
import { keepAlive } from './keepalive.ts';
import { SHEET_LIMITS, type SheetLimits } from './limits.ts';
import { UpdateLog } from './log.ts';
import type { SheetMessage } from './messages.ts';
import { Outbox } from './outbox.ts';
import { readText } from './read-text.ts';
import { storedOf } from './reader.ts';
import type { Identify, Rights, SheetLog } from './rights.ts';
import { Recordings } from './recordings.ts';
import { Sheet, type SheetParts } from './sheet.ts';
import type { SheetText } from './text.ts';
import { Turns } from './turns.ts';

export interface SheetChannelParts {
  store: Store;
  rights: Rights;
  identify: Identify;
  originAllowed(req: IncomingMessage): boolean;
  log: SheetLog;
  limits?: Partial<SheetLimits>;
}

export interface SheetChannel {
  handleUpgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** After something in a room has changed who may do what: resolves once its connections obey and what they wrote before is stored. */
  recheck(room: RoomId): Promise<void>;
  /** Ends every connection of somebody, some of whose devices are signed out: the others come back by themselves. */
  readmit(peer: PeerId): void;
  /** What a sheet says, with everything that was written to it so far. */
  text(sheet: SheetId): Promise<SheetText>;
  /** The recording of a frozen sheet, as `encodeRecording` writes it; null where making it takes longer than anybody waits. */
  recording(sheet: SheetId): Promise<Uint8Array | null>;
  /** Who wrote when on a frozen sheet; null as for the recording. */
  figures(sheet: SheetId): Promise<SheetFigures | null>;
  stats(): SheetChannelStats;
  /** Stores what is on its way, then closes the sockets with 1001. */
  close(): Promise<void>;
}

export const createSheetChannel = (parts: SheetChannelParts): SheetChannel => new Channel(parts);

const GOING_AWAY = 1001;
/** Logs that are put away at a time: each is in memory whole, in three threads, and all go through one of them. */
const PUT_AWAY = 3;

class Channel implements SheetChannel {
  readonly #parts: SheetChannelParts;
  readonly #limits: SheetLimits;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: LIMITS.frame, perMessageDeflate: false });
  readonly #keepAlive;
  readonly #allowances: Allowances;
  readonly #updates: UpdateLog;
  readonly #folder: Folder;
  readonly #recordings: Recordings;
  readonly #turns = new Turns(PUT_AWAY);
  readonly #outbox = new Outbox();
  readonly #rests;
  readonly #sheets = new Map<SheetId, Sheet>();
  readonly #sheetParts: SheetParts;
  readonly #connectionParts: ConnectionParts;
  readonly #counts = new SheetCounts();
  /** Counts rechecks: which of two answers about a right is the later one. */
  #checks = 0;
  #closing = false;

  constructor(parts: SheetChannelParts) {
    this.#parts = parts;
    this.#limits = { ...SHEET_LIMITS, ...parts.limits };
    this.#updates = new UpdateLog(parts.store, () => this.#outbox.flush());
    this.#folder = new Folder(this.#limits);
    this.#recordings = new Recordings({
      store: parts.store,
      folder: this.#folder,
      flush: (sheet) => this.#updates.flush(sheet),
      keptBytes: this.#limits.recordingBytes,
    });
    this.#rests = setInterval(() => this.#rest(), this.#limits.quietMs / 2).unref();
    this.#allowances = new Allowances(this.#limits);
    this.#keepAlive = keepAlive(
      this.#limits.pingMs,
      (ws) => ws.send(HEARTBEAT, () => undefined),
      () => this.#counts.refused('silent'),
    );
    this.#connectionParts = { limits: this.#limits, counts: this.#counts, outbox: this.#outbox };
    this.#sheetParts = {
      store: parts.store,
      updates: this.#updates,
      limits: this.#limits,
      log: parts.log,
      counts: this.#counts,
      folder: this.#folder,
      turns: this.#turns,
      suspects: new Set(),
      released: (sheet) => this.#release(sheet),
    };
  }

  handleUpgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(req, socket, head, (ws) => {
      // Errors of a socket are followed by its close, which says enough.
      ws.on('error', (error) => isTooLarge(error) && this.#counts.refused('frameTooLarge'));
      this.#keepAlive.watch(ws);
      // Nothing is read until it is known who this is.
      ws.pause();
      this.#admit(ws, socket, req).catch((error: unknown) => this.#turnAway(ws, error));
    });
  }

  #turnAway(ws: WebSocket, error: unknown): void {
    const refusal = error instanceof Refusal ? error : new Refusal(CLOSE.unavailable, 'try again');
    if (refusal !== error) this.#parts.log.error({ err: error }, 'sheet connection not admitted');
    this.#counts.closed(refusal.code);
    ws.resume();
    ws.close(refusal.code, refusal.message);
  }

  async #admit(ws: WebSocket, socket: Duplex, req: IncomingMessage): Promise<void> {
    if (!this.#parts.originAllowed(req)) throw new Refusal(CLOSE.notYours, 'foreign origin');
    const { id, acks } = target(req);
    const who = await this.#parts.identify(req);
    if (!who) throw new Refusal(CLOSE.noIdentity, 'no identity');
    const allowance = this.#allowances.take(who.peer, id);
    ws.once('close', () => this.#allowances.giveBack(who.peer, id, allowance));
    if (!allowance.frames.take(this.#limits.connectionFrames, performance.now()))
      throw new Refusal(CLOSE.tooFast, 'too many connections in a short time');
    const checked = this.#checks;
    const granted = await this.#right(id, who.peer);
    if (this.#closing) throw new Refusal(GOING_AWAY, 'going down');
    const sheet = this.#sheet(id, granted.room);
    this.#demandPlace(sheet, who.peer);
    const parts = this.#connectionParts;
    const connection = new Connection(ws, socket, who.peer, acks, granted, checked, allowance, parts);
    await this.#seat(sheet, connection, checked);
    if (!connection.ended) ws.resume();
  }

  /** From here on the connection is seen by rechecks; one that came while its right was looked up is made up for. */
  async #seat(sheet: Sheet, connection: Connection, checked: number): Promise<void> {
    sheet.connections.add(connection);
    connection.onEnd(() => sheet.leave(connection));
    const failed = (error: unknown): void =>
      this.#parts.log.error({ err: error, sheet: sheet.id }, 'sheet connection failed');
    connection.listen((message) => act(sheet, connection, message), failed);
    try {
      await sheet.open();
      if (this.#checks !== checked) await this.#recheckOne(sheet, connection);
    } catch (error) {
      connection.endWith(error, failed);
    }
  }

  async #right(id: SheetId, peer: PeerId): Promise<Granted> {
    const right = await this.#parts.rights.of(id, peer);
    if (!right.ok) throw new Refusal(right.close, 'not yours');
    return right;
  }

  #sheet(id: SheetId, room: RoomId): Sheet {
    const sheet = this.#sheets.get(id) ?? new Sheet(id, room, this.#sheetParts);
    this.#sheets.set(id, sheet);
    return sheet;
  }

  #release(sheet: Sheet): void {
    if (this.#sheets.get(sheet.id) === sheet) this.#sheets.delete(sheet.id);
  }

  #demandPlace(sheet: Sheet, peer: PeerId): void {
    const held = [...sheet.connections].filter((connection) => connection.peer === peer).length;
    if (held >= this.#limits.connectionsPerPeer) throw new Refusal(CLOSE.tooMany, 'too many connections');
  }

  #rest(): void {
    const now = performance.now();
    for (const sheet of this.#sheets.values()) sheet.rest(now);
  }

  async recheck(room: RoomId): Promise<void> {
    this.#checks++;
    const sheets = [...this.#sheets.values()].filter((sheet) => sheet.room === room);
    await Promise.all(sheets.map((sheet) => this.#recheckSheet(sheet)));
  }

  async #recheckSheet(sheet: Sheet): Promise<void> {
    await Promise.all([...sheet.connections].map((connection) => this.#recheckOne(sheet, connection)));
    // Whoever could not be stored for has been told so.
    await sheet.flush().catch(() => undefined);
  }

  async #recheckOne(sheet: Sheet, connection: Connection): Promise<void> {
    const check = this.#checks;
    const granted = await this.#right(sheet.id, connection.peer).catch((error: unknown) => error);
    if (connection.checked > check) return;
    connection.checked = check;
    if (isGranted(granted)) sheet.grant(connection, granted);
    else connection.endWith(granted, (err) => this.#parts.log.error({ err, sheet: sheet.id }, 'right not known'));
  }

  readmit(peer: PeerId): void {
    const all = [...this.#sheets.values()].flatMap(({ connections }) => [...connections]);
    for (const connection of all) if (connection.peer === peer) connection.close(CLOSE.unavailable, 'come in again');
  }

  async text(id: SheetId): Promise<SheetText> {
    await this.#updates.flush(id);
    const stored = await this.#parts.store.loadSheet(id);
    if (!stored) throw new Error(`no such sheet: ${id}`);
    return readText(this.#folder, storedOf(stored));
  }

  async recording(sheet: SheetId): Promise<Uint8Array | null> {
    return (await this.#recordings.of(sheet))?.recording ?? null;
  }

  async figures(sheet: SheetId): Promise<SheetFigures | null> {
    return (await this.#recordings.of(sheet))?.figures ?? null;
  }

  stats(): SheetChannelStats {
    const connections = [...this.#sheets.values()].reduce((sum, sheet) => sum + sheet.connections.size, 0);
    return { sheets: this.#sheets.size, connections, counts: this.#counts };
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#keepAlive.stop();
    clearInterval(this.#rests);
    const sheets = [...this.#sheets.values()];
    // Each sheet once, and not until nothing comes in: somebody who types on must not keep the server up.
    await Promise.allSettled(sheets.map((sheet) => sheet.flush()));
    for (const sheet of sheets)
      for (const connection of [...sheet.connections]) connection.close(GOING_AWAY, 'going down');
    await this.#updates.idle();
    this.#turns.end(new FolderClosed());
    this.#recordings.end(new FolderClosed());
    await this.#folder.close();
    await this.#goodbye();
  }

  async #goodbye(): Promise<void> {
    const stragglers = setTimeout(() => {
      for (const ws of this.#server.clients) ws.terminate();
    }, this.#limits.goodbyeMs);
    await new Promise<void>((closed) => this.#server.close(() => closed()));
    clearTimeout(stragglers);
  }
}

function act(sheet: Sheet, from: Connection, message: SheetMessage): void | Promise<void> {
  switch (message.type) {
    case 'step-1':
      return sheet.join(from, message.vector);
    case 'step-2':
      return sheet.receive(from, message.bytes, message.message, true);
    case 'update':
      return sheet.receive(from, message.bytes, message.message, false);
    case 'awareness':
      return sheet.presence.receive(from, message.bytes, (client) => sheet.mayOwn(from.peer, client));
    case 'query-awareness':
      return sheet.presence.greet(from);
    case 'ignored':
      return;
  }
}

/** What `ws` ends a connection for by itself, with 1009. */
const isTooLarge = (error: Error): boolean => 'code' in error && error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';

function isGranted(answer: unknown): answer is Granted {
  return typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === true;
}

/** @throws {Refusal} for a path that names no sheet */
function target(req: IncomingMessage): { id: SheetId; acks: boolean } {
  const [path = '', query = ''] = (req.url ?? '').split('?', 2);
  const id = /^\/yjs\/([\w-]{1,64})$/.exec(path)?.[1];
  if (id === undefined) throw new Refusal(CLOSE.noSuchSheet, 'no such sheet');
  return { id, acks: new URLSearchParams(query).get('acks') === '1' };
}
