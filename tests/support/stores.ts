/** SQLite stores for tests: in memory on the calling thread, or in a directory of their own with their thread. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { toError, toFailure } from '../../server/store/sqlite/calls.ts';
import { openSqliteDatabase, type SqliteStore } from '../../server/store/sqlite/database.ts';
import { openSqliteStore } from '../../server/store/sqlite/open.ts';
import type { Store } from '../../server/store/store.ts';

type Promised<Methods> = {
  [Name in keyof Methods]: Methods[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Result>
    : never;
};

/** The store of a database on this thread: what a call does is done when the call returns its promise. */
export function storeOf(database: Database.Database): Promised<SqliteStore> {
  const methods: [string, (...args: never[]) => unknown][] = Object.entries(openSqliteDatabase(database));
  const promised = methods.map(([name, method]) => [
    name,
    async (...args: never[]) => {
      try {
        return method(...args);
      } catch (error) {
        throw toError(toFailure(error), `The store could not do ${name}`);
      }
    },
  ]);
  return Object.fromEntries(promised) as Promised<SqliteStore>;
}

export const memoryStore = (): Store => storeOf(new Database(':memory:'));

export interface TemporarySqlite {
  /** The store as last opened. */
  readonly store: Store;
  readonly file: string;
  /** Closes the store and opens its file again, as a restart does. */
  reopen(): Promise<Store>;
  /** Closes the store and removes the directory. */
  dispose(): Promise<void>;
}

export async function temporaryDirectory(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'practice-room-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

export async function temporarySqlite(): Promise<TemporarySqlite> {
  const directory = await temporaryDirectory();
  const file = join(directory.path, 'practice-room.sqlite');
  let store = await openSqliteStore(file);
  return {
    file,
    get store() {
      return store;
    },
    async reopen() {
      await store.close();
      store = await openSqliteStore(file);
      return store;
    },
    async dispose() {
      await store.close();
      await directory.remove();
    },
  };
}
