/**
 * One open sheet: its connections, and what admission needs of its text (clocks, client ids, size), never the text itself.
 * An update is admitted, stored, and only then relayed and acknowledged. When it cannot be stored the sheet is given up: its connections
 * are told to come back, and find what the store holds.
 */

import { CLOSE } from '../../shared/protocol.ts';
import type { PeerId, RoomId, SheetId } from '../../shared/room/ids.ts';
import type { Verdict } from './admit.ts';
import { Presence } from './awareness.ts';
import { Carets } from './carets.ts';
import { Refusal, type Connection, type Granted } from './connection.ts';
import type { SheetCounts } from '../sheet-counts.ts';
import { deletedIn, nothingDeleted } from './deleted.ts';
import { FolderClosed } from './folder.ts';
import { frame } from './frame.ts';
import { checkVector } from './inspect.ts';
import { Ledger, NO_CLIENT, type Written } from './ledger.ts';
import type { UpdateLog } from './log.ts';
import * as messages from './messages.ts';
import { noChangeOf, PendingUpdate, type Home } from './pending.ts';
import { SheetReader, type ReaderParts, type SheetState } from './reader.ts';
import type { Turns } from './turns.ts';

export interface SheetParts extends ReaderParts {
  updates: UpdateLog;
  counts: SheetCounts;
  /** In which logs are put away. */
  turns: Turns;
  /** Sheets given up because something of theirs could not be stored. */
  suspects: Set<SheetId>;
  /** Called when nothing needs the sheet any more. */
  released(sheet: Sheet): void;
}

