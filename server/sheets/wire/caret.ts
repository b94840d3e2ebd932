/**
 * A caret as the log keeps it: in which text, and beside which characters of it, so that it says the same whatever is
 * typed elsewhere.
 *
 * Nothing for a caret that is in no text; else varString(the text's name) and the anchor, and the head where it is
 * elsewhere. Each is varUint(0 at the end of the text, 1 at its beginning, 2 before a character, 3 behind one), and for
 * a character varUint(client) varUint(clock).
 */

import * as decoding from 'lib0/decoding';
import { CLIENT_MAX, CLOCK_MAX, TEXT_ROOTS, type Id } from './struct.ts';
import { sizeOfVarUint, Writer } from './writer.ts';

/** Before or behind a character, or at either end of the text. */
export interface Position {
  id: Id | null;
  behind: boolean;
}

export interface Caret {
  /** The name of its root: `code`, `frame/<part>`. */
  text: string;
  anchor: Position;
  head: Position;
}

export const NOWHERE: Uint8Array = new Uint8Array();

/**
 * What a client says of its caret, in the bytes of the log.
 * @param said Yjs relative positions as JSON, nothing, or anything at all
 * @returns null where it is no caret in a text
 */
export function encodeCaret(said: unknown): Uint8Array | null {
  if (said === null || said === undefined) return NOWHERE;
  if (!isObject(said) || !isObject(said['anchor']) || !isObject(said['head'])) return null;
  const { tname: text } = said['anchor'];
  if (typeof text !== 'string' || !TEXT_ROOTS.has(text) || said['head']['tname'] !== text) return null;
  const [anchor, head] = [positionOf(said['anchor']), positionOf(said['head'])];
  if (!anchor || !head) return null;
  const positions = isSame(anchor, head) ? [anchor] : [anchor, head];
  let size = sizeOfVarUint(text.length) + text.length;
  for (const position of positions) size += sizeOfPosition(position);
  // The names of texts are ASCII: a byte for each character.
  const writer = new Writer(size).varUint(text.length).text(text);
  for (const position of positions) writePosition(writer, position);
  return writer.finished();
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function positionOf({ item, assoc = 0 }: Record<string, unknown>): Position | null {
  if (typeof assoc !== 'number') return null;
  const behind = assoc < 0;
  if (item === null || item === undefined) return { id: null, behind };
  if (!isObject(item)) return null;
  const { client, clock } = item;
  return isBelow(CLIENT_MAX, client) && isBelow(CLOCK_MAX, clock) ? { id: { client, clock }, behind } : null;
}

const isBelow = (limit: number, value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < limit;

const isSame = (a: Position, b: Position): boolean =>
  a.behind === b.behind && a.id?.client === b.id?.client && a.id?.clock === b.id?.clock;

const kindOf = ({ id, behind }: Position): number => (id ? 2 : 0) + (behind ? 1 : 0);

const sizeOfPosition = ({ id }: Position): number => 1 + (id ? sizeOfVarUint(id.client) + sizeOfVarUint(id.clock) : 0);

function writePosition(writer: Writer, position: Position): void {
  writer.varUint(kindOf(position));
  if (position.id) writer.varUint(position.id.client).varUint(position.id.clock);
}

/** @returns null for a caret that is in no text */
export function decodeCaret(bytes: Uint8Array): Caret | null {
  if (bytes.length === 0) return null;
  const decoder = decoding.createDecoder(bytes);
  const text = decoding.readVarString(decoder);
  const anchor = readPosition(decoder);
  return { text, anchor, head: decoding.hasContent(decoder) ? readPosition(decoder) : anchor };
}

function readPosition(decoder: decoding.Decoder): Position {
  const kind = decoding.readVarUint(decoder);
  const id = kind < 2 ? null : { client: decoding.readVarUint(decoder), clock: decoding.readVarUint(decoder) };
  return { id, behind: kind % 2 === 1 };
}
