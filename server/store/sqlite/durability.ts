/** What a power cut may cost, and what a deletion leaves on the disk. A kill of the process loses nothing answered. */

import Database from 'better-sqlite3';

/**
 * `FULL`: on the disk before it is answered, for what people decided. `NORMAL`: with SQLite's next checkpoint, for what
 * is typed and what is folded from that; waiting for the disk would cost more than all the rest of an update. What
 * people decided is overwritten when it is deleted; what is typed into sheets, which names nobody, is not.
 */
type Level = 'FULL' | 'NORMAL';

/** Another process holds what this call needs. The same call may work in a moment. */
export const isBusy = (error: unknown): boolean =>
  error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');

export class Durability {
  readonly #database: Database.Database;
  #level: Level | null = null;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** Holds from the next transaction on. */
  demand(level: Level): void {
    if (level === this.#level) return;
    this.#database.pragma(`synchronous = ${level}`);
    this.#database.pragma(`secure_delete = ${level === 'FULL' ? 'ON' : 'OFF'}`);
    this.#level = level;
  }

  isLocked(): boolean {
    try {
      this.#database.exec('begin immediate; rollback');
      return false;
    } catch (error) {
      if (isBusy(error)) return true;
      throw error;
    }
  }

  /**
   * Carries out what somebody decided, in one transaction that is on the disk when this returns. It takes the write
   * lock first: a transaction that begins by reading could not wait for it later.
   */
  commit<T>(act: () => T): T {
    this.demand('FULL');
    return this.#database.transaction(act).immediate();
  }
}
