/** The first tables: people, rooms with their history, and sheets with their logs. */

import { sql, type Kysely, type Migration } from 'kysely';

/**
 * Types that mean the same on SQLite and PostgreSQL: `bigint` for times (ms since the epoch) and Yjs client ids (32 bits without
 * a sign), `bytea` for bytes (SQLite stores a blob in a column of any type), `text` for JSON.
 */
export const tables: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await people(db);
    await rooms(db);
    await roomHistory(db);
    await roomTexts(db);
    await sheets(db);
  },
};

async function people({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('peers')
    .addColumn('peer', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute();
  await schema
    .createTable('card_history')
    .addColumn('peer', 'text', (c) => c.notNull())
    .addColumn('card', 'text', (c) => c.notNull())
    .addColumn('how', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('card_history_key', ['peer', 'card', 'how'])
    .execute();
}

async function rooms({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('rooms')
    .addColumn('room', 'text', (c) => c.primaryKey())
    .addColumn('secret_hash', 'text', (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('changed_at', 'bigint', (c) => c.notNull())
    .addColumn('due_at', 'bigint')
    .execute();
  await schema.createIndex('rooms_due').on('rooms').column('due_at').execute();
  await schema
    .createTable('room_members')
    .addColumn('room', 'text', (c) => c.notNull().references('rooms.room'))
    .addColumn('peer', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('room_members_key', ['room', 'peer'])
    .execute();
  await schema.createIndex('room_members_peer').on('room_members').column('peer').execute();
}

async function roomHistory({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('room_events')
    .addColumn('room', 'text', (c) => c.notNull().references('rooms.room'))
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('actor', 'text', (c) => c.notNull())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('room_events_key', ['room', 'seq'])
    .execute();
  await schema
    .createIndex('room_events_promised')
    .on('room_events')
    .columns(['actor', 'at'])
    .where(sql.ref('type'), '=', 'promised')
    .execute();
  await schema
    .createTable('commands')
    .addColumn('room', 'text', (c) => c.notNull().references('rooms.room'))
    .addColumn('actor', 'text', (c) => c.notNull())
    .addColumn('command', 'text', (c) => c.notNull())
    .addColumn('ack', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('commands_key', ['room', 'actor', 'command'])
    .execute();
}

async function roomTexts({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('words')
    .addColumn('words', 'text', (c) => c.primaryKey())
    .addColumn('room', 'text', (c) => c.notNull().references('rooms.room'))
    .addColumn('author', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('words_room').on('words').column('room').execute();
  await schema
    .createTable('cards')
    .addColumn('version', 'text', (c) => c.primaryKey())
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();
  await schema
    .createTable('room_cards')
    .addColumn('room', 'text', (c) => c.notNull().references('rooms.room'))
    .addColumn('version', 'text', (c) => c.notNull().references('cards.version'))
    .addPrimaryKeyConstraint('room_cards_key', ['room', 'version'])
    .execute();
  await schema
    .createTable('drafts')
    .addColumn('room', 'text', (c) => c.notNull().references('rooms.room'))
    .addColumn('peer', 'text', (c) => c.notNull())
    .addColumn('round', 'integer', (c) => c.notNull())
    .addColumn('rev', 'integer', (c) => c.notNull())
    .addColumn('form', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('drafts_key', ['room', 'peer', 'round'])
    .execute();
}

async function sheets({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('sheets')
    .addColumn('sheet', 'text', (c) => c.primaryKey())
    .addColumn('room', 'text', (c) => c.notNull().references('rooms.room'))
    .addColumn('updates', 'integer', (c) => c.notNull())
    .execute();
  await schema
    .createTable('sheet_updates')
    .addColumn('sheet', 'text', (c) => c.notNull().references('sheets.sheet'))
    .addColumn('n', 'integer', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('peer', 'text', (c) => c.notNull())
    .addColumn('client', 'bigint')
    .addColumn('bytes', 'bytea', (c) => c.notNull())
    .addPrimaryKeyConstraint('sheet_updates_key', ['sheet', 'n'])
    .execute();
  await schema
    .createTable('sheet_clients')
    .addColumn('sheet', 'text', (c) => c.notNull().references('sheets.sheet'))
    .addColumn('client', 'bigint', (c) => c.notNull())
    .addColumn('peer', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('sheet_clients_key', ['sheet', 'client'])
    .execute();
  await schema
    .createTable('sheet_snapshots')
    .addColumn('sheet', 'text', (c) => c.primaryKey().references('sheets.sheet'))
    .addColumn('through', 'integer', (c) => c.notNull())
    .addColumn('bytes', 'bytea', (c) => c.notNull())
    .execute();
}
