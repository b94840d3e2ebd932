/** Brings a database to the latest tables; the list below is the whole history of its schema, in order. */

import type Database from 'better-sqlite3';
import { tables } from './0001-tables.ts';
import { packedLogs } from './0002-packed-logs.ts';
import { kindsOfUpdates } from './0003-kinds-of-updates.ts';
import { peerTokens } from './0004-peer-tokens.ts';
import { shareLinks } from './0005-share-links.ts';

/** Names and SQL. A published one is never changed or renamed. */
const MIGRATIONS: readonly (readonly [name: string, sql: string])[] = [
  ['0001-tables', tables],
  ['0002-packed-logs', packedLogs],
  ['0003-kinds-of-updates', kindsOfUpdates],
  ['0004-peer-tokens', peerTokens],
  ['0005-share-links', shareLinks],
];

/** A later version made this database: its tables may mean something else. */
export class NewerSchema extends Error {
  readonly code = 'NEWER_SCHEMA';
}

const namesIn = (database: Database.Database): string[] =>
  database.prepare<[], string>('select name from kysely_migration').pluck().all();

/** Whether it has exactly the tables that this version knows. */
export function isLatest(database: Database.Database): boolean {
  const isOurs = database.prepare("select 1 from sqlite_master where name = 'kysely_migration'").get() !== undefined;
  return isOurs && namesIn(database).sort().join() === MIGRATIONS.map(([name]) => name).join();
}

/**
 * Part of a transaction, so that a start that is killed leaves no half migration.
 * @throws NewerSchema
 */
export function migrate(database: Database.Database): void {
  // Called after the library that carried the first migrations out.
  database.exec(`create table if not exists kysely_migration (
    name varchar(255) not null primary key,
    timestamp varchar(255) not null
  )`);
  const done = namesIn(database);
  const unknown = done.find((name) => !MIGRATIONS.some(([known]) => known === name));
  if (unknown !== undefined) throw new NewerSchema(`a later version has made "${unknown}"`);
  const remember = database.prepare('insert into kysely_migration (name, timestamp) values (?, ?)');
  for (const [name, sql] of MIGRATIONS) {
    if (done.includes(name)) continue;
    database.exec(sql);
    remember.run(name, new Date().toISOString());
  }
}
