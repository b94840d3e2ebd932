/** What is known of a sheet's text without holding it: whose client ids there are, how far each has come, and how large it all is. */

import * as Y from 'yjs';
import type { PeerId } from '../../shared/room/ids.ts';
import { admit, SERVER, type Owner, type Verdict } from './admit.ts';
import { Apart } from './apart.ts';
import type { Deleted } from './deleted.ts';
import { inspect } from './inspect.ts';
import type { SheetLimits } from './limits.ts';
import { quick } from './quick.ts';
import type { SheetState } from './reader.ts';

/** One client id. A sheet has a handful: looking through them beats a map. */
interface Client {
  client: number;
  /** Null for what the server wrote. */
  peer: PeerId | null;
  /** Its next clock, with what is on its way to the store, and without. */
  clock: number;
  stored: number;
}

/** Updates admitted since the sheet was opened, and their bytes. */
export interface Written {
  rows: number;
  bytes: number;
}

export type New = Extract<Verdict, { is: 'new' }>;

/** The client id an update was written with, and its next clock after it. */
interface Quickly {
  client: number;
  end: number;
}

/** The client id of an update that only deletes. */
export const NO_CLIENT = -1;

export class Ledger {
  readonly #limits: SheetLimits;
  readonly #clients: Client[] = [];
  #apart = new Apart();
  readonly written: Written = { rows: 0, bytes: 0 };
  /** The state as it was last read: its bytes, what folding it took (ms), and what had been written by then. */
  #read: Written & { size: number; took: number } = { rows: 0, bytes: 0, size: 0, took: 0 };

  constructor(limits: SheetLimits) {
    this.#limits = limits;
  }

  /** A sheet is opened with this. */
  open(state: SheetState): void {
    this.#apart = Apart.decode(state.apart);
    this.taken(state, this.written);
    for (const [client, clock] of Y.decodeStateVector(state.vector)) {
      const known = this.#find(client) ?? this.#add(client, null);
      known.clock = clock;
      known.stored = clock;
    }
  }

  /** @param written what had been written before the state was asked for */
  taken({ update, took, clients }: SheetState, { rows, bytes }: Written): void {
    for (const [client, peer] of clients) (this.#find(client) ?? this.#add(client, peer)).peer = peer;
    this.#read = { rows, bytes, size: update.length, took };
  }

  get unread(): Written {
    return { rows: this.written.rows - this.#read.rows, bytes: this.written.bytes - this.#read.bytes };
  }

  #find(client: number): Client | undefined {
    for (const known of this.#clients) if (known.client === client) return known;
    return undefined;
  }

  #add(client: number, peer: PeerId | null): Client {
    const added = { client, peer, clock: 0, stored: 0 };
    this.#clients.push(added);
    return added;
  }

  /** Undefined where nobody has written with it. */
  owner(client: number): Owner | undefined {
    const known = this.#find(client);
    return known && (known.peer ?? SERVER);
  }

  get #bytesLeft(): number {
    // Edits that all claim the same place cost quadratic time to merge: a sheet of those grows no more.
    if (this.#read.took > this.#limits.slowMs) return 0;
    return this.#limits.sheetBytes - this.#read.size - this.unread.bytes;
  }

  /**
   * The commonest updates, judged at a fraction of the cost: one piece of text, or one deletion. What is admitted counts from now on.
   * @returns null for an update that must be looked at closely
   */
  takeQuickly(bytes: Uint8Array, peer: PeerId): Quickly | null {
    const update = quick(bytes);
    if (!update) return null;
    const known = this.#find(update.client);
    if (!known) return null;
    if (update.deletes && update.end > known.clock) return null;
    if (update.deletes) return this.#admitted(NO_CLIENT, 0, bytes);
    if (known.peer !== peer || known.clock !== update.clock || bytes.length > this.#bytesLeft) return null;
    if (!this.#stands(update.originClient, update.originClock, known, update.clock)) return null;
    if (!this.#stands(update.rightClient, update.rightClock, known, update.clock)) return null;
    known.clock = update.end;
    return this.#admitted(update.client, update.end, bytes);
  }

  #admitted(client: number, end: number, { length }: Uint8Array): Quickly {
    this.#count(1, length);
    return { client, end };
  }

  /** Whether a neighbour is there already, and in a text. */
  #stands(client: number, clock: number, own: Client, before: number): boolean {
    if (client < 0) return true;
    const reached = client === own.client ? before : (this.#find(client)?.clock ?? 0);
    return clock < reached && !this.#apart.holds(client, clock);
  }

  /** @throws {Malformed} */
  judge(bytes: Uint8Array, peer: PeerId, deleted: Deleted, shownBy: (client: number) => PeerId | undefined): Verdict {
    if (deleted.isAllOf(bytes)) return { is: 'known', clients: [] };
    const update = inspect(bytes);
    if (update.runs.length === 0 && update.deletions.length === 0) return { is: 'known', clients: [] };
    return admit(update, bytes, peer, {
      clock: (client) => this.#find(client)?.clock ?? 0,
      owner: (client) => this.owner(client) ?? shownBy(client),
      isDeleted: (deletion) => deleted.has(deletion),
      isApart: (id) => this.#apart.has(id),
      clientsLeft: this.#limits.clients - this.#clients.filter((each) => each.peer !== null).length,
      bytesLeft: this.#bytesLeft,
    });
  }

  take({ bytes, clients, clocks, apart }: New, peer: PeerId, rows: number): void {
    this.#apart.addAll(apart);
    for (const client of clients) (this.#find(client) ?? this.#add(client, peer)).peer = peer;
    for (const [client, clock] of clocks) (this.#find(client) ?? this.#add(client, peer)).clock = clock;
    this.#count(rows, bytes.length);
  }

  #count(rows: number, bytes: number): void {
    this.written.rows += rows;
    this.written.bytes += bytes;
  }

  stored(client: number, clock: number): void {
    const known = this.#find(client);
    if (known) known.stored = clock;
  }

  clientsOf(peer: PeerId): number[] {
    return this.#clients.filter((each) => each.peer === peer).map(({ client }) => client);
  }

  /** The next clock that is stored, of each of these client ids. */
  storedOf(clients: readonly number[]): Map<number, number> {
    return new Map(clients.map((client) => [client, this.#find(client)?.stored ?? 0]));
  }

  /** What is stored, as a state vector. */
  vector(): Uint8Array {
    return Y.encodeStateVector(new Map(this.#clients.map(({ client, stored }) => [client, stored])));
  }
}
