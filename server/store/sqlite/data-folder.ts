/** One process per data folder: it holds a lock that the system releases however the process ends. */

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Who holds a folder. */
interface Holder {
  pid: number;
  /** ISO 8601. */
  since: string;
  /** Once it listens. */
  url?: string;
}

/** Another process holds the folder; the message says which. */
export class FolderInUse extends Error {}

export class DataFolder {
  readonly #lock: Database.Database;
  readonly #holderFile: string;
  /** Whether the process that used the folder last released it, or there was none. */
  readonly wasReleased: boolean;
  readonly #holder: Holder = { pid: process.pid, since: new Date().toISOString() };

  /**
   * Creates the folder where it is missing and takes its lock: a SQLite transaction that stays open.
   * @throws FolderInUse, or what SQLite or the file system throws for a folder that cannot be written to
   */
  constructor(path: string) {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    this.#holderFile = join(path, 'practice-room.holder.json');
    this.#lock = new Database(join(path, 'practice-room.lock'), { timeout: 0 });
    try {
      this.#lock.exec('begin exclusive');
    } catch (error) {
      this.#lock.close();
      throw error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY' ? inUse(this.#holderFile) : error;
    }
    this.wasReleased = !existsSync(this.#holderFile);
    this.#write(this.#holder);
  }

  /** Tells other processes the address of this one. */
  announce(url: string): void {
    this.#write({ ...this.#holder, url });
  }

  release(): void {
    rmSync(this.#holderFile, { force: true });
    this.#lock.close();
  }

  /** Ends a start that has not opened the database: a folder that was not released before is not now. */
  giveUp(): void {
    if (this.wasReleased) this.release();
    else this.#lock.close();
  }

  #write(holder: Holder): void {
    writeFileSync(this.#holderFile, JSON.stringify(holder), { mode: 0o600 });
  }
}

function inUse(holderFile: string): FolderInUse {
  try {
    const { pid, since, url } = JSON.parse(readFileSync(holderFile, 'utf8')) as Holder;
    return new FolderInUse(`process ${pid}${url === undefined ? '' : ` (${url})`} has used it since ${since}`);
  } catch {
    // It has only just taken the lock.
    return new FolderInUse('another process uses it');
  }
}
