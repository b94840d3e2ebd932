/** The hash of the secret by which somebody else reads a room's report. */

import type { Kysely, Migration } from 'kysely';

export const shareLinks: Migration = {
  async up({ schema }: Kysely<unknown>): Promise<void> {
    await schema.alterTable('rooms').addColumn('share_hash', 'text').execute();
  },
};
