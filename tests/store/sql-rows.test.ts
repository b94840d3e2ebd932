/** The sheets of the SQL that every database shares, held to the contract without what SQLite does in a way of its own. */

import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { migrate } from '../../server/store/migrations/migrate.ts';
import type { Tables } from '../../server/store/rows.ts';
import { createSqlStore } from '../../server/store/sql.ts';
import { sheetsContract } from './contract-sheets.ts';

const database = new Database(':memory:');
database.pragma('foreign_keys = ON');
const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
await migrate(db);
const store = createSqlStore(db, async () => undefined);

sheetsContract({ store, restarted: async () => store });