export class Sheet implements Home {
  readonly id: SheetId;
  readonly room: RoomId;
  readonly connections = new Set<Connection>();
  readonly presence = new Presence(this.connections, (from, state) => this.#carets.shown(from, state?.['cursor']));

  readonly #parts: SheetParts;
  readonly #ledger: Ledger;
  readonly #reader: SheetReader;
  readonly #carets: Carets;
  /** Not the same for all: sheets of a class that began together are not to be put away together. */
  readonly #longRows: number;
  #opened: Promise<void> | null = null;
  #failed = false;
  #isReading = false;
  /** Something has been written since its log was put away, last at this time (ms of the steady clock). */
  #isLoose = false;
  #writtenAt = 0;
  /** Updates on their way to the store, and their bytes. */
  #pending = 0;
  #pendingBytes = 0;
  /** Carets logged since the log was put away. */
  #loggedCarets = 0;

  constructor(id: SheetId, room: RoomId, parts: SheetParts) {
    this.id = id;
    this.room = room;
    this.#parts = parts;
    this.#longRows = (parts.limits.snapshotRows * (1 + Math.random())) / 2;
    this.#ledger = new Ledger(parts.limits);
    this.#reader = new SheetReader(id, parts);
    this.#carets = new Carets(parts.limits.caretMs, (peer, caret) => this.#keepCaret(peer, caret));
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
    this.#ledger.open(await this.#reader.read());
  }

  /** Where the last edit could not be stored: letting everybody in before one can would turn them all out with the next edit. */
  async #probe(): Promise<void> {
    await this.#parts.updates.append(this.id, [noChangeOf(this.id)]).catch(() => {
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
    const state = await this.#read();
    const update = await this.#reader.lacking(state, vector);
    connection.deleted = deletedIn(state.deletions);
    connection.sendState(messages.stepTwo(update));
    connection.send(messages.stepOne(state.vector));
    for (const held of connection.held ?? []) connection.post(held);
    connection.held = null;
    connection.flush();
    if (connection.acks)
      connection.send(messages.stored(this.#ledger.storedOf(this.#ledger.clientsOf(connection.peer))));
    this.presence.greet(connection);
  }

  /**
   * @param message in which the update came
   * @param whole a step 2: it brings everything that its client has and the server had not
   */
  receive(from: Connection, bytes: Uint8Array, message: Uint8Array, whole: boolean): void {
    if (this.#pendingBytes > this.#parts.limits.pendingBytes) throw new Refusal(CLOSE.tooFast, 'faster than the store');
    if (!whole && from.right === 'write') {
      const taken = this.#ledger.takeQuickly(bytes, from.peer);
      if (taken)
        return this.#store(from, message, bytes, taken.client === NO_CLIENT ? [] : [[taken.client, taken.end]]);
    }
    const verdict = this.#ledger.judge(bytes, from.peer, from.deleted, (client) => this.presence.ownerOf(client));
    if (from.right !== 'write') return this.#readOnly(from, verdict);
    if (verdict.is === 'refused') throw new Refusal(verdict.close, verdict.why);
    if (verdict.is === 'early' && (whole || !from.behind))
      throw new Refusal(CLOSE.malformed, 'builds on edits that are missing');
    if (whole) {
      from.behind = false;
      from.deleted = nothingDeleted;
    }
    if (verdict.is === 'known') return this.#acknowledge(from, verdict.clients);
    if (verdict.is === 'early') return;
    const clocks = [...verdict.clocks];
    this.#ledger.take(verdict, from.peer, clocks.length);
    const isWhole = !whole && verdict.bytes === bytes;
    this.#store(from, isWhole ? message : messages.update(verdict.bytes), verdict.bytes, clocks);
  }

  #readOnly(from: Connection, verdict: Verdict): void {
    if (verdict.is === 'known') return;
    from.behind = true;
    this.#parts.counts.refused('readOnly');
  }

  mayOwn(peer: PeerId, client: number): boolean {
    const owner = this.#ledger.owner(client) ?? this.presence.ownerOf(client);
    return owner === undefined || owner === peer;
  }

  #store(from: Connection, message: Uint8Array, bytes: Uint8Array, clocks: PendingUpdate['clocks']): void {
    const shown = from.client !== null && this.#ledger.owner(from.client) === from.peer ? from.client : null;
    this.#pending++;
    this.#pendingBytes += bytes.length;
    this.#parts.counts.waiting++;
    this.#parts.updates.push(new PendingUpdate(this, from, message, bytes, clocks, shown));
  }

  #keepCaret(peer: PeerId, bytes: Uint8Array): void {
    if (this.#failed) return;
    this.#parts.updates.ride({ sheet: this.id, kind: 'caret', peer, client: null, at: Date.now(), bytes });
    this.#loggedCarets++;
    this.#isLoose = true;
    this.#writtenAt = performance.now();
    if (this.#isLong()) void this.#compact();
  }

  stored({ from, message, bytes, clocks }: PendingUpdate): void {
    this.#reader.outdated();
    this.#settled(bytes);
    this.#isLoose = true;
    this.#writtenAt = performance.now();
    this.#parts.counts.stored++;
    this.#parts.counts.logBytes += bytes.length;
    for (const [client, clock] of clocks) this.#ledger.stored(client, clock);
    this.#relay(from, frame(message));
    if (from.acks) from.acknowledge(clocks);
    if (this.#isLong()) void this.#compact();
    this.releaseIfIdle();
  }

  notStored({ bytes }: PendingUpdate, error: unknown): void {
    this.#settled(bytes);
    this.fail(error);
  }

  #settled({ length }: Uint8Array): void {
    this.#pending--;
    this.#pendingBytes -= length;
    this.#parts.counts.waiting--;
  }

  #relay(from: Connection, whole: Buffer): void {
    for (const connection of this.connections) {
      if (connection === from || !connection.subscribed) continue;
      this.#parts.counts.relayed++;
      if (connection.held) connection.held.push(whole);
      else connection.post(whole);
    }
  }

  /** Nothing in a message was new; what it repeats may still be on its way to the store. */
  #acknowledge(from: Connection, clients: number[]): void {
    if (!from.acks || clients.length === 0) return;
    const own = clients.filter((client) => this.#ledger.owner(client) === from.peer);
    this.flush().then(
      () => from.send(messages.stored(this.#ledger.storedOf(own))),
      () => undefined,
    );
  }

  /** Resolves once what was written before is stored. */
  async flush(): Promise<void> {
    if (this.#pending > 0) await this.#parts.updates.flush(this.id);
  }

  async #read(): Promise<SheetState> {
    const written: Written = { ...this.#ledger.written };
    const state = await this.#reader.read();
    this.#ledger.taken(state, written);
    return state;
  }

  /** So that a sheet that is written for hours does not grow an endless log, and its size stays known. */
  #isLong(): boolean {
    const { unreadBytes, caretRows } = this.#parts.limits;
    const { rows, bytes } = this.#ledger.unread;
    return rows > this.#longRows || bytes > unreadBytes || this.#loggedCarets > caretRows;
  }

  /** Puts the log away when nobody has written for a while. @param now ms of the steady clock */
  rest(now: number): void {
    if (this.#isLoose && this.#pending === 0 && now - this.#writtenAt >= this.#parts.limits.quietMs)
      void this.#compact();
  }

  async #compact(): Promise<void> {
    if (this.#isReading || this.#failed) return;
    this.#isReading = true;
    this.#isLoose = false;
    try {
      await this.#parts.turns.take(() => this.#putAway());
    } catch (error) {
      if (!(error instanceof FolderClosed)) this.#parts.log.warn({ err: error, sheet: this.id }, 'log not put away');
    } finally {
      this.#isReading = false;
    }
  }

  async #putAway(): Promise<void> {
    this.#loggedCarets = 0;
    // Carets that ride along are in it too.
    await this.#parts.updates.flush(this.id);
    const written: Written = { ...this.#ledger.written };
    this.#ledger.taken(await this.#reader.compact(), written);
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
      connection.send(messages.stepOne(this.#ledger.vector()));
  }

  leave(connection: Connection): void {
    if (!this.connections.delete(connection)) return;
    this.presence.left(connection);
    this.#carets.left(connection);
    this.releaseIfIdle();
  }

  /** Leaves nothing behind: what is loose is put away first. */
  releaseIfIdle(): void {
    if (this.#failed || this.connections.size > 0 || this.#pending > 0 || this.#isReading) return;
    if (this.#isLoose) void this.#compact().then(() => this.releaseIfIdle());
    else this.#parts.released(this);
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
