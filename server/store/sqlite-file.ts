/** One SQLite file, opened as the store needs it: durable, migrated, and clean after a failed transaction. */

import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { CompiledQuery, Kysely, SqliteAdapter, SqliteDialect, SqliteDriver, type DatabaseConnection } from 'kysely';
import { migrate } from './migrations/migrate.ts';
import type { Tables } from './rows.ts';
import { Durability } from './sqlite-durability.ts';
import { beginClean, emptyLog, layAnew, offTheDisk } from './sqlite-erasure.ts';
import { createSqlStore } from './sql.ts';
import { sqliteSheets, type SqliteSheets } from './sqlite-sheets.ts';
import { sqliteSteps, type SqliteSteps } from './sqlite-steps.ts';
import type { Store } from './store.ts';

export type SqliteStore = Store & SqliteSheets & SqliteSteps;

/** How long a call waits for another process (a backup, a shell) that holds the file, in ms. */
const BUSY_TIMEOUT = 2_000;

/** @returns the store; closing it moves everything from the write-ahead log into the file, where the disk has room for that */
export async function openSqliteFile(file: string): Promise<SqliteStore> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
  const database = new Database(file);
  try {
    return await openSqliteDatabase(database);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** @param database closed with the store */
export async function openSqliteDatabase(database: Database.Database): Promise<SqliteStore> {
  database.pragma(`busy_timeout = ${BUSY_TIMEOUT}`);
  beginClean(database);
  database.pragma('journal_mode = WAL');
  database.pragma('foreign_keys = ON');
  const durability = new Durability(database);
  const db = new Kysely<Tables>({ dialect: new Dialect(database, durability) });
  await migrate(db);
  // An erasure that was killed before its answer has left its log.
  emptyLog(database);
  const store = createSqlStore(db, layAnew);
  return {
    ...store,
    ...offTheDisk(database, store.erasePeer),
    ...sqliteSheets(database, durability),
    ...sqliteSteps(database, durability, store.append),
  };
}

class Dialect extends SqliteDialect {
  readonly #database: Database.Database;
  readonly #durability: Durability;

  constructor(database: Database.Database, durability: Durability) {
    super({ database });
    this.#database = database;
    this.#durability = durability;
  }

  override createDriver(): Driver {
    return new Driver(this.#database, this.#durability);
  }

  override createAdapter(): Adapter {
    return new Adapter();
  }
}

class Driver extends SqliteDriver {
  readonly #database: Database.Database;
  readonly #durability: Durability;

  constructor(database: Database.Database, durability: Durability) {
    super({ database });
    this.#database = database;
    this.#durability = durability;
  }

  override acquireConnection(): Promise<DatabaseConnection> {
    this.#durability.demand('FULL');
    return super.acquireConnection();
  }

  /** Takes the write lock at once: a transaction that reads first could not wait for it later. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** A full disk makes SQLite roll back by itself; to do so again would hide the real error behind "no transaction is active". */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await super.rollbackTransaction(connection);
  }
}

class Adapter extends SqliteAdapter {
  /** SQLite does take its tables back with a transaction, so that a start that was killed leaves no half migration. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}
