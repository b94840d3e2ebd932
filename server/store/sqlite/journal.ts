/**
 * The loose end of every sheet's log: rows of what a group commit brings, whatever sheets it holds, so that a commit
 * writes few pages and not one for each sheet. Which rows hold what of a sheet is known here, in memory, until its
 * updates are packed; a start reads it from the journal.
 */

import type Database from 'better-sqlite3';
import type { PeerId, SheetId } from '../../../shared/room/ids.ts';
import { StoreError } from '../errors.ts';
import type { LoggedUpdate } from '../store.ts';
import { entriesOf, Entry } from './sheet-batch.ts';
import { StoredUpdates } from './stored-updates.ts';

/** What is loose of one sheet. */
interface Loose {
  /** The last number that was packed when this was read, and the one that its next update gets. */
  packed: number;
  next: number;
  /** How many updates of the current batch are its. */
  taken: number;
  /** Client ids that are known to be claimed. */
  claimed: number[];
  /** Where its updates are, in order, three numbers each: the journal's row, the byte in it and the length. */
  places: number[];
}

/** Numbers of one place. */
const PLACE = 3;
/** Most bytes of a row with several updates: it fits a page of 4,096, since SQLite reads a row whole for any piece. */
const ROW_BYTES = 4_000;

/** A client id that a batch brings. */
interface Claim {
  sheet: SheetId;
  client: number;
  peer: PeerId;
  loose: Loose;
}

export class Journal {
  readonly #database: Database.Database;
  readonly #statements;
  readonly #loose = new Map<SheetId, Loose>();
  /** How many loose updates each row of the journal holds. */
  readonly #held = new Map<number, number>();

  /** Part of a transaction, because it repairs what it finds wrong. */
  constructor(database: Database.Database) {
    this.#database = database;
    this.#statements = statementsOn(database);
    const stored = new StoredUpdates(database);
    // Row by row: a query that is still running would not let the repair write.
    for (const id of this.#statements.ids.all()) this.#recover(id, stored);
  }

  /**
   * Finds what is loose in a row. Two processes that wrote to one sheet have given the same numbers: then what is loose
   * is numbered in the order of the rows. What is cut off, and what belongs to a sheet that is gone, is left out.
   */
  #recover(id: number, stored: StoredUpdates): void {
    const batch = Buffer.from(this.#statements.bytes.get(id) ?? []);
    let renumbered = false;
    for (const entry of entriesOf(batch)) {
      const { sheet } = entry;
      const loose = this.#find(sheet);
      if (!loose) continue;
      // What was packed since stays in a row that others still need. Another process may have packed its own alone.
      if (entry.n <= loose.packed && stored.has(entry)) continue;
      if (entry.n !== loose.next) {
        renumbered = true;
        // A snapshot of more than is packed went by the old numbers: what is loose is merged into it again.
        this.#statements.lowerSnapshot.run({ sheet, packed: loose.packed });
      }
      entry.n = loose.next++;
      this.#place(loose, id, entry);
    }
    if (!this.#held.has(id)) this.#statements.remove.run(id);
    else if (renumbered) this.#statements.replace.run(batch, id);
  }

  #place(loose: Loose, row: number, { start, end }: Entry): void {
    loose.places.push(row, start, end - start);
    this.#held.set(row, (this.#held.get(row) ?? 0) + 1);
  }

  #of(sheet: SheetId): Loose {
    const loose = this.#find(sheet);
    if (!loose) throw new StoreError(`There is no sheet ${sheet}`);
    return loose;
  }

