/** A store over any SQL database that Kysely speaks to, made of the parts that own its tables. */

import type { Db } from './rows.ts';
import { peersIn } from './sql-peers.ts';
import { roomsIn } from './sql-rooms.ts';
import { sheetsIn } from './sql-sheets.ts';
import { stepsIn } from './sql-steps.ts';
import type { Store } from './store.ts';

/** @param db migrated, with transactions of which a failed one leaves nothing behind; closed with the store */
export function createSqlStore(db: Db): Store {
  return { ...peersIn(db), ...roomsIn(db), ...stepsIn(db), ...sheetsIn(db), close: () => db.destroy() };
}
