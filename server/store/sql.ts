/** A store over any SQL database that Kysely speaks to, made of the parts that own its tables. */

import type { Db, Trx } from './rows.ts';
import { erasuresIn } from './sql-erasures.ts';
import { peersIn } from './sql-peers.ts';
import { roomsIn } from './sql-rooms.ts';
import { sheetsIn } from './sql-sheets.ts';
import { stepsIn } from './sql-steps.ts';
import { transfersIn } from './sql-transfers.ts';
import type { Store } from './store.ts';

/**
 * @param db migrated, with transactions of which a failed one leaves nothing behind; closed with the store
 * @param tidy the last part of an erasure's transaction
 */
export function createSqlStore(db: Db, tidy: (trx: Trx) => Promise<void>): Store {
  return {
    ...peersIn(db),
    ...transfersIn(db),
    ...erasuresIn(db, tidy),
    ...roomsIn(db),
    ...stepsIn(db),
    ...sheetsIn(db),
    close: () => db.destroy(),
  };
}
