/**
 * The log of one open sheet: appends edits and carets, knows how large the sheet is, and packs the log when it is long
 * or nobody writes.
 */

import type { PeerId, SheetId } from '../../../shared/room/ids.ts';
import type { Semaphore } from '../../semaphore.ts';
import type { SheetUpdate } from '../../store/store.ts';
import { Closed } from '../fold/threads.ts';
import type { Sample } from '../presence/carets.ts';
import type { CommitQueue } from './queue.ts';
import { SheetReader, type ReaderDeps, type SheetState } from './reader.ts';

export interface SheetLogDeps extends ReaderDeps {
  queue: CommitQueue;
  /** Limits how many logs are packed at a time. */
  permits: Semaphore;
  /** The server's clock, ms since the epoch. */
  now: () => number;
}

/** A Yjs update that changes nothing. */
const NO_CHANGE = Uint8Array.of(0, 0);
export class SheetLog {
  readonly #id: SheetId;
  readonly #deps: SheetLogDeps;
  readonly #settled: () => void;
  readonly #reader: SheetReader;
  /**
   * Rows after which the log is long. It differs from sheet to sheet, so that the sheets of a class that began together
   * are not packed together.
   */
  readonly #longRows: number;
  #latest: Promise<SheetState> | null = null;
  /** The state as it was last read: how many of its bytes are whose, and what folding it took (ms). */
  #known: { shares: ReadonlyMap<PeerId, number>; took: number } = { shares: new Map(), took: 0 };
  /** Rows and bytes of edits since it was read, and whose bytes. */
  #newRows = 0;
  #newBytes = 0;
  #newShares = new Map<PeerId, number>();
  /** Edits on their way to the store, and their bytes. */
  #pending = 0;
  readonly #pendingBytes = new Map<PeerId, number>();
  /** Carets since the log was packed. */
  #carets = 0;
  #isPacking = false;
  /** Something has been written since the log was packed, last at this time (ms of the steady clock). */
  #isLoose = false;
  #writtenAt = 0;

  /** @param settled called after an edit has been stored or has failed, and after the log has been packed */
  constructor(id: SheetId, deps: SheetLogDeps, settled: () => void) {
    this.#id = id;
    this.#deps = deps;
    this.#settled = settled;
    this.#reader = new SheetReader(id, deps);
    this.#longRows = (deps.limits.snapshotRows * (1 + Math.random())) / 2;
  }

  /** Bytes of edits that the sheet still takes of a peer. */
  bytesLeft(peer: PeerId): number {
    const { slowMs, slowBytes, sheetBytes } = this.#deps.limits;
    const { shares, took } = this.#known;
    // Edits that are all at the same place cost quadratic time to merge: a sheet of those may hardly grow.
    const most = took > slowMs ? slowBytes : sheetBytes;
    return most - (shares.get(peer) ?? 0) - (this.#newShares.get(peer) ?? 0);
  }

  /** Bytes of a peer's edits on their way to the store. */
  pendingBytesOf(peer: PeerId): number {
    return this.#pendingBytes.get(peer) ?? 0;
  }

  #countPending(peer: PeerId, bytes: number): void {
    const left = this.pendingBytesOf(peer) + bytes;
    if (left > 0) this.#pendingBytes.set(peer, left);
    else this.#pendingBytes.delete(peer);
  }

  get isPending(): boolean {
    return this.#pending > 0;
  }

  /** Something is in progress that the sheet must stay open for. */
  get isBusy(): boolean {
    return this.isPending || this.#isPacking;
  }

  /** Something has been written since the log was packed. */
  get isLoose(): boolean {
    return this.#isLoose;
  }

  /**
   * @param clients the client ids that the edit was written with
   * @param done called once, with an error where it could not be stored
   */
  append(peer: PeerId, clients: readonly number[], bytes: Uint8Array, done: (error?: unknown) => void): void {
    const updates = this.#rowsOf(peer, clients, bytes);
    this.#newRows += updates.length;
    this.#newBytes += bytes.length;
    this.#newShares.set(peer, (this.#newShares.get(peer) ?? 0) + bytes.length);
    this.#pending++;
    this.#countPending(peer, bytes.length);
    const settle = (error?: unknown): void => {
      this.#pending--;
      this.#countPending(peer, -bytes.length);
      this.#latest = null;
      done(error);
      if (error === undefined) this.#wrote();
      this.#settled();
    };
    this.#deps.queue.push({ sheet: this.#id, updates, stored: settle, failed: settle });
  }

