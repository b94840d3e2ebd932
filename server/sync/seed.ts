/** The first update of a sheet: the starter code, written once, by the server. */

import * as Y from 'yjs';

/** The client id that starter text is written with: always the same, so that seeding twice would still write it once. */
const SEED_CLIENT = 1;

/** @returns a Yjs update (V1); an empty start gives an update that changes nothing */
export function seedSheet(start: string): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = SEED_CLIENT;
  doc.getText('code').insert(0, start);
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}
