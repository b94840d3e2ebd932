/** Who is shown where in a sheet: cursors come from clients, names, seats and clocks from the server. */

import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { LIMITS } from '../../shared/protocol.ts';
import type { PeerId } from '../../shared/room/ids.ts';
import type { Connection } from './connection.ts';
import { CLIENT_MAX, CLOCK_MAX, Malformed } from './struct.ts';
import { awareness } from './messages.ts';

type State = Record<string, unknown>;

/** One client's state as it goes over the wire; null once it has left. */
interface Entry {
  client: number;
  clock: number;
  state: State | null;
}

interface Shown extends Entry {
  peer: PeerId;
  /**
   * What the others' clock of this client is ahead of its own by: one more each time the server spoke for it or it left, since a client that
   * comes back with the clock that it left with would not be seen. It begins with the time in seconds, so that it is
   * higher yet after a restart; and never at 0, the clock of a stock client's first state, of which nobody takes notice.
   */
  ahead: number;
}

/** Clients remembered after they have left. */
const REMEMBERED = 256;

/** Bytes that no connection can use, and that keep a stock client from thinking that the line is dead. */
export const HEARTBEAT = awareness(encode([]));

export class Presence {
  readonly #connections: ReadonlySet<Connection>;
  readonly #shows: (from: Connection, state: State | null) => void;
  readonly #shown = new Map<number, Shown>();

  /** @param shows is told what a connection shows of itself, null once it has taken that back */
  constructor(connections: ReadonlySet<Connection>, shows: (from: Connection, state: State | null) => void) {
    this.#connections = connections;
    this.#shows = shows;
  }

  /** Who was first seen with a client id. */
  ownerOf(client: number): PeerId | undefined {
    return this.#shown.get(client)?.peer;
  }

  /**
   * Stock clients send back every state they hear of: only the connection's own counts.
   * @param mayOwn whether a client id not seen on this connection yet can be its own
   * @throws {Malformed}
   */
  receive(from: Connection, bytes: Uint8Array, mayOwn: (client: number) => boolean): void {
    const entries = decode(bytes);
    if (from.seat === 'observer') return from.send(HEARTBEAT);
    const own = entries.find(({ client }) => (from.client === null ? mayOwn(client) : client === from.client));
    if (!own) return;
    if (own.client >= CLIENT_MAX || own.clock >= CLOCK_MAX) throw new Malformed('an awareness id');
    const state = readState(own.json);
    from.client = own.client;
    this.#remember({ client: own.client, clock: own.clock, state, peer: from.peer, ahead: this.#ahead(own.client) });
    from.presence.run(() => this.#tell(own.client));
    this.#shows(from, state);
  }

  #ahead(client: number): number {
    const shown = this.#shown.get(client);
    if (!shown) return Math.floor(Date.now() / 1000);
    return shown.state === null ? shown.ahead + 1 : shown.ahead;
  }

  /** Sends a connection everybody else's state. */
  greet(connection: Connection): void {
    const others = [...this.#shown.values()].filter(
      ({ client, state }) => state !== null && client !== connection.client,
    );
    connection.send(awareness(encode(others.map((shown) => this.#named(shown, shown.ahead)))));
  }

  /** After a connection's name or seat has changed. */
  renamed(connection: Connection): void {
    const shown = this.#shownBy(connection);
    if (!shown) return;
    shown.ahead++;
    this.#tell(shown.client);
  }

  /** After a connection has gone, or may not be seen any more. */
  left(connection: Connection): void {
    const untold = connection.presence.cancel();
    const shown = this.#shownBy(connection);
    const elsewhere = [...this.#connections].some(
      (other) => other !== connection && other.client === connection.client,
    );
    if (!shown || elsewhere || (shown.state === null && !untold)) return;
    shown.state = null;
    shown.ahead++;
    this.#tell(shown.client);
  }

  #shownBy(connection: Connection): Shown | undefined {
    return connection.client === null ? undefined : this.#shown.get(connection.client);
  }

  #remember(shown: Shown): void {
    this.#shown.set(shown.client, shown);
    if (this.#shown.size <= REMEMBERED) return;
    const gone = [...this.#shown.values()].find(({ state }) => state === null);
    if (gone) this.#shown.delete(gone.client);
  }

  #tell(client: number): void {
    const shown = this.#shown.get(client);
    if (!shown) return;
    const toOthers = awareness(encode([this.#named(shown, shown.ahead)]));
    const toItself = awareness(encode([this.#named(shown, 0)]));
    for (const connection of this.#connections) connection.send(connection.client === client ? toItself : toOthers);
  }

  #named({ client, clock, state, peer }: Shown, ahead: number): Entry {
    const by = [...this.#connections].find((connection) => connection.client === client);
    const user = by && { name: by.name, seat: by.seat, peer };
    return { client, clock: clock + ahead, state: state && { ...state, user } };
  }
}

function readState(json: Uint8Array): State | null {
  if (json.length > LIMITS.awareness) throw new Malformed('size of an awareness state');
  const state: unknown = parse(json);
  if (state === null) return null;
  if (typeof state !== 'object' || Array.isArray(state)) throw new Malformed('an awareness state');
  return { ...state };
}

function parse(json: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json));
  } catch (error) {
    throw new Malformed('an awareness state', { cause: error });
  }
}

/** varUint(count), count times varUint(client) varUint(clock) varString(JSON of the state). */
function decode(bytes: Uint8Array): { client: number; clock: number; json: Uint8Array }[] {
  try {
    const decoder = decoding.createDecoder(bytes);
    const count = decoding.readVarUint(decoder);
    const entries = [];
    for (let i = 0; i < count; i++) entries.push(decodeEntry(decoder));
    return entries;
  } catch (error) {
    throw new Malformed('an awareness update', { cause: error });
  }
}

function decodeEntry(decoder: decoding.Decoder): { client: number; clock: number; json: Uint8Array } {
  const client = decoding.readVarUint(decoder);
  const clock = decoding.readVarUint(decoder);
  return { client, clock, json: decoding.readVarUint8Array(decoder) };
}

function encode(entries: Entry[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.length);
    for (const { client, clock, state } of entries) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, JSON.stringify(state));
    }
  });
}
