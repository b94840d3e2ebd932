/** What an update of a sheet's log is: until here all were edits. */

import type { Kysely, Migration } from 'kysely';

export const kindsOfUpdates: Migration = {
  async up({ schema }: Kysely<unknown>): Promise<void> {
    await schema
      .alterTable('sheet_updates')
      .addColumn('kind', 'text', (c) => c.notNull().defaultTo('edit'))
      .execute();
  },
};
