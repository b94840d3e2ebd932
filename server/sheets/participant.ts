/**
 * One connection to a sheet, as the sheet knows it: who it is, what it may do, what it has, and what it must still be
 * sent.
 */

import type { PeerId, Seat } from '../../shared/room/ids.ts';
import { deletedIn, nothingDeleted, type Deleted } from './admit/admit.ts';
import type { Clock } from './admit/clients.ts';
import type { Connection } from './connection.ts';
import type { Viewer } from './presence/presence.ts';
import type { Granted } from './rights.ts';
import * as messages from './wire/messages.ts';

/** Who enters with a connection. */
export interface Entrant {
  peer: PeerId;
  /** The connection asked for `stored` messages. */
  acks: boolean;
  granted: Granted;
  /** The number of the last recheck when its right was looked up. */
  checked: number;
}

export class Participant implements Viewer {
  readonly connection: Connection;
  readonly peer: PeerId;
  /** It asked for `stored` messages. */
  readonly acks: boolean;
  right: Granted['right'];
  name: string;
  seat: Seat | 'observer';
  /**
   * The server may lack edits that its client has: it has not sent a step 2 yet, or sent edits while it could not
   * write. Until its next step 2, which brings everything, edits that build on missing ones are ignored.
   */
  behind = true;
  /** What was deleted when it joined, until its step 2 has said what it knows of that. */
  deleted: Deleted = nothingDeleted;
  /** The number of the recheck that its right comes from: an older one that ends later changes nothing. */
  #checked: number;
  /** It has sent a step 1, so it is sent updates. */
  #subscribed = false;
  /** Updates that wait until its step 2 has been sent; null once they go straight through. */
  #held: Uint8Array[] | null = null;
  /**
   * What is stored of its client ids and not acknowledged yet: each id's next clock. Null for nothing, empty after a
   * deletion.
   */
  #untold: Map<number, number> | null = null;
  /** When it was last sent an acknowledgement (ms of the steady clock). */
  #toldAt = -Infinity;

  constructor(connection: Connection, { peer, acks, granted, checked }: Entrant) {
    this.connection = connection;
    this.peer = peer;
    this.acks = acks;
    this.right = granted.right;
    this.name = granted.name;
    this.seat = granted.seat;
    this.#checked = checked;
  }

  get subscribed(): boolean {
    return this.#subscribed;
  }

  send(message: Uint8Array): void {
    this.connection.send(message);
  }

  /** From now on it is sent updates; they wait until its state has been sent. */
  subscribe(): void {
    this.#held ??= [];
    this.#subscribed = true;
  }

  /**
   * Sends all that it lacks, then what has come meanwhile.
   * @param update what it lacks
   * @param state what the server has
   */
  catchUp(update: Uint8Array, { vector, deletions }: { vector: Uint8Array; deletions: Uint8Array }): void {
    this.deleted = deletedIn(deletions);
    this.connection.sendState(messages.stepTwo(update));
    this.send(messages.stepOne(vector));
    for (const held of this.#held ?? []) this.send(held);
    this.#held = null;
  }

  /** @param message with an update of somebody else */
  relay(message: Uint8Array): void {
    if (this.#held) this.#held.push(message);
    else this.send(message);
  }

  /**
   * An acknowledgement for each keystroke would double the writes, and only the word "saved" in the editor needs one.
   */
  tellLater(stored: readonly Clock[]): void {
    this.#untold ??= new Map();
    for (const [client, clock] of stored) this.#untold.set(client, clock);
  }

  /**
   * Acknowledges what is stored, if the last acknowledgement is long enough ago.
   * @param everyMs the shortest time between two acknowledgements
   * @returns whether something is left to tell
   */
  tell(everyMs: number): boolean {
    if (!this.#untold) return false;
    const now = performance.now();
    if (now - this.#toldAt < everyMs) return true;
    this.send(messages.stored([...this.#untold]));
    this.#untold = null;
    this.#toldAt = now;
    return false;
  }

  /** Whether a recheck with this number is newer than what is known. */
  isOlderThan(check: number): boolean {
    return this.#checked <= check;
  }

  /** @param check the number of the recheck that found this out */
  grant({ right, name, seat }: Granted, check: number): void {
    this.right = right;
    this.name = name;
    this.seat = seat;
    this.#checked = check;
  }
}