  #find(sheet: SheetId): Loose | null {
    const known = this.#loose.get(sheet);
    if (known) return known;
    const packed = this.#statements.last.get({ sheet });
    if (packed === undefined) return null;
    const loose = { packed, next: packed + 1, taken: 0, claimed: [], places: [] };
    this.#loose.set(sheet, loose);
    return loose;
  }

  /** All of a batch or nothing. @throws what SQLite throws, and StoreError for a sheet that does not exist */
  append(batch: Buffer): void {
    const owners: Loose[] = [];
    try {
      this.#store(batch, owners);
    } finally {
      for (const loose of owners) loose.taken = 0;
    }
  }

  /** @param owners filled with whose each update of the batch is, in order */
  #store(batch: Buffer, owners: Loose[]): void {
    const claims: Claim[] = [];
    const starts: number[] = [];
    /** Where the rows begin. */
    const cuts = [0];
    for (let at = 0, cut = 0; at < batch.length;) {
      const entry = new Entry(batch, at);
      const { sheet, client, end } = entry;
      const loose = this.#of(sheet);
      owners.push(loose);
      starts.push(at);
      if (end - cut > ROW_BYTES && at > cut) cuts.push((cut = at));
      entry.n = loose.next + loose.taken++;
      if (client !== null && !loose.claimed.includes(client)) claims.push({ sheet, client, peer: entry.peer, loose });
      at = end;
    }
    if (owners.length === 0) return;
    const rows = this.#write(batch, cuts, claims);
    let row = 0;
    for (const [i, loose] of owners.entries()) {
      const start = starts[i] ?? 0;
      if (start === cuts[row + 1]) row++;
      const id = rows[row] ?? 0;
      loose.places.push(id, start - (cuts[row] ?? 0), (starts[i + 1] ?? batch.length) - start);
      loose.next++;
      this.#held.set(id, (this.#held.get(id) ?? 0) + 1);
    }
    for (const { loose, client } of claims) loose.claimed.push(client);
  }

  /** @returns the rows' ids */
  #write(batch: Buffer, cuts: readonly number[], claims: readonly Claim[]): number[] {
    if (cuts.length === 1 && claims.length === 0) return [this.#insert(batch)];
    return this.#database.transaction(() => {
      for (const { sheet, client, peer } of claims) this.#statements.claim.run({ sheet, client, peer });
      return cuts.map((cut, i) => this.#insert(batch.subarray(cut, cuts[i + 1])));
    })();
  }

  #insert(bytes: Buffer): number {
    return Number(this.#statements.insert.run(bytes).lastInsertRowid);
  }

  /** The loose updates of a sheet after the given one, in order. */
  read(sheet: SheetId, after: number): LoggedUpdate[] {
    const places = this.#loose.get(sheet)?.places ?? [];
    const updates: LoggedUpdate[] = [];
    for (let i = 0; i < places.length; i += PLACE) {
      // Only its own bytes: the row holds those of many sheets.
      const bytes = this.#statements.piece.get(places[i + 1], places[i + 2], places[i]);
      const entry = new Entry(bytes as Buffer, 0);
      if (entry.n > after) updates.push(loggedOf(entry));
    }
    return updates;
  }

  /**
   * Removes a sheet's updates up to one that has been packed, with the rows that nobody else needs.
   * @returns what does the same in memory, to be called once the transaction around it is done
   */
  release(sheet: SheetId, through: number): () => void {
    const loose = this.#loose.get(sheet);
    if (!loose) return () => undefined;
    const all = loose.places.length / PLACE;
    const count = Math.max(0, Math.min(all, through - (loose.next - all) + 1));
    const rows = new Map<number, number>();
    for (let i = 0; i < count; i++)
      rows.set(loose.places[i * PLACE] ?? 0, (rows.get(loose.places[i * PLACE] ?? 0) ?? 0) + 1);
    for (const [row, here] of rows) if (this.#held.get(row) === here) this.#statements.remove.run(row);
    return () => {
      this.#letGo(rows);
      if (count === all) this.#loose.delete(sheet);
      else loose.places.splice(0, count * PLACE);
    };
  }

  #letGo(rows: ReadonlyMap<number, number>): void {
    for (const [row, here] of rows) {
      const left = (this.#held.get(row) ?? 0) - here;
      if (left > 0) this.#held.set(row, left);
      else this.#held.delete(row);
    }
  }
}

const loggedOf = ({ n, kind, at, peer, client, bytes }: Entry): LoggedUpdate => ({ n, kind, at, peer, client, bytes });

function statementsOn(database: Database.Database) {
  return {
    ids: database.prepare<[], number>('select id from sheet_journal order by id').pluck(),
    bytes: database.prepare<[number], Buffer>('select bytes from sheet_journal where id = ?').pluck(),
    piece: database
      .prepare<unknown[], Buffer>('select substr(bytes, ? + 1, ?) from sheet_journal where id = ?')
      .pluck(),
    insert: database.prepare('insert into sheet_journal (bytes) values (?)'),
    replace: database.prepare('update sheet_journal set bytes = ? where id = ?'),
    remove: database.prepare('delete from sheet_journal where id = ?'),
    lowerSnapshot: database.prepare(
      'update sheet_snapshots set through = @packed where sheet = @sheet and through > @packed',
    ),
    claim: database.prepare(
      'insert into sheet_clients (sheet, client, peer) values (@sheet, @client, @peer) on conflict do nothing',
    ),
    /** The last number that is not in the journal; no row for a sheet that does not exist. */
    last: database
      .prepare<{ sheet: SheetId }, number>(
        `select max(coalesce((select max(n) from sheet_updates where sheet = @sheet), 0),
                    coalesce((select max(last) from sheet_packs where sheet = @sheet), 0))
         from sheets where sheet = @sheet`,
      )
      .pluck(),
  };
}
