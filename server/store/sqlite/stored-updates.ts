/** Whether an update that is still in the journal is in its sheet's packs or rows as well. */

import { inflateRawSync } from 'node:zlib';
import type Database from 'better-sqlite3';
import type { SheetId } from '../../../shared/room/ids.ts';
import type { Entry } from './sheet-batch.ts';

/** What cannot be read holds nothing, so that the journal keeps what may be its only copy. */
function inflated(bytes: Uint8Array): Buffer {
  try {
    return inflateRawSync(bytes);
  } catch {
    return Buffer.alloc(0);
  }
}

export class StoredUpdates {
  readonly #row;
  readonly #packs;
  /** The packs that were looked into last, inflated. */
  #known: { sheet: SheetId; packs: { first: number; last: number; bytes: Buffer }[] } | null = null;

  constructor(database: Database.Database) {
    this.#row = database
      .prepare<[SheetId, number], Buffer>('select bytes from sheet_updates where sheet = ? and n = ?')
      .pluck();
    this.#packs = database.prepare<[SheetId], { first: number; last: number; bytes: Buffer }>(
      'select first, last, bytes from sheet_packs where sheet = ?',
    );
  }

  /** A pack holds the bytes of each update as they came. */
  has({ sheet, n, bytes }: Entry): boolean {
    if (this.#row.get(sheet, n)?.equals(bytes)) return true;
    return this.#packsOf(sheet).some((pack) => pack.first <= n && n <= pack.last && pack.bytes.includes(bytes));
  }

  #packsOf(sheet: SheetId) {
    if (this.#known?.sheet !== sheet) {
      const packs = this.#packs.all(sheet).map((pack) => ({ ...pack, bytes: inflated(pack.bytes) }));
      this.#known = { sheet, packs };
    }
    return this.#known.packs;
  }
}
