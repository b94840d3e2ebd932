/** Packed pieces of the sheets' logs, and the journal that SQLite's group commits go to. */

import type { Kysely, Migration } from 'kysely';

export const packedLogs: Migration = {
  async up({ schema }: Kysely<unknown>): Promise<void> {
    await schema
      .createTable('sheet_packs')
      .addColumn('sheet', 'text', (c) => c.notNull().references('sheets.sheet'))
      .addColumn('first', 'integer', (c) => c.notNull())
      .addColumn('last', 'integer', (c) => c.notNull())
      .addColumn('bytes', 'bytea', (c) => c.notNull())
      .addPrimaryKeyConstraint('sheet_packs_key', ['sheet', 'first'])
      .execute();
    await schema
      .createTable('sheet_journal')
      .addColumn('id', 'integer', (c) => c.primaryKey())
      .addColumn('bytes', 'bytea', (c) => c.notNull())
      .execute();
  },
};
