/**
 * Awareness messages (y-protocols): read without touching the entries of others, and written around the bytes that the
 * client sent.
 *
 * An awareness update is varUint(count), count times varUint(client) varUint(clock) varString(JSON of the state, `null`
 * once it has left).
 */

import { isUtf8 } from 'node:buffer';
import * as decoding from 'lib0/decoding';
import { LIMITS } from '../../../shared/limits.ts';
import { SHEET_MESSAGE } from '../../../shared/wire.ts';
import { CLIENT_MAX, CLOCK_MAX, Malformed } from './struct.ts';
import { sizeOfVarUint, Writer } from './writer.ts';

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
  /** Its JSON up to the last brace, so that a last field can be added, and how many bytes that is. */
  open: string;
  size: number;
}

/** JSON of who the server knows somebody to be, as a field of a state, and its bytes. */
export interface User {
  field: string;
  size: number;
}

/** One client's entry as it goes out; `state` is null once the client has left. */
export interface Shown {
  client: number;
  clock: number;
  state: State | null;
  user: User;
}

const NULL = 'null';

/**
 * The entry that `isOwn` picks, or undefined. Stock clients send the states of others back too: those are skipped
 * unread.
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
 * Checks a state, once: it is relayed as the text that was checked.
 * @returns null for the state of a client that leaves
 * @throws {Malformed}
 */
export function readState({ json }: Entry): State | null {
  if (json.length > LIMITS.awareness || !isUtf8(json)) throw new Malformed('an awareness state');
  const text = Buffer.from(json.buffer, json.byteOffset, json.length).toString();
  const state = parse(text);
  if (state === null) return null;
  const end = text.lastIndexOf('}');
  // What follows the last brace is white space: a byte each.
  return {
    cursor: (state as { cursor?: unknown }).cursor,
    open: text.slice(0, end),
    size: json.length - (text.length - end),
  };
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

/** The user that the server adds to each state: these three fields, whatever else the object has. */
export function userOf({ name, seat, peer }: { name: string; seat: string; peer: string }): User {
  const field = `"user":${JSON.stringify({ name, seat, peer })}}`;
  return { field, size: Buffer.byteLength(field) };
}

/**
 * The message that shows these clients. The server's `user` is the last field of each state: it counts where the client
 * has sent one of its own, since of two fields of one name `JSON.parse` takes the last (ECMA-262, 25.5.1).
 */
export function awareness(shown: readonly Shown[]): Uint8Array {
  let size = sizeOfVarUint(shown.length);
  for (const each of shown) size += sizeOf(each);
  const writer = new Writer(1 + sizeOfVarUint(size) + size)
    .varUint(SHEET_MESSAGE.awareness)
    .varUint(size)
    .varUint(shown.length);
  for (const each of shown) write(writer, each);
  return writer.finished();
}

function sizeOf(shown: Shown): number {
  const json = sizeOfJson(shown);
  return sizeOfVarUint(shown.client) + sizeOfVarUint(shown.clock) + sizeOfVarUint(json) + json;
}

const sizeOfJson = ({ state, user }: Shown): number =>
  state ? state.size + commaAfter(state).length + user.size : NULL.length;

/** A state with a field has the quotes of its name in it. */
const commaAfter = ({ open }: State): string => (open.includes('"') ? ',' : '');

function write(writer: Writer, shown: Shown): void {
  const { client, clock, state, user } = shown;
  writer.varUint(client).varUint(clock).varUint(sizeOfJson(shown));
  if (state) writer.text(state.open).text(commaAfter(state)).text(user.field);
  else writer.text(NULL);
}
