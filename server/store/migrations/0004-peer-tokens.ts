/** A token for each device of a peer, one-time codes that make one, and who has ever been in a room. */

import type { Kysely, Migration } from 'kysely';
import type { RoomEvent } from '../../../shared/room/events.ts';
import { chunks, type Tables } from '../rows.ts';

/** The rows that this reads and writes, as they are while it does. */
type Before = Pick<Tables, 'peer_tokens' | 'room_people' | 'room_events'> & {
  peers: Tables['peers'] & { token_hash: string };
  peers_without_token: Tables['peers'];
};

export const peerTokens: Migration = {
  async up(db: Kysely<Before>): Promise<void> {
    await tokens(db);
    await people(db);
    await db.schema
      .createTable('transfer_codes')
      .addColumn('peer', 'text', (c) => c.primaryKey())
      .addColumn('code_hash', 'text', (c) => c.notNull().unique())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .execute();
  },
};

/** A column with a unique key cannot be dropped everywhere, so the peers move to a table without it. */
async function tokens(db: Kysely<Before>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('peer_tokens')
    .addColumn('token_hash', 'text', (c) => c.primaryKey())
    .addColumn('peer', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();
  await schema.createIndex('peer_tokens_peer').on('peer_tokens').column('peer').execute();
  await schema
    .createTable('peers_without_token')
    .addColumn('peer', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute();
  await db
    .insertInto('peer_tokens')
    .columns(['token_hash', 'peer', 'at'])
    .expression(db.selectFrom('peers').select(['token_hash', 'peer', 'created_at']))
    .execute();
  await db
    .insertInto('peers_without_token')
    .columns(['peer', 'name', 'created_at'])
    .expression(db.selectFrom('peers').select(['peer', 'name', 'created_at']))
    .execute();
  await schema.dropTable('peers').execute();
  await schema.alterTable('peers_without_token').renameTo('peers').execute();
}

/** Whoever is named anywhere in a room has come into it once. */
async function people(db: Kysely<Before>): Promise<void> {
  await db.schema
    .createTable('room_people')
    .addColumn('peer', 'text', (c) => c.notNull())
    .addColumn('room', 'text', (c) => c.notNull().references('rooms.room'))
    .addPrimaryKeyConstraint('room_people_key', ['peer', 'room'])
    .execute();
  const came = db.selectFrom('room_events').select(['room', 'body']);
  const rows = await came
    .where('type', 'in', ['peer-joined', 'observer-joined'] satisfies RoomEvent['type'][])
    .execute();
  for (const some of chunks(rows)) {
    const named = some.map(({ room, body }) => ({ room, peer: (JSON.parse(body) as { peer: string }).peer }));
    await db
      .insertInto('room_people')
      .values(named)
      .onConflict((c) => c.doNothing())
      .execute();
  }
}
