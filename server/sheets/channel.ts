/**
 * The sheet channel: WebSockets on `/yjs/<sheet>` that speak the y-websocket protocol (y-websocket 3, y-protocols 1).
 * A connection that is refused is first accepted, then closed with a close code that says why, because a browser cannot
 * read the status of a refused upgrade.
 */

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { LIMITS } from '../../shared/limits.ts';
import { CLOSE, FOREIGN_ORIGIN } from '../../shared/wire.ts';
import type { EarlierText } from '../../shared/api.ts';
import type { SheetFigures } from '../../shared/replay/figures.ts';
import type { PeerId, RoomId, SheetId } from '../../shared/room/ids.ts';
import { keepAlive } from '../keepalive.ts';
import { Semaphore } from '../semaphore.ts';
import { SheetCounts, type SheetChannelStats } from '../sheet-counts.ts';
import type { Store } from '../store/store.ts';
import { Allowances, type Allowance } from './admit/allowance.ts';
import { Connection } from './connection.ts';
import type { SheetText } from './fold/document.ts';
import { Closed, FoldThreads } from './fold/threads.ts';
import { SHEET_LIMITS, type SheetLimits } from './limits.ts';
import { CommitQueue } from './log/queue.ts';
import { storedOf } from './log/reader.ts';
import { HEARTBEAT } from './presence/presence.ts';
import { Recordings } from './recording/recordings.ts';
import { CloseError, type Granted, type Identify, type Logger, type Rights, type SheetRight } from './rights.ts';
import { Sheet, type SheetDeps } from './sheet.ts';
import { Sweeps } from './sweeps.ts';

export interface SheetChannelDeps {
  store: Store;
  rights: Rights;
  identify: Identify;
  /** Why a page of this origin is refused; null where it is not. */
  originCheck(req: IncomingMessage): string | null;
  log: Logger;
  /** The server's clock, ms since the epoch. */
  now: () => number;
  limits?: Partial<SheetLimits>;
}

export interface SheetChannel {
  handleUpgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
  /**
   * Call this after something in a room has changed who may do what. Resolves once its connections obey and what they
   * wrote before is stored.
   */
  recheck(room: RoomId): Promise<void>;
  /**
   * Ends every connection of a peer after some of their devices were signed out: the other devices reconnect by
   * themselves.
   */
  readmit(peer: PeerId): void;
  /** What a sheet says, with everything that was written to it so far. */
  text(sheet: SheetId): Promise<SheetText>;
  /** The recording of a frozen sheet, as `encodeRecording` writes it; null if making it takes too long. */
  recording(sheet: SheetId): Promise<Uint8Array | null>;
  /** Who wrote when on a frozen sheet; null as for the recording. */
  figures(sheet: SheetId): Promise<SheetFigures | null>;
  /** What each text that was ever written said before; null as for the recording. */
  earlier(sheet: SheetId): Promise<Record<string, EarlierText> | null>;
  stats(): SheetChannelStats;
  /** Stores the updates in flight, then closes the sockets with 1001. */
  close(): Promise<void>;
}

export const createSheetChannel = (deps: SheetChannelDeps): SheetChannel => new Channel(deps);

const GOING_AWAY = 1001;
/** Logs that are packed at a time: each is completely in memory, in three threads, and all go through one of them. */
const PUT_AWAY = 3;

class Channel implements SheetChannel {
  readonly #deps: SheetChannelDeps;
  readonly #limits: SheetLimits;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: LIMITS.frame, perMessageDeflate: false });
  readonly #keepAlive;
  readonly #allowances: Allowances;
  readonly #queue: CommitQueue;
  readonly #threads: FoldThreads;
  readonly #recordings: Recordings;
  readonly #permits = new Semaphore(PUT_AWAY);
  readonly #timers: NodeJS.Timeout[];
  readonly #sheets = new Map<SheetId, Sheet>();
  readonly #sweeps = new Sweeps();
  readonly #sheetDeps: SheetDeps;
  readonly #counts = new SheetCounts();
  /** Counts rechecks: which of two answers about a right is the later one. */
  #checks = 0;
  #closing = false;

