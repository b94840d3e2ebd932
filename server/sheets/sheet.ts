/**
 * One open sheet: who is connected to it, and what the server knows of its document (clocks, client ids, size), never
 * the text itself. An update is admitted, stored, and only then relayed and acknowledged. When an update cannot be
 * stored the sheet is closed: its connections are told to reconnect, and find what the store holds.
 */

import { CLOSE } from '../../shared/wire.ts';
import type { PeerId, RoomId, SheetId } from '../../shared/room/ids.ts';
import type { SheetCounts } from '../sheet-counts.ts';
import { SheetClients, type Clock } from './admit/clients.ts';
import { nothingDeleted, type Verdict } from './admit/admit.ts';
import type { Connection } from './connection.ts';
import { Participant, type Entrant } from './participant.ts';
import { SheetLog, type SheetLogDeps } from './log/sheet-log.ts';
import { HEARTBEAT, Presence } from './presence/presence.ts';
import { CloseError, type Granted } from './rights.ts';
import * as messages from './wire/messages.ts';
import { checkVector } from './wire/update.ts';

export interface SheetDeps extends SheetLogDeps {
  counts: SheetCounts;
  /** Sheets closed because an update could not be stored. */
  suspects: Set<SheetId>;
  /**
   * Called when something waits for the next sweep: an acknowledgement, a caret that is not in the log yet, or one that
   * others have not been sent.
   */
  unswept(sheet: Sheet): void;
  /** Called when nothing needs the sheet any more. */
  released(sheet: Sheet): void;
}

export class Sheet {
  readonly id: SheetId;
  readonly #deps: SheetDeps;
  readonly #viewers = new Set<Participant>();
  readonly #clients: SheetClients;
  readonly #log: SheetLog;
  readonly #presence: Presence;
  #opened: Promise<void> | null = null;
  #failed = false;
  #room: RoomId | null = null;
  /** Connections that are being looked up: the sheet stays for them. */
  #expected = 0;

