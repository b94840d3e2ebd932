/**
 * Databases of other versions: an early one is brought to the latest tables with all it holds, a later one is refused.
 */

import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { tables } from '../../server/store/sqlite/migrations/0001-tables.ts';
import { migrate } from '../../server/store/sqlite/migrations/migrate.ts';
import { storeOf } from '../support/stores.ts';
import { created, joined, T0 } from './steps.ts';

/** A database as the first version left it: a room with a peer, and a sheet with two updates. */
function firstVersion(): Database.Database {
  const database = new Database(':memory:');
  database.exec(tables);
  database.exec(
    'create table kysely_migration (name varchar(255) not null primary key, timestamp varchar(255) not null)',
  );
  database.exec("insert into kysely_migration values ('0001-tables', '2026-01-05T09:00:00.000Z')");
  const add = (table: string, ...values: unknown[]) =>
    database.prepare(`insert into ${table} values (${values.map(() => '?').join()})`).run(values);
  add('peers', 'ann', '"Ann"', 'token', T0);
  add('rooms', 'room', 'hash', 3, T0, T0, null);
  for (const [i, event] of [created('room'), joined('ann'), joined('ann')].entries()) {
    const { at, actor, type, ...body } = event;
    add('room_events', 'room', i + 1, at, actor, type, JSON.stringify(body));
  }
  add('sheets', 'sheet', 'room', 2);
  add('sheet_updates', 'sheet', 1, T0, 'system', null, Buffer.of(1));
  add('sheet_updates', 'sheet', 2, T0, 'ann', 7, Buffer.of(2));
  return database;
}

it('keeps what the first version stored', async () => {
  const store = storeOf(firstVersion());
  expect(await store.peerByToken('token')).toEqual({ peer: 'ann', name: 'Ann' });
  expect(await store.devices('ann')).toEqual([T0]);
  expect(await store.roomsNaming('ann')).toEqual(['room']);
  expect((await store.loadRoom('room'))?.events).toEqual([created('room'), joined('ann'), joined('ann')]);
  expect(await store.shareHash('room')).toBeNull();
  const seed = { kind: 'edit', at: T0, peer: 'system', client: null };
  expect(await store.loadLog('sheet', 1)).toEqual({
    packs: [],
    loose: [
      { ...seed, n: 1, bytes: Uint8Array.of(1) },
      { ...seed, n: 2, peer: 'ann', client: 7, bytes: Uint8Array.of(2) },
    ],
  });
});

it('changes nothing the second time', () => {
  const database = firstVersion();
  const all = () => database.prepare('select * from kysely_migration order by name').all();
  migrate(database);
  const once = all();
  expect(once).toHaveLength(5);
  migrate(database);
  expect(all()).toEqual(once);
});

it('refuses a database of a later version', () => {
  const database = firstVersion();
  database.exec("insert into kysely_migration values ('9999-later', '2027-01-05T09:00:00.000Z')");
  expect(() => storeOf(database)).toThrow('a later version has made "9999-later"');
});
