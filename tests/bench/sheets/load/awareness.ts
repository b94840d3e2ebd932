/** Awareness as an editor sends it: who somebody is, and beside which character their caret is. */

import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { TEXT } from '../typing.ts';

/** The clock of the state that a client announces when it joins; each keystroke's is one more. */
export const FIRST_CLOCK = 1;
/** What the client id of the one who reads is above that of the one who types. */
export const READER_ABOVE = 1_000_000_000;

const TYPIST = { name: 'Bela Bartos', color: '#30bced', colorLight: '#30bced33' };
const READER = { name: 'Ada Lovelace', color: '#6eeb83', colorLight: '#6eeb8333' };

/** Yjs' relative position as y-codemirror.next sends it. @param caret the clock of a character of that client, or -1 */
const positionAt = (client: number, caret: number) => ({
  type: null,
  tname: TEXT,
  item: caret < 0 ? null : { client, clock: caret },
  assoc: 0,
});

/** The awareness update of the person who types. */
export function typing(client: number, clock: number, caret: number): Uint8Array {
  const position = positionAt(client, caret);
  return encode(client, clock, { user: TYPIST, cursor: { anchor: position, head: position } });
}

/** What the one who reads announces: they have not clicked into the text. */
export const reading = (client: number): Uint8Array =>
  encode(client + READER_ABOVE, FIRST_CLOCK, { user: READER, cursor: null });

const encode = (client: number, clock: number, state: object): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, JSON.stringify(state));
  });

/** Which clock an awareness update has for a client; undefined where it says nothing of that client. */
export function clockIn(update: Uint8Array, client: number): number | undefined {
  const decoder = decoding.createDecoder(update);
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    const [named, clock] = [decoding.readVarUint(decoder), decoding.readVarUint(decoder)];
    if (named === client) return clock;
    decoding.readVarUint8Array(decoder);
  }
  return undefined;
}

/** Beside which of a client's characters an awareness update says that their caret is, as `positionAt` takes it. */
export function caretIn(update: Uint8Array, client: number): number | undefined {
  const decoder = decoding.createDecoder(update);
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    const named = decoding.readVarUint(decoder);
    decoding.readVarUint(decoder);
    const json = decoding.readVarString(decoder);
    if (named !== client) continue;
    const state = JSON.parse(json) as { cursor?: { head?: { item?: { clock?: number } | null } } } | null;
    const head = state?.cursor?.head;
    return head && (head.item?.clock ?? -1);
  }
  return undefined;
}
