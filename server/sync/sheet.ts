/**
 * One open sheet: its connections, and what admission needs of its text (clocks, client ids, size), never the text itself.
 * An update is admitted, stored, and only then relayed and acknowledged. When it cannot be stored the sheet is given up: its connections
 * are told to come back, and find what the store holds.
 */

import * as Y from 'yjs';
import { CLOSE } from '../../shared/protocol.ts';
import type { PeerId, RoomId, SheetId } from '../../shared/room/ids.ts';
import type { SheetUpdate } from '../store/store.ts';
import { Apart } from './apart.ts';
import { admit, SERVER, type Known, type Owner, type Verdict } from './admit.ts';
import { Presence } from './awareness.ts';
import { Refusal, type Connection, type Granted } from './connection.ts';
import type { SheetCounts } from './counts.ts';
import { deletedIn } from './deleted.ts';
import { inspect } from './inspect.ts';
import type { UpdateLog } from './log.ts';
import * as messages from './messages.ts';
import { SheetReader, type ReaderParts } from './reader.ts';
import { Malformed } from './struct.ts';

export interface SheetParts extends ReaderParts {
  updates: UpdateLog;
  counts: SheetCounts;
  /** Sheets given up because something of theirs could not be stored. */
  suspects: Set<SheetId>;
  /** Called when nothing needs the sheet any more. */
  released(sheet: Sheet): void;
}

interface Written {
  rows: number;
  bytes: number;
}

type New = Extract<Verdict, { is: 'new' }>;

/** Claims a further client id of an update that was written with several: a row carries one. */
const NO_CHANGE = Uint8Array.of(0, 0);

export class Sheet {
  readonly id: SheetId;
  readonly room: RoomId;
  readonly connections = new Set<Connection>();
  readonly presence = new Presence(this.connections);

  readonly #parts: SheetParts;
  #opened: Promise<void> | null = null;
  #failed = false;
  /** The next clock of each client id, with what is on its way to the store, and without. */
  readonly #clocks = new Map<number, number>();
  readonly #storedClocks = new Map<number, number>();
  readonly #owners = new Map<number, PeerId>();
  #apart = new Apart();
  /** Updates admitted since the sheet was opened, and their bytes. */
  #written: Written = { rows: 0, bytes: 0 };
  /** The state as it was last read: its bytes, what merging it took (ms), and what had been written by then. */
  #read: { bytes: number; took: number; written: Written } = { bytes: 0, took: 0, written: { rows: 0, bytes: 0 } };
  #isReading = false;
  /** Commits under way. */
  #pending = 0;
  readonly #reader: SheetReader;

  constructor(id: SheetId, room: RoomId, parts: SheetParts) {
    this.id = id;
    this.room = room;
    this.#parts = parts;
    this.#reader = new SheetReader(id, parts);
  }

