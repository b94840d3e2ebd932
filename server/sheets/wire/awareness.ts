/**
 * Awareness messages (y-protocols): read without touching the entries of others, and written around the bytes that the client sent.
 *
 * An awareness update is varUint(count), count times varUint(client) varUint(clock) varString(JSON of the state, `null` once it has left).
 */

import { isUtf8 } from 'node:buffer';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { LIMITS, SHEET_MESSAGE } from '../../../shared/protocol.ts';
import { CLIENT_MAX, CLOCK_MAX, Malformed } from './struct.ts';

/** One client's entry as it came; its JSON is not read yet. */
export interface Entry {
  client: number;
  clock: number;
  json: Uint8Array;
}

/** What a client shows of itself. */
export interface State {
  /** What it says of its caret: anything at all. */
  cursor: unknown;
  /** Its JSON up to the last brace, so that a last field can be added. */
  open: Uint8Array;
}

/** One client's entry as it goes out; `state` is null once the client has left. */
export interface Shown {
  client: number;
  clock: number;
  state: State | null;
  /** JSON of who the server knows this to be. */
  user: Uint8Array;
}

const NULL = Buffer.from('null');
const CLOSING_BRACE = '}'.charCodeAt(0);
const QUOTE = '"'.charCodeAt(0);
const USER = Buffer.from('"user":');
const COMMA_USER = Buffer.from(',"user":');

/**
 * The entry that `isOwn` picks, or undefined. Stock clients send the states of others back too: those are skipped unread.
 * @throws {Malformed}
 */
export function readOwnEntry(bytes: Uint8Array, isOwn: (client: number) => boolean): Entry | undefined {
  let own: Entry | undefined;
  try {
    const decoder = decoding.createDecoder(bytes);
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      const client = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      const json = decoding.readVarUint8Array(decoder);
      if (!own && isOwn(client)) own = { client, clock, json };
    }
  } catch (error) {
    throw new Malformed('an awareness update', { cause: error });
  }
  if (own && (own.client >= CLIENT_MAX || own.clock >= CLOCK_MAX)) throw new Malformed('an awareness id');
  return own;
}

/**
 * Checks a state, once: it is relayed as the bytes that were checked.
 * @returns null for the state of a client that leaves
 * @throws {Malformed}
 */
export function readState({ json }: Entry): State | null {
  if (json.length > LIMITS.awareness || !isUtf8(json)) throw new Malformed('an awareness state');
  const state = parse(Buffer.from(json.buffer, json.byteOffset, json.length).toString());
  if (state === null) return null;
  // A copy: what came lies in memory that holds other frames too.
  const open = new Uint8Array(json.subarray(0, json.lastIndexOf(CLOSING_BRACE)));
  return { cursor: (state as { cursor?: unknown }).cursor, open };
}

function parse(json: string): object | null {
  let state: unknown;
  try {
    state = JSON.parse(json);
  } catch (error) {
    throw new Malformed('an awareness state', { cause: error });
  }
  if (typeof state !== 'object' || Array.isArray(state)) throw new Malformed('an awareness state');
  return state;
}

/** JSON of the user that the server adds to each state: these three fields, whatever else the object has. */
export const userJson = ({ name, seat, peer }: { name: string; seat: string; peer: string }): Uint8Array =>
  Buffer.from(JSON.stringify({ name, seat, peer }));

/**
 * The message that shows these clients. The server's `user` is the last field of each state: it counts where the client has sent one of its
 * own, since of two fields of one name `JSON.parse` takes the last (ECMA-262, 25.5.1).
 */
export function awareness(shown: readonly Shown[]): Uint8Array {
  const update = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, shown.length);
    for (const each of shown) writeShown(encoder, each);
  });
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, SHEET_MESSAGE.awareness);
    encoding.writeVarUint8Array(encoder, update);
  });
}

function writeShown(encoder: encoding.Encoder, { client, clock, state, user }: Shown): void {
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
  if (!state) return encoding.writeVarUint8Array(encoder, NULL);
  const name = hasField(state) ? COMMA_USER : USER;
  encoding.writeVarUint(encoder, state.open.length + name.length + user.length + 1);
  encoding.writeUint8Array(encoder, state.open);
  encoding.writeUint8Array(encoder, name);
  encoding.writeUint8Array(encoder, user);
  encoding.writeUint8(encoder, CLOSING_BRACE);
}

/** A state with a field has the quote of the field's name in it. */
const hasField = ({ open }: State): boolean => open.indexOf(QUOTE) >= 0;
