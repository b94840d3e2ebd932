/** Disks for tests: one that takes its time, and a small one that can be full. */

import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { openSqliteStore } from '../../server/store/sqlite/open.ts';
import type { Store } from '../../server/store/store.ts';
import { storeOf, temporaryDirectory } from './stores.ts';

/** Every commit of sheet updates takes that many turns of the event loop longer: as slow on a fast machine. */
export const slowly = (store: Store, turns: number): Store => ({
  ...store,
  async appendUpdates(updates) {
    for (let turn = 0; turn < turns; turn++) await new Promise((next) => setImmediate(next));
    await store.appendUpdates(updates);
  },
});

export interface SmallDisk {
  readonly store: Store;
  /** Leaves no room for anything more. */
  fill(): void;
  /** Makes room again. */
  free(): void;
}

/** A store on a file system of a few megabytes; where none can be mounted, one whose file may not grow. */
export async function smallDisk(): Promise<SmallDisk> {
  const { path, remove } = await temporaryDirectory();
  const mounted = mount(path);
  const disk = mounted ? await onFileSystem(path) : limitedFile(path);
  onTestFinished(async () => {
    disk.free();
    await disk.store.close();
    if (mounted) execFileSync('umount', [path]);
    await remove();
  });
  return disk;
}

function mount(path: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function onFileSystem(path: string): Promise<SmallDisk> {
  const filler = join(path, 'filler');
  return {
    store: await openSqliteStore(join(path, 'practice-room.sqlite')),
    fill: () => fillUp(filler),
    free: () => rmSync(filler, { force: true }),
  };
}

function fillUp(file: string): void {
  const descriptor = openSync(file, 'a');
  // A byte at a time in the end: not even a part of a page is left.
  for (const size of [65_536, 4_096, 1]) while (writes(descriptor, Buffer.alloc(size)));
  closeSync(descriptor);
}

function writes(descriptor: number, bytes: Buffer): boolean {
  try {
    return writeSync(descriptor, bytes) === bytes.length;
  } catch {
    return false;
  }
}

function limitedFile(path: string): SmallDisk {
  const database = new Database(join(path, 'practice-room.sqlite'));
  return {
    store: storeOf(database),
    fill: () => void database.pragma(`max_page_count = ${database.pragma('page_count', { simple: true })}`),
    free: () => void database.pragma('max_page_count = 1073741823'),
  };
}
