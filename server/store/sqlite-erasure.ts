/**
 * What it takes that nothing of erased words is left in the bytes of a SQLite file. `secure_delete` overwrites what is deleted, but not the copies that
 * SQLite leaves behind when it moves rows from page to page. So an erasure lays the tables of words anew, and empties the write-ahead log.
 */

import type Database from 'better-sqlite3';
import { sql } from 'kysely';
import type { Trx } from './rows.ts';
import { TABLES_OF_WORDS } from './sql-erasures.ts';
import type { PeerStore } from './store.ts';

/** `user_version` of a file in which nothing was ever deleted without being overwritten. */
const CLEAN = 1;
/** How long until the log is emptied that another process was reading, in ms. */
const AGAIN_MS = 1_000;

/** Whether this file holds nothing yet: then its pages are clean from the start. */
export function beginClean(database: Database.Database): void {
  if (database.pragma('page_count', { simple: true }) === 0) database.pragma(`user_version = ${CLEAN}`);
}

/** All rows of a table are taken out, which overwrites every one of its pages, and put back. */
export async function layAnew(trx: Trx): Promise<void> {
  for (const table of TABLES_OF_WORDS) {
    const [kept, laid] = [sql.table(`temp.kept_${table}`), sql.table(table)];
    await sql`create table ${kept} as select * from ${laid}`.execute(trx);
    await sql`delete from ${laid}`.execute(trx);
    await sql`insert into ${laid} select * from ${kept}`.execute(trx);
    await sql`drop table ${kept}`.execute(trx);
  }
}

/** @param erase forgets in one transaction; what is answered is off the disk */
export function offTheDisk(database: Database.Database, erase: PeerStore['erasePeer']): Pick<PeerStore, 'erasePeer'> {
  return {
    async erasePeer(peer, steps) {
      clean(database);
      const erased = await erase(peer, steps);
      if (erased.ok) emptyLog(database);
      return erased;
    },
  };
}

/** A file from an earlier version has free pages with old bytes in them: written whole, once, it has none. */
function clean(database: Database.Database): void {
  if (database.pragma('user_version', { simple: true }) === CLEAN) return;
  database.exec('vacuum');
  database.pragma(`user_version = ${CLEAN}`);
}

/** Moves the log into the file and cuts it to nothing; where another process reads it (a backup), as soon as that has ended. */
export function emptyLog(database: Database.Database): void {
  if (!database.open) return;
  const [{ busy }] = database.pragma('wal_checkpoint(TRUNCATE)') as [{ busy: number }];
  if (busy) setTimeout(() => emptyLog(database), AGAIN_MS).unref();
}
