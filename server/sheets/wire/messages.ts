/**
 * The frames of the sheet channel, as y-websocket and y-protocols write them: varUint(type), then
 * sync: varUint(0 step 1, 1 step 2, 2 update) varUint8Array(state vector or update);
 * awareness: varUint8Array(awareness update); query awareness: nothing more;
 * stored (ours): varUint(count), count times varUint(client) varUint(clock).
 */

import * as decoding from 'lib0/decoding';
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync';
import { SHEET_MESSAGE } from '../../../shared/wire.ts';
import { Malformed } from './struct.ts';
import { sizeOfVarUint, Writer } from './writer.ts';

export type SheetMessage =
  | { type: 'step-1'; vector: Uint8Array }
  /** `message` is the whole frame, so that it can be relayed as it came. */
  | { type: 'step-2' | 'update'; bytes: Uint8Array; message: Uint8Array }
  | { type: 'awareness'; bytes: Uint8Array }
  | { type: 'query-awareness' }
  /** Nothing that a server acts on. */
  | { type: 'ignored' };

/** @throws {Malformed} */
export function readMessage(frame: Uint8Array): SheetMessage {
  try {
    const decoder = decoding.createDecoder(frame);
    const message = readBody(decoder, decoding.readVarUint(decoder));
    if (message.type !== 'ignored' && decoding.hasContent(decoder)) throw new Malformed('bytes after its end');
    return message;
  } catch (error) {
    throw error instanceof Malformed ? error : new Malformed('not a message', { cause: error });
  }
}

function readBody(decoder: decoding.Decoder, type: number): SheetMessage {
  switch (type) {
    case SHEET_MESSAGE.sync:
      return readSync(decoder, decoding.readVarUint(decoder));
    case SHEET_MESSAGE.awareness:
      return { type: 'awareness', bytes: decoding.readVarUint8Array(decoder) };
    case SHEET_MESSAGE.queryAwareness:
      return { type: 'query-awareness' };
    case SHEET_MESSAGE.auth:
      return { type: 'ignored' };
    default:
      throw new Malformed('type of message');
  }
}

function readSync(decoder: decoding.Decoder, step: number): SheetMessage {
  const bytes = decoding.readVarUint8Array(decoder);
  switch (step) {
    case messageYjsSyncStep1:
      return { type: 'step-1', vector: bytes };
    case messageYjsSyncStep2:
      return { type: 'step-2', bytes, message: decoder.arr };
    case messageYjsUpdate:
      return { type: 'update', bytes, message: decoder.arr };
    default:
      throw new Malformed('step of the sync');
  }
}

export const stepOne = (vector: Uint8Array): Uint8Array => sync(messageYjsSyncStep1, vector);
export const stepTwo = (bytes: Uint8Array): Uint8Array => sync(messageYjsSyncStep2, bytes);
export const update = (bytes: Uint8Array): Uint8Array => sync(messageYjsUpdate, bytes);

function sync(step: number, bytes: Uint8Array): Uint8Array {
  return new Writer(2 + sizeOfVarUint(bytes.length) + bytes.length)
    .varUint(SHEET_MESSAGE.sync)
    .varUint(step)
    .varUint(bytes.length)
    .bytes(bytes)
    .finished();
}

/** @param clocks the next clock of each client id that is stored; none after a change that only deleted */
export function stored(clocks: readonly (readonly [client: number, clock: number])[]): Uint8Array {
  let size = 1 + sizeOfVarUint(clocks.length);
  for (const [client, clock] of clocks) size += sizeOfVarUint(client) + sizeOfVarUint(clock);
  const writer = new Writer(size).varUint(SHEET_MESSAGE.stored).varUint(clocks.length);
  for (const [client, clock] of clocks) writer.varUint(client).varUint(clock);
  return writer.finished();
}