  constructor(id: SheetId, deps: SheetDeps) {
    this.id = id;
    this.#deps = deps;
    this.#clients = new SheetClients(deps.limits, (client) => this.#presence.ownerOf(client));
    this.#log = new SheetLog(id, deps, () => this.releaseIfIdle());
    this.#presence = new Presence({
      viewers: this.#viewers,
      caretMs: deps.limits.caretMs,
      now: deps.now,
      keep: (samples) => this.#failed || this.#log.keepCarets(samples),
      unswept: () => deps.unswept(this),
    });
  }

  /** Null until the first connection is admitted. */
  get room(): RoomId | null {
    return this.#room;
  }

  /** Keeps the sheet for a connection that is being looked up. @returns ends the wait */
  expect(): () => void {
    this.#expected++;
    return () => {
      this.#expected--;
      this.releaseIfIdle();
    };
  }

  get connections(): number {
    return this.#viewers.size;
  }

  connectionsOf(peer: PeerId): Connection[] {
    return [...this.#viewers].filter((each) => each.peer === peer).map(({ connection }) => connection);
  }

  /** Learns what is stored. Rejects with a CloseError where there is no such sheet. */
  open(): Promise<void> {
    this.#opened ??= this.#open().catch((error: unknown) => {
      this.#opened = null;
      throw error;
    });
    return this.#opened;
  }

  async #open(): Promise<void> {
    if (this.#deps.suspects.has(this.id)) await this.#probe();
    this.#clients.open(await this.#log.read());
  }

  /**
   * After an edit could not be stored: a sheet that admits people before it can store again would close them all with
   * the next edit.
   */
  async #probe(): Promise<void> {
    await this.#log.probe().catch(() => {
      throw new CloseError(CLOSE.unavailable, 'not stored: try again');
    });
    this.#deps.suspects.delete(this.id);
  }

  enter(connection: Connection, entrant: Entrant): void {
    this.#room = entrant.granted.room;
    const participant = new Participant(connection, entrant);
    this.#viewers.add(participant);
    connection.listen({
      message: (message) => this.#act(participant, message),
      failed: (error) => this.#deps.log.error({ err: error, sheet: this.id }, 'sheet connection failed'),
      ended: () => this.#leave(participant),
    });
  }

  #act(from: Participant, message: messages.SheetMessage): void | Promise<void> {
    switch (message.type) {
      case 'step-1':
        return this.#join(from, message.vector);
      case 'step-2':
        return this.#receive(from, message.bytes, message.message, true);
      case 'update':
        return this.#receive(from, message.bytes, message.message, false);
      case 'awareness':
        return this.#show(from, message.bytes);
      case 'query-awareness':
        return this.#presence.greet(from);
      case 'ignored':
        return;
    }
  }

  /** Answers a step 1: subscribe, wait until the updates in flight are stored, then read. */
  async #join(who: Participant, vector: Uint8Array): Promise<void> {
    checkVector(vector);
    who.subscribe();
    await this.#log.flush();
    const state = await this.#log.read();
    who.catchUp(await this.#log.lacking(state, vector), state);
    if (who.acks) who.send(messages.stored(this.#clients.storedOf(this.#clients.clientsOf(who.peer))));
    this.#presence.greet(who);
  }

  /**
   * @param message in which the update came
   * @param whole a step 2: it brings everything that its client has and the server had not
   */
  #receive(from: Participant, bytes: Uint8Array, message: Uint8Array, whole: boolean): void {
    if (this.#log.pendingBytesOf(from.peer) > this.#deps.limits.pendingBytes)
      throw new CloseError(CLOSE.tooFast, 'faster than the store');
    const verdict = this.#clients.judge(bytes, from, this.#log.bytesLeft(from.peer));
    if (from.right !== 'write') return this.#readOnly(from, verdict);
    if (verdict.is === 'refused') throw new CloseError(verdict.close, verdict.why);
    if (verdict.is === 'early' && (whole || !from.behind))
      throw new CloseError(CLOSE.malformed, 'builds on edits that are missing');
    if (whole) {
      from.behind = false;
      from.deleted = nothingDeleted;
    }
    if (verdict.is === 'known') return this.#acknowledge(from, verdict.clients);
    if (verdict.is === 'early') return;
    this.#clients.take(verdict, from.peer);
    const relayed = !whole && verdict.bytes === bytes ? message : messages.update(verdict.bytes);
    this.#store(from, relayed, verdict.bytes, verdict.clocks);
  }

  #readOnly(from: Participant, verdict: Verdict): void {
    if (verdict.is === 'known') return;
    from.behind = true;
    this.#deps.counts.refused('readOnly');
  }

  #store(from: Participant, message: Uint8Array, bytes: Uint8Array, clocks: readonly Clock[]): void {
    this.#deps.counts.waiting++;
    // A deletion has no client id of its own: the row names the id that its author shows.
    const clients = clocks.length > 0 ? clocks.map(([client]) => client) : this.#clientsShownBy(from);
    this.#log.append(from.peer, clients, bytes, (error) => {
      this.#deps.counts.waiting--;
      if (error !== undefined) return this.#fail(error);
      this.#deps.counts.stored++;
      this.#deps.counts.logBytes += bytes.length;
      this.#clients.stored(clocks);
      this.#relay(from, message);
      if (from.acks) {
        from.tellLater(clocks);
        this.#deps.unswept(this);
      }
      this.#presence.flush();
    });
  }

  #clientsShownBy(who: Participant): number[] {
    const client = this.#presence.clientOf(who);
    return client !== undefined && this.#clients.owner(client) === who.peer ? [client] : [];
  }

  #relay(from: Participant, message: Uint8Array): void {
    for (const to of this.#viewers) {
      if (to === from || !to.subscribed) continue;
      this.#deps.counts.relayed++;
      to.relay(message);
    }
  }

  /** Nothing in a message was new; what it repeats may not be stored yet. */
  #acknowledge(from: Participant, clients: number[]): void {
    if (!from.acks || clients.length === 0) return;
    const own = clients.filter((client) => this.#clients.owner(client) === from.peer);
    this.#log.flush().then(
      () => from.send(messages.stored(this.#clients.storedOf(own))),
      () => undefined,
    );
  }

  /**
   * Shows the others what a client says about itself, together with the edits before it, so that a caret does not
   * appear before its text.
   */
  #show(from: Participant, bytes: Uint8Array): void {
    if (from.seat === 'observer') return from.send(HEARTBEAT);
    this.#presence.receive(from, bytes, (client) => this.#clients.mayOwn(from.peer, client));
    if (!this.#log.isPending) setImmediate(() => this.#presence.flush());
  }

  /** A few times a second: does what can wait. */
  sweep(): void {
    this.#presence.sweep();
    for (const who of this.#viewers) if (who.tell(this.#deps.limits.ackMs)) this.#deps.unswept(this);
  }

  /** As `SheetLog.packIfQuiet`. */
  packIfQuiet(now: number): void {
    this.#log.packIfQuiet(now);
  }

  /** Resolves once what was written before is stored. */
  flush(): Promise<void> {
    return this.#log.flush();
  }

  /**
   * Resolves once all connections obey what their peers may do now, and what they wrote before is stored.
   * @param check the number of this recheck
   * @param rightOf throws a CloseError for a peer who may not be here
   */
  async recheck(check: number, rightOf: (peer: PeerId) => Granted): Promise<void> {
    for (const who of [...this.#viewers]) {
      if (!who.isOlderThan(check)) continue;
      try {
        this.#grant(who, rightOf(who.peer), check);
      } catch (error) {
        who.connection.endWith(error);
      }
    }
    // Connections whose updates could not be stored have already been notified.
    await this.flush().catch(() => undefined);
  }

  #grant(who: Participant, granted: Granted, check: number): void {
    const wasReading = who.right === 'read';
    who.grant(granted, check);
    this.#presence.changed(who);
    if (wasReading && who.right === 'write' && who.behind && who.subscribed)
      who.send(messages.stepOne(this.#clients.vector()));
  }

  #leave(who: Participant): void {
    this.#viewers.delete(who);
    this.#presence.left(who);
    this.releaseIfIdle();
  }

  /** Leaves nothing behind: loose updates are packed first. */
  releaseIfIdle(): void {
    if (this.#failed || this.#viewers.size + this.#expected > 0 || this.#log.isBusy) return;
    if (this.#log.isLoose) void this.#log.pack();
    else this.#deps.released(this);
  }

  /** The clocks counted updates that were never stored: nothing here can be relied on any more. */
  #fail(error: unknown): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#deps.suspects.add(this.id);
    this.#deps.log.error({ err: error, sheet: this.id }, 'sheet closed after an error');
    this.#deps.released(this);
    this.close(CLOSE.unavailable, 'not stored: try again');
  }

  /** Closes all connections. @param code as for `Connection.close` */
  close(code: number, why: string): void {
    for (const { connection } of [...this.#viewers]) connection.close(code, why);
  }
}
