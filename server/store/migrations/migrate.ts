/** Brings a database to the latest tables; the list below is the whole history of its schema, in order. */

import { Migrator, type Migration } from 'kysely';
import type { Db } from '../rows.ts';
import { tables } from './0001-tables.ts';
import { packedLogs } from './0002-packed-logs.ts';
import { kindsOfUpdates } from './0003-kinds-of-updates.ts';
import { peerTokens } from './0004-peer-tokens.ts';
import { shareLinks } from './0005-share-links.ts';

/** Names sort in the order in which they are carried out. A published one is never changed or renamed. */
const migrations: Record<string, Migration> = {
  '0001-tables': tables,
  '0002-packed-logs': packedLogs,
  '0003-kinds-of-updates': kindsOfUpdates,
  '0004-peer-tokens': peerTokens,
  '0005-share-links': shareLinks,
};

export async function migrate(db: Db): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