  /** A row names one client id: each further one gets a row of its own, which claims it. */
  #rowsOf(peer: PeerId, clients: readonly number[], bytes: Uint8Array): SheetUpdate[] {
    const [sheet, at] = [this.#id, this.#deps.now()];
    const rows: SheetUpdate[] = [{ sheet, kind: 'edit', peer, client: clients[0] ?? null, at, bytes }];
    for (let i = 1; i < clients.length; i++)
      rows.push({ sheet, kind: 'edit', peer, client: clients[i] ?? null, at, bytes: NO_CHANGE });
    return rows;
  }

  /** Rejects where nothing can be stored. */
  probe(): Promise<void> {
    const row = { sheet: this.#id, kind: 'edit', peer: 'system', client: null, at: this.#deps.now() } as const;
    return this.#deps.queue.append(this.#id, [{ ...row, bytes: NO_CHANGE }]);
  }

  /** Carets that cannot be stored are dropped. */
  keepCarets(samples: readonly Sample[]): void {
    if (samples.length === 0) return;
    const common = { sheet: this.#id, kind: 'caret', client: null, at: this.#deps.now() } as const;
    const updates = samples.map(({ peer, caret }) => ({ ...common, peer, bytes: caret }));
    this.#deps.queue.push({ sheet: this.#id, updates, stored: () => undefined, failed: () => undefined });
    this.#carets += samples.length;
    this.#wrote();
  }

  #wrote(): void {
    this.#isLoose = true;
    this.#writtenAt = performance.now();
    if (this.#isLong) void this.pack();
  }

  /** So that a sheet that is written for hours does not grow an endless log, and its size stays known. */
  get #isLong(): boolean {
    const { unreadBytes, caretRows } = this.#deps.limits;
    return this.#newRows > this.#longRows || this.#newBytes > unreadBytes || this.#carets > caretRows;
  }

  /** Resolves once what was written before is stored. */
  async flush(): Promise<void> {
    if (this.isPending) await this.#deps.queue.flush(this.#id);
  }

  /**
   * The state as it is stored; those who ask within a moment read the same. Rejects with a CloseError where there is no
   * such sheet.
   */
  read(): Promise<SheetState> {
    if (this.#latest) return this.#latest;
    const latest = this.#measured(() => this.#reader.read());
    this.#latest = latest;
    const forget = (): void => {
      if (this.#latest === latest) this.#latest = null;
    };
    latest.then(() => setTimeout(forget, this.#deps.limits.foldMs).unref(), forget);
    return latest;
  }

  /** As `SheetReader.lacking`. */
  lacking(state: SheetState, vector: Uint8Array): Promise<Uint8Array> {
    return this.#reader.lacking(state, vector);
  }

  /** Updates appended while the state is read may be in it or not: they count as not read. */
  async #measured(read: () => Promise<SheetState>): Promise<SheetState> {
    const [rows, bytes, shares] = [this.#newRows, this.#newBytes, new Map(this.#newShares)];
    const state = await read();
    this.#known = { shares: await this.#reader.shares(state), took: state.took };
    this.#newRows -= rows;
    this.#newBytes -= bytes;
    for (const [peer, share] of shares) this.#newShares.set(peer, (this.#newShares.get(peer) ?? 0) - share);
    return state;
  }

  /** Packs the log when nobody has written for a while. @param now ms of the steady clock */
  packIfQuiet(now: number): void {
    if (this.#isLoose && !this.isPending && now - this.#writtenAt >= this.#deps.limits.quietMs) void this.pack();
  }

  /** Never rejects: what could not be packed stays where it is. */
  async pack(): Promise<void> {
    if (this.#isPacking) return;
    this.#isPacking = true;
    this.#isLoose = false;
    try {
      await this.#deps.permits.run(() => this.#compact());
    } catch (error) {
      if (!(error instanceof Closed)) this.#deps.log.warn({ err: error, sheet: this.#id }, 'sheet log not packed');
    } finally {
      this.#isPacking = false;
    }
    this.#settled();
  }

  async #compact(): Promise<void> {
    this.#carets = 0;
    await this.#deps.queue.flush(this.#id);
    await this.#measured(() => this.#reader.compact());
  }
}
