/** One SQLite file, opened as the store needs it: durable, migrated, and clean after a failed transaction. */

import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { Store } from '../store.ts';
import type { Direct } from './direct.ts';
import { Durability } from './durability.ts';
import { beginClean, emptyLog, erasuresIn } from './erasure.ts';
import { migrate } from './migrations/migrate.ts';
import { peersIn } from './peers.ts';
import { roomsIn } from './rooms.ts';
import { sheetsIn, type Sheets } from './sheets.ts';
import { demandSound } from './soundness.ts';
import { StepWriter } from './step-writer.ts';
import { stepsIn, type Steps } from './steps.ts';
import { transfersIn } from './transfers.ts';

export interface SqliteStore extends Direct<Store>, Sheets, Steps {
  /** Whether another process (a backup, a shell) keeps this one from writing. */
  isLocked(): boolean;
}

/** How long opening waits for another process that holds the file, in ms. */
const OPEN_TIMEOUT = 2_000;

/**
 * KiB of pages that SQLite keeps. The driver's own default is 16,000, which a server of a hundred rooms fills; the
 * system keeps the pages of the file as well.
 */
const CACHE_KIB = 2_000;

/**
 * Creates the file and its directory where they are missing.
 * @param leftOpen the last process that used the file did not end cleanly
 * @throws Unsound, NewerSchema, or what SQLite or the file system throws
 */
export function openSqliteFile(file: string, leftOpen = false): SqliteStore {
  demandSound(file, leftOpen);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
  const database = new Database(file);
  try {
    return openSqliteDatabase(database);
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * @param database closed with the store, which moves everything from the write-ahead log into the file, where the disk
 * has room for that
 */
export function openSqliteDatabase(database: Database.Database): SqliteStore {
  database.pragma(`busy_timeout = ${OPEN_TIMEOUT}`);
  // A table that is rewritten for an erasure must not be left in the system's folder of temporary files.
  database.pragma('temp_store = MEMORY');
  beginClean(database);
  database.pragma(`cache_size = -${CACHE_KIB}`);
  database.pragma('journal_mode = WAL');
  database.pragma('foreign_keys = ON');
  const durability = new Durability(database);
  durability.commit(() => migrate(database));
  const writer = new StepWriter(database);
  const sheets = sheetsIn(database, durability);
  // From here on a call that finds the file locked fails at once: the thread must go on with what can be done.
  database.pragma('busy_timeout = 0');
  // An erasure that was killed before its answer, or answered as pending, has left its log.
  emptyLog(database);
  return {
    ...peersIn(database, durability),
    ...transfersIn(database, durability),
    ...erasuresIn(database, durability, writer),
    ...roomsIn(database),
    ...stepsIn(database, durability, writer),
    ...sheets,
    isLocked: () => durability.isLocked(),
    close: () => void database.close(),
  };
}
