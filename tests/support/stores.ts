/** SQLite stores in directories of their own, for tests. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import type { Store } from '../../server/store/store.ts';

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
