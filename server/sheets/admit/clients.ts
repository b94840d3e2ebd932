/**
 * What the server knows of a sheet's document without holding it: its client ids, their clocks, their owners, and its
 * size.
 */

import * as Y from 'yjs';
import type { PeerId } from '../../../shared/room/ids.ts';
import type { SheetLimits } from '../limits.ts';
import { inspect } from '../wire/update.ts';
import { admit, SERVER, type Deleted, type Owner, type Verdict } from './admit.ts';
import { Apart } from './apart.ts';

/** One client id. A sheet has a handful of them: searching an array is faster than a map. */
interface Client {
  client: number;
  /** Null for the server, which wrote the starting code. */
  peer: PeerId | null;
  /** Its next clock, including the updates that are not stored yet, and without them. */
  clock: number;
  stored: number;
}

/** A client id, and its next clock. */
export type Clock = readonly [client: number, clock: number];

/** What an opened sheet says about its clients. */
export interface StoredClients {
  /** V1 state vector. */
  vector: Uint8Array;
  /** Read by `Apart.decode`. */
  apart: Uint8Array;
  /** The peer that each client id belongs to. */
  clients: ReadonlyMap<number, PeerId>;
}

/** Whose update is checked. */
export interface Author {
  peer: PeerId;
  /** What was deleted when their connection joined. */
  deleted: Deleted;
}

export class SheetClients {
  readonly #limits: SheetLimits;
  readonly #shownBy: (client: number) => PeerId | undefined;
  readonly #clients: Client[] = [];
  #apart = new Apart();

  /** @param shownBy the peer who has only shown a client id, and not written with it yet */
  constructor(limits: SheetLimits, shownBy: (client: number) => PeerId | undefined) {
    this.#limits = limits;
    this.#shownBy = shownBy;
  }

  open({ vector, apart, clients }: StoredClients): void {
    this.#apart = Apart.decode(apart);
    for (const [client, peer] of clients) this.#findOrAdd(client, peer).peer = peer;
    for (const [client, clock] of Y.decodeStateVector(vector)) {
      const known = this.#findOrAdd(client, null);
      known.clock = clock;
      known.stored = clock;
    }
  }

  #find(client: number): Client | undefined {
    for (const known of this.#clients) if (known.client === client) return known;
    return undefined;
  }

  #findOrAdd(client: number, peer: PeerId | null): Client {
    const known = this.#find(client);
    if (known) return known;
    const added = { client, peer, clock: 0, stored: 0 };
    this.#clients.push(added);
    return added;
  }

  /** Undefined if nobody has written with it. */
  owner(client: number): Owner | undefined {
    const known = this.#find(client);
    return known && (known.peer ?? SERVER);
  }

  /** Whether nobody else has written with a client id or shown it. */
  mayOwn(peer: PeerId, client: number): boolean {
    const owner = this.owner(client) ?? this.#shownBy(client);
    return owner === undefined || owner === peer;
  }

  /** @param bytesLeft how many more bytes the sheet takes. @throws {Malformed} */
  judge(bytes: Uint8Array, { peer, deleted }: Author, bytesLeft: number): Verdict {
    if (deleted.isAllOf(bytes)) return { is: 'known', clients: [] };
    const update = inspect(bytes);
    if (update.runs.length === 0 && update.deletions.length === 0) return { is: 'known', clients: [] };
    return admit(update, bytes, peer, {
      clock: (client) => this.#find(client)?.clock ?? 0,
      owner: (client) => this.owner(client) ?? this.#shownBy(client),
      isDeleted: (deletion) => deleted.has(deletion),
      isApart: (id) => this.#apart.has(id),
      clientsLeft: this.#limits.clients - this.clientsOf(peer).length,
      bytesLeft,
    });
  }

  /** An update is admitted: its clocks count from now on. */
  take({ clocks, apart }: Extract<Verdict, { is: 'new' }>, peer: PeerId): void {
    this.#apart.addAll(apart);
    for (const [client, clock] of clocks) {
      const known = this.#findOrAdd(client, peer);
      known.peer = peer;
      known.clock = clock;
    }
  }

  stored(clocks: readonly Clock[]): void {
    for (const [client, clock] of clocks) {
      const known = this.#find(client);
      if (known) known.stored = clock;
    }
  }

  clientsOf(peer: PeerId): number[] {
    return this.#clients.filter((each) => each.peer === peer).map(({ client }) => client);
  }

  /** The next clock that is stored, of each of these client ids. */
  storedOf(clients: readonly number[]): Clock[] {
    return clients.map((client) => [client, this.#find(client)?.stored ?? 0]);
  }

  /** What is stored, as a state vector. */
  vector(): Uint8Array {
    return Y.encodeStateVector(new Map(this.#clients.map(({ client, stored }) => [client, stored])));
  }
}
