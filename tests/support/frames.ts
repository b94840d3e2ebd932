/** Frames as clients send them, and documents to send. */

import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { SHEET_MESSAGE } from '../../shared/wire.ts';

export const syncFrame = (step: number, bytes: Uint8Array): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, SHEET_MESSAGE.sync);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, bytes);
  });

export const awarenessFrame = (client: number, clock: number, json: string): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, SHEET_MESSAGE.awareness);
    encoding.writeVarUint8Array(
      encoder,
      encoding.encode((body) => {
        encoding.writeVarUint(body, 1);
        encoding.writeVarUint(body, client);
        encoding.writeVarUint(body, clock);
        encoding.writeVarString(body, json);
      }),
    );
  });

/** A place in a sheet's code, as a pin or a mark names it. */
export const PLACE = { from: '{"tname":"code","assoc":0}', to: '{"tname":"code","assoc":-1}' };

/** A document of a given client id that says something. */
export function docSaying(text: string, client?: number): Y.Doc {
  const doc = new Y.Doc();
  if (client !== undefined) doc.clientID = client;
  doc.getText('code').insert(0, text);
  return doc;
}

/** An update that deletes a range and nothing else. */
export function deleting(client: number, clock: number, length: number): Uint8Array {
  return Uint8Array.of(0, 1, client, 1, clock, length);
}