  /** Learns what is stored. Rejects with a Refusal where there is no such sheet. */
  open(): Promise<void> {
    this.#opened ??= this.#open().catch((error: unknown) => {
      this.#opened = null;
      throw error;
    });
    return this.#opened;
  }

  async #open(): Promise<void> {
    if (this.#parts.suspects.has(this.id)) await this.#probe();
    const doc = await this.#state();
    this.#apart = Apart.of(doc);
    const vector = Y.encodeStateVector(doc);
    for (const [client, clock] of Y.decodeStateVector(vector)) {
      this.#clocks.set(client, clock);
      this.#storedClocks.set(client, clock);
    }
  }

  /** Where the last edit could not be stored: letting everybody in before one can would turn them all out with the next edit. */
  async #probe(): Promise<void> {
    const row = { sheet: this.id, peer: 'system', client: null, at: Date.now(), bytes: NO_CHANGE };
    await this.#parts.updates.append(this.id, [row]).catch(() => {
      throw new Refusal(CLOSE.unavailable, 'not stored: try again');
    });
    this.#parts.suspects.delete(this.id);
  }

  /** Answers a step 1: subscribe, let what is on its way be stored, then read. */
  async join(connection: Connection, vector: Uint8Array): Promise<void> {
    checkVector(vector);
    connection.held ??= [];
    connection.subscribed = true;
    await this.flush();
    const doc = await this.#state();
    connection.deleted = deletedIn(doc);
    connection.sendState(messages.stepTwo(Y.encodeStateAsUpdate(doc, vector)));
    connection.send(messages.stepOne(Y.encodeStateVector(doc)));
    const held = connection.held ?? [];
    connection.held = null;
    for (const frame of held) connection.send(frame);
    if (connection.acks) connection.send(messages.stored(this.#storedOf(this.#clientsOf(connection.peer))));
    this.presence.greet(connection);
  }

  /** @param whole a step 2: it brings everything that its client has and the server had not */
  receive(from: Connection, bytes: Uint8Array, whole: boolean): void {
    const update = inspect(bytes);
    const isEmpty = update.runs.length === 0 && update.deletions.length === 0;
    if (from.right !== 'write') {
      if (isEmpty) return;
      from.behind = true;
      this.#parts.counts.refused('readOnly');
      return;
    }
    const verdict: Verdict = isEmpty ? { is: 'known' } : admit(update, bytes, from.peer, this.#known(from));
    if (verdict.is === 'refused') throw new Refusal(verdict.close, verdict.why);
    if (verdict.is === 'early' && (whole || !from.behind))
      throw new Refusal(CLOSE.malformed, 'builds on edits that are missing');
    if (whole) from.behind = false;
    if (verdict.is === 'new') this.#store(from, verdict);
    else if (verdict.is === 'known' && !isEmpty)
      this.#acknowledge(
        from,
        update.runs.map((run) => run.client),
      );
  }

  #known(from: Connection): Known {
    // Edits that all claim the same place cost quadratic time to merge: a sheet of those grows no more.
    const isSlow = this.#read.took > this.#parts.limits.slowMs;
    const size = this.#read.bytes + this.#written.bytes - this.#read.written.bytes;
    return {
      clock: (client) => this.#clocks.get(client) ?? 0,
      owner: (client) => this.#owner(client),
      isDeleted: from.deleted,
      isApart: (id) => this.#apart.has(id),
      clientsLeft: this.#parts.limits.clients - this.#owners.size,
      bytesLeft: isSlow ? 0 : this.#parts.limits.sheetBytes - size,
    };
  }

  #owner(client: number): Owner | undefined {
    return this.#owners.get(client) ?? (this.#clocks.has(client) ? SERVER : this.presence.ownerOf(client));
  }

  mayOwn(peer: PeerId, client: number): boolean {
    const owner = this.#owner(client);
    return owner === undefined || owner === peer;
  }

  #store(from: Connection, { bytes, clients, clocks, apart }: New): void {
    this.#apart.addAll(apart);
    for (const [client, clock] of clocks) this.#clocks.set(client, clock);
    for (const client of clients) this.#owners.set(client, from.peer);
    const rows = this.#rowsOf(from, bytes, clients);
    this.#written = { rows: this.#written.rows + rows.length, bytes: this.#written.bytes + bytes.length };
    this.#pending++;
    this.#parts.counts.waiting++;
    this.#parts.updates
      .append(this.id, rows)
      .then(
        () => this.#stored(from, bytes, clocks),
        (error: unknown) => this.fail(error),
      )
      .finally(() => {
        this.#pending--;
        this.#parts.counts.waiting--;
        this.releaseIfIdle();
      });
  }

  #rowsOf(from: Connection, bytes: Uint8Array, clients: number[]): SheetUpdate[] {
    const shown = from.client !== null && this.#owners.get(from.client) === from.peer ? from.client : null;
    const row = { sheet: this.id, peer: from.peer, at: Date.now() };
    const [first = shown, ...others] = clients;
    return [{ ...row, client: first, bytes }, ...others.map((client) => ({ ...row, client, bytes: NO_CHANGE }))];
  }

  #stored(from: Connection, bytes: Uint8Array, clocks: Map<number, number>): void {
    this.#reader.outdated();
    this.#parts.counts.stored++;
    this.#parts.counts.logBytes += bytes.length;
    for (const [client, clock] of clocks) this.#storedClocks.set(client, clock);
    this.#relay(from, messages.update(bytes));
    if (from.acks) from.send(messages.stored(this.#storedOf([...clocks.keys()])));
    void this.#readInPassing();
  }

  #relay(from: Connection, frame: Uint8Array): void {
    for (const connection of this.connections) {
      if (connection === from || !connection.subscribed) continue;
      this.#parts.counts.relayed++;
      if (connection.held) connection.held.push(frame);
      else connection.send(frame);
    }
  }

  /** Nothing in a message was new; what it repeats may still be on its way to the store. */
  #acknowledge(from: Connection, clients: number[]): void {
    if (!from.acks) return;
    const own = clients.filter((client) => this.#owners.get(client) === from.peer);
    this.flush().then(
      () => from.send(messages.stored(this.#storedOf(own))),
      () => undefined,
    );
  }

  #clientsOf(peer: PeerId): number[] {
    return [...this.#owners].filter(([, owner]) => owner === peer).map(([client]) => client);
  }

  #storedOf(clients: number[]): Map<number, number> {
    return new Map(clients.map((client) => [client, this.#storedClocks.get(client) ?? 0]));
  }

  flush(): Promise<void> {
    return this.#parts.updates.flush(this.id);
  }

  async #state(): Promise<Y.Doc> {
    const written = this.#written;
    const { doc, bytes, took, clients } = await this.#reader.read();
    for (const [client, peer] of clients) this.#owners.set(client, peer);
    this.#read = { bytes, took, written };
    return doc;
  }

  /** So that a sheet that is written for hours does not grow an endless log, and its size stays known. */
  async #readInPassing(): Promise<void> {
    const { snapshotRows, unreadBytes } = this.#parts.limits;
    const rows = this.#written.rows - this.#read.written.rows;
    const bytes = this.#written.bytes - this.#read.written.bytes;
    if (this.#isReading || (rows <= snapshotRows && bytes <= unreadBytes)) return;
    this.#isReading = true;
    try {
      await this.flush();
      await this.#state();
    } catch (error) {
      this.#parts.log.warn({ err: error, sheet: this.id }, 'sheet not read');
    } finally {
      this.#isReading = false;
    }
  }

  /** Takes over what a connection may do now. */
  grant(connection: Connection, granted: Granted): void {
    const wasReading = connection.right === 'read';
    const wasCalled = `${connection.seat} ${connection.name}`;
    connection.right = granted.right;
    connection.name = granted.name;
    connection.seat = granted.seat;
    if (`${granted.seat} ${granted.name}` !== wasCalled) {
      if (granted.seat === 'observer') this.presence.left(connection);
      else this.presence.renamed(connection);
    }
    if (wasReading && granted.right === 'write' && connection.behind && connection.subscribed)
      this.#askForAll(connection);
  }

  #askForAll(connection: Connection): void {
    const clocks = new Map(this.#storedClocks);
    connection.send(messages.stepOne(Y.encodeStateVector(clocks)));
  }

  leave(connection: Connection): void {
    if (!this.connections.delete(connection)) return;
    this.presence.left(connection);
    this.releaseIfIdle();
  }

  releaseIfIdle(): void {
    if (this.#failed || this.connections.size > 0 || this.#pending > 0) return;
    this.#parts.released(this);
  }

  /** The clocks counted what was never stored: nothing here can be relied on any more. */
  fail(error: unknown): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#parts.suspects.add(this.id);
    this.#parts.log.error({ err: error, sheet: this.id }, 'sheet given up');
    this.#parts.released(this);
    for (const connection of [...this.connections]) connection.close(CLOSE.unavailable, 'not stored: try again');
  }
}

/** @throws {Malformed} */
function checkVector(vector: Uint8Array): void {
  try {
    Y.decodeStateVector(vector);
  } catch (error) {
    throw new Malformed('a state vector', { cause: error });
  }
}