  constructor(deps: SheetChannelDeps) {
    this.#deps = deps;
    this.#limits = { ...SHEET_LIMITS, ...deps.limits };
    this.#queue = new CommitQueue(deps.store);
    this.#threads = new FoldThreads(this.#limits);
    this.#recordings = new Recordings({
      store: deps.store,
      threads: this.#threads,
      flush: (sheet) => this.#queue.flush(sheet),
      keptBytes: this.#limits.recordingBytes,
    });
    this.#timers = [
      setInterval(() => this.#packQuiet(), this.#limits.quietMs / 2).unref(),
      setInterval(() => this.#sweeps.sweep(), this.#limits.caretMs).unref(),
    ];
    this.#allowances = new Allowances(this.#limits);
    this.#keepAlive = keepAlive(
      this.#limits.pingMs,
      (ws) => ws.send(HEARTBEAT, () => undefined),
      () => this.#counts.refused('silent'),
    );
    this.#sheetDeps = this.#partsOfSheets();
  }

  #partsOfSheets(): SheetDeps {
    const { store, log, now } = this.#deps;
    return {
      ...{ store, log, now, limits: this.#limits, counts: this.#counts },
      ...{ queue: this.#queue, threads: this.#threads, permits: this.#permits },
      suspects: new Set(),
      unswept: (sheet) => this.#sweeps.add(sheet),
      released: (sheet) => this.#release(sheet),
    };
  }

  handleUpgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(req, socket, head, (ws) => {
      ws.on('error', this.#countError);
      this.#keepAlive.watch(ws);
      // Nothing is read until we know who this is.
      ws.pause();
      this.#admit(ws, socket, req).catch((error: unknown) => this.#turnAway(ws, error));
    });
  }

  /**
   * A socket's error is followed by its close, which is enough. One function for all sockets: one made for each in
   * `handleUpgrade` would keep the request in memory while the socket is open.
   */
  readonly #countError = (error: Error): void => {
    if (isTooLarge(error)) this.#counts.refused('frameTooLarge');
  };

  #turnAway(ws: WebSocket, error: unknown): void {
    const refusal = error instanceof CloseError ? error : new CloseError(CLOSE.unavailable, 'try again');
    if (refusal !== error) this.#deps.log.error({ err: error }, 'sheet connection not admitted');
    this.#counts.closed(refusal.code);
    ws.resume();
    ws.close(refusal.code, refusal.message);
  }

  /** Looks up at the same time who somebody is, what they may do and what the sheet holds. */
  async #admit(ws: WebSocket, socket: Duplex, req: IncomingMessage): Promise<void> {
    if (this.#deps.originCheck(req) !== null) throw new CloseError(CLOSE.notYours, FOREIGN_ORIGIN);
    const { id, acks } = target(req);
    const checked = this.#checks;
    const sheet = this.#sheet(id);
    const arrived = sheet.expect();
    try {
      const rights = handled(this.#deps.rights.in(id));
      const opened = handled(sheet.open());
      const who = await this.#deps.identify(req);
      if (!who) throw new CloseError(CLOSE.noIdentity, 'no identity');
      const allowance = this.#allowanceOf(who.peer, id, ws);
      const granted = granting(await rights, who.peer);
      if (this.#closing) throw new CloseError(GOING_AWAY, 'shutting down');
      this.#demandPlace(sheet, who.peer);
      const connection = new Connection({ ws, socket }, allowance, { limits: this.#limits, counts: this.#counts });
      // From here on rechecks see the connection; a recheck that came while its right was looked up is repeated.
      sheet.enter(connection, { peer: who.peer, acks, granted, checked });
      await this.#open(sheet, connection, opened, checked);
      if (!connection.ended) ws.resume();
    } finally {
      arrived();
    }
  }

  #allowanceOf(peer: PeerId, id: SheetId, ws: WebSocket): Allowance {
    const allowance = this.#allowances.take(peer, id);
    ws.on('close', () => this.#allowances.giveBack(peer, id, allowance));
    if (!allowance.frames.take(this.#limits.connectionFrames, performance.now()))
      throw new CloseError(CLOSE.tooFast, 'too many connections in a short time');
    return allowance;
  }

  #demandPlace(sheet: Sheet, peer: PeerId): void {
    // The sheet was closed while it was looked up.
    if (this.#sheets.get(sheet.id) !== sheet) throw new CloseError(CLOSE.unavailable, 'try again');
    if (sheet.connectionsOf(peer).length >= this.#limits.connectionsPerPeer)
      throw new CloseError(CLOSE.tooMany, 'too many connections');
  }

  async #open(sheet: Sheet, connection: Connection, opened: Promise<void>, checked: number): Promise<void> {
    try {
      await opened;
      if (this.#checks !== checked) await sheet.recheck(this.#checks, await this.#rightsIn(sheet.id));
    } catch (error) {
      connection.endWith(error);
    }
  }

  async #rightsIn(id: SheetId): Promise<(peer: PeerId) => Granted> {
    const rights = await this.#deps.rights.in(id);
    return (peer) => granting(rights, peer);
  }

  #sheet(id: SheetId): Sheet {
    const sheet = this.#sheets.get(id) ?? new Sheet(id, this.#sheetDeps);
    this.#sheets.set(id, sheet);
    return sheet;
  }

  #release(sheet: Sheet): void {
    this.#sweeps.remove(sheet);
    if (this.#sheets.get(sheet.id) === sheet) this.#sheets.delete(sheet.id);
  }

  #packQuiet(): void {
    const now = performance.now();
    for (const sheet of this.#sheets.values()) sheet.packIfQuiet(now);
  }

  async recheck(room: RoomId): Promise<void> {
    const check = ++this.#checks;
    const sheets = [...this.#sheets.values()].filter((sheet) => sheet.room === room);
    await Promise.all(sheets.map((sheet) => this.#recheck(sheet, check)));
  }

  async #recheck(sheet: Sheet, check: number): Promise<void> {
    const rights = await this.#rightsIn(sheet.id).catch((error: unknown) => () => {
      throw error;
    });
    await sheet.recheck(check, rights);
  }

  readmit(peer: PeerId): void {
    const connections = [...this.#sheets.values()].flatMap((sheet) => sheet.connectionsOf(peer));
    for (const connection of connections) connection.close(CLOSE.unavailable, 'reconnect');
  }

  async text(id: SheetId): Promise<SheetText> {
    await this.#queue.flush(id);
    const stored = await this.#deps.store.loadSheet(id);
    if (!stored) throw new Error(`no such sheet: ${id}`);
    return this.#threads.text(storedOf(stored));
  }

  async recording(sheet: SheetId): Promise<Uint8Array | null> {
    return (await this.#recordings.of(sheet))?.recording ?? null;
  }

  async figures(sheet: SheetId): Promise<SheetFigures | null> {
    return (await this.#recordings.of(sheet))?.figures ?? null;
  }

  async earlier(sheet: SheetId): Promise<Record<string, EarlierText> | null> {
    return (await this.#recordings.of(sheet))?.earlier ?? null;
  }

  stats(): SheetChannelStats {
    const connections = [...this.#sheets.values()].reduce((sum, sheet) => sum + sheet.connections, 0);
    return { sheets: this.#sheets.size, connections, counts: this.#counts };
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#keepAlive.stop();
    for (const timer of this.#timers) clearInterval(timer);
    const sheets = [...this.#sheets.values()];
    // Each sheet once, without waiting until nothing comes in: a person who keeps typing must not keep the server up.
    await Promise.allSettled(sheets.map((sheet) => sheet.flush()));
    for (const sheet of sheets) sheet.close(GOING_AWAY, 'shutting down');
    await this.#queue.idle();
    this.#permits.end(new Closed());
    this.#recordings.end(new Closed());
    await this.#threads.close();
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

/** @throws {CloseError} for a peer who may not be here */
function granting(rights: (peer: PeerId) => SheetRight, peer: PeerId): Granted {
  const right = rights(peer);
  if (!right.ok) throw new CloseError(right.close, 'not yours');
  return right;
}

/** A promise that is awaited later, or not at all: its rejection must not count as unhandled. */
function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** What `ws` ends a connection for by itself, with 1009. */
const isTooLarge = (error: Error): boolean => 'code' in error && error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';

/** @throws {CloseError} for a path that names no sheet */
function target(req: IncomingMessage): { id: SheetId; acks: boolean } {
  const [path = '', query = ''] = (req.url ?? '').split('?', 2);
  const id = /^\/yjs\/([\w-]{1,64})$/.exec(path)?.[1];
  if (id === undefined) throw new CloseError(CLOSE.noSuchSheet, 'no such sheet');
  return { id, acks: new URLSearchParams(query).get('acks') === '1' };
}
