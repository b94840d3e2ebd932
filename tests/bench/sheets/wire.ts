/** What each server's clients say on the wire: the y-websocket protocol, Hocuspocus' own framing of it, or nothing but frames. */

import * as encoding from 'lib0/encoding';

export type Dialect = 'y-websocket' | 'hocuspocus' | 'bare';
export type Kind = 'step-1' | 'step-2' | 'update' | 'other';

const KINDS: readonly Kind[] = ['step-1', 'step-2', 'update'];
const EMPTY_VECTOR = Uint8Array.of(0);

export interface Wire {
  /** The path of a sheet's socket. */
  path(sheet: string): string;
  /** What a client says first. */
  hello(sheet: string): Uint8Array[];
  /** Whether the server answers the hello with a step 2. */
  syncs: boolean;
  sync(sheet: string, step: 1 | 2, bytes: Uint8Array): Uint8Array;
  kindOf(payload: Uint8Array): Kind;
  /** The update in a step 2. */
  bodyOf(payload: Uint8Array): Uint8Array;
}

/** @param prefix the path before the sheet's name */
export function wireOf(dialect: Dialect, prefix: string): Wire {
  const named = dialect === 'hocuspocus';
  const body = (payload: Uint8Array): Uint8Array => (named ? payload.subarray(1 + (payload[0] ?? 0)) : payload);
  const sync = (sheet: string, step: 0 | 1 | 2, bytes: Uint8Array): Uint8Array =>
    encoding.encode((encoder) => {
      if (named) encoding.writeVarString(encoder, sheet);
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarUint(encoder, step);
      encoding.writeVarUint8Array(encoder, bytes);
    });
  return {
    path: (sheet) => (named ? prefix : `${prefix}${sheet}`),
    syncs: dialect !== 'bare',
    hello(sheet) {
      if (dialect === 'bare') return [];
      const first = sync(sheet, 0, EMPTY_VECTOR);
      return named ? [authentication(sheet), first] : [first];
    },
    sync,
    kindOf(payload) {
      const at = named ? 1 + (payload[0] ?? 0) : 0;
      // Hocuspocus answers a step 1 with a message of type 4 as well as with one of type 0.
      const isSync = payload[at] === 0 || (named && payload[at] === 4);
      return isSync ? (KINDS[payload[at + 1] ?? 3] ?? 'other') : 'other';
    },
    bodyOf(payload) {
      const message = body(payload);
      let at = 2;
      while (((message[at] ?? 0) & 0x80) !== 0) at++;
      return message.subarray(at + 1);
    },
  };
}

const authentication = (sheet: string): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarString(encoder, sheet);
    encoding.writeVarUint(encoder, 2);
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarString(encoder, 'token');
  });
