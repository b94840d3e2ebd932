/**
 * What each server's clients say on the wire: the y-websocket protocol, Hocuspocus' own framing of it, or nothing but
 * frames.
 */

import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { SHEET_MESSAGE } from '../../../../shared/wire.ts';
import type { Target } from './main.ts';

export type Kind = 'step-1' | 'step-2' | 'update' | 'awareness' | 'stored' | 'other';

const STEPS: readonly Kind[] = ['step-1', 'step-2', 'update'];
const EMPTY_VECTOR = Uint8Array.of(0);
/** Message types of Hocuspocus that y-websocket does not know. */
const HOCUSPOCUS = { auth: 2, syncReply: 4 };

export interface Wire {
  /** Whether each message begins with the name of its sheet. */
  named: boolean;
  /** Whether the server answers the hello with a step 2. */
  syncs: boolean;
  /** The path of a sheet's socket. */
  path(sheet: string): string;
  /** What a client says first. */
  hello(sheet: string): Uint8Array[];
  sync(sheet: string, step: 'step-1' | 'step-2' | 'update', bytes: Uint8Array): Uint8Array;
  awareness(sheet: string, bytes: Uint8Array): Uint8Array;
  kindOf(payload: Uint8Array): Kind;
  /** The update in a step 2, an update or an awareness message. */
  bodyOf(payload: Uint8Array): Uint8Array;
}

export function wireOf({ dialect, path: [before, after] }: Pick<Target, 'dialect' | 'path'>): Wire {
  const named = dialect === 'hocuspocus';
  const syncs = dialect !== 'bare';
  /** Where the message begins after the name, which is shorter than 128 bytes. */
  const start = (payload: Uint8Array): number => (named ? 1 + (payload[0] ?? 0) : 0);
  const message = (sheet: string, numbers: number[], bytes: Uint8Array): Uint8Array =>
    encoding.encode((encoder) => {
      if (named) encoding.writeVarString(encoder, sheet);
      for (const number of numbers) encoding.writeVarUint(encoder, number);
      encoding.writeVarUint8Array(encoder, bytes);
    });
  const wire: Wire = {
    named,
    syncs,
    path: (sheet) => (named ? before : `${before}${sheet}${after}`),
    hello(sheet) {
      if (!syncs) return [];
      const first = wire.sync(sheet, 'step-1', EMPTY_VECTOR);
      return named ? [authentication(sheet), first] : [first];
    },
    sync: (sheet, step, bytes) => message(sheet, [SHEET_MESSAGE.sync, STEPS.indexOf(step)], bytes),
    awareness: (sheet, bytes) => message(sheet, [SHEET_MESSAGE.awareness], bytes),
    kindOf(payload) {
      const at = start(payload);
      const type = payload[at];
      // Hocuspocus answers a step 1 with either type.
      if (type === SHEET_MESSAGE.sync || (named && type === HOCUSPOCUS.syncReply))
        return STEPS[payload[at + 1] ?? STEPS.length] ?? 'other';
      if (type === SHEET_MESSAGE.awareness) return 'awareness';
      return type === SHEET_MESSAGE.stored && !named ? 'stored' : 'other';
    },
    bodyOf(payload) {
      const at = start(payload);
      return lengthened(payload, payload[at] === SHEET_MESSAGE.awareness ? at + 1 : at + 2);
    },
  };
  return wire;
}

/** What follows a varUint of its length, at an offset. */
function lengthened(bytes: Uint8Array, at: number): Uint8Array {
  let start = at;
  while (((bytes[start] ?? 0) & 0x80) !== 0) start++;
  return bytes.subarray(start + 1);
}

const authentication = (sheet: string): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarString(encoder, sheet);
    encoding.writeVarUint(encoder, HOCUSPOCUS.auth);
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarString(encoder, 'token');
  });

/** Up to which clock a client's edits are stored, by a `stored` message; undefined where it does not say. */
export function storedClock(payload: Uint8Array, client: number): number | undefined {
  const decoder = decoding.createDecoder(payload);
  decoding.readVarUint(decoder);
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    const [named, clock] = [decoding.readVarUint(decoder), decoding.readVarUint(decoder)];
    if (named === client) return clock;
  }
  return undefined;
}
