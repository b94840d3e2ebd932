/** Sheets in SQLite, by statements that are prepared once: the journal takes what is typed, all else is as in other databases. */

import type Database from 'better-sqlite3';
import type { PeerId } from '../../shared/room/ids.ts';
import { StoreError } from './errors.ts';
import { toBytes } from './rows.ts';
import { encodeBatch } from './sheet-batch.ts';
import type { Durability } from './sqlite-durability.ts';
import { Journal } from './sqlite-journal.ts';
import type { LoggedUpdate, SheetStore } from './store.ts';

export interface SqliteSheets extends SheetStore {
  /** As `appendUpdates`. @param batch made by `encodeBatch`; its numbers are filled in */
  appendBatch(batch: Uint8Array): Promise<void>;
}

interface Snapshot {
  bytes: Uint8Array;
  through: number;
}

export function sqliteSheets(database: Database.Database, durability: Durability): SqliteSheets {
  const journal = new Journal(database);
  const sql = statementsOn(database);
  /** Reads of a log are hundreds of statements: each by itself would lock the file and look for what others have written. */
  const inOneTransaction = <T>(read: () => T): T => database.transaction(read)();
  const roomOf = (sheet: string): string | null => (sql.room.get(sheet) as { room: string } | undefined)?.room ?? null;
  const loose = (sheet: string, after: number): LoggedUpdate[] => {
    const rows = sql.updates.all(sheet, after) as LoggedUpdate[];
    return together([...rows, ...journal.read(sheet, after)]);
  };
  const snapshotOf = (sheet: string): Snapshot | undefined => {
    const found = sql.snapshot.get(sheet) as Snapshot | undefined;
    return found && { through: found.through, bytes: toBytes(found.bytes) };
  };
  const clientsOf = (sheet: string): Map<number, PeerId> => {
    const rows = sql.clients.all(sheet) as { client: number; peer: PeerId }[];
    return new Map(rows.map(({ client, peer }) => [client, peer]));
  };
  const lastPacked = (sheet: string): number => (sql.packed.get(sheet) as { last: number }).last;
  const appendBatch = async (batch: Uint8Array): Promise<void> => {
    durability.demand('NORMAL');
    journal.append(Buffer.from(batch.buffer, batch.byteOffset, batch.length));
  };

  return {
    appendBatch,
    appendUpdates: (updates) => appendBatch(encodeBatch(updates)),

    async roomOfSheet(sheet) {
      return roomOf(sheet);
    },

    async loadSheet(sheet) {
      return inOneTransaction(() => {
        const room = roomOf(sheet);
        if (room === null) return null;
        const snapshot = snapshotOf(sheet);
        const since = loose(sheet, snapshot?.through ?? 0);
        const tail = since.filter(({ kind }) => kind === 'edit').map(({ n, bytes }) => ({ n, bytes }));
        return {
          room,
          ...(snapshot && { snapshot }),
          tail,
          last: since.at(-1)?.n ?? Math.max(snapshot?.through ?? 0, lastPacked(sheet)),
          clients: clientsOf(sheet),
        };
      });
    },

    async loadSnapshot(sheet) {
      if (roomOf(sheet) === null) return null;
      const snapshot = snapshotOf(sheet);
      return { ...(snapshot && { snapshot }), clients: clientsOf(sheet) };
    },

    async saveSnapshot(sheet, { bytes, through }) {
      if (roomOf(sheet) === null) throw new StoreError(`There is no sheet ${sheet}`);
      sql.saveSnapshot.run({ sheet, bytes: Buffer.from(bytes), through });
    },

    async loadLog(sheet, from) {
      return inOneTransaction(() => {
        const packs = sql.packs.all(sheet, from) as { first: number; last: number; bytes: Buffer }[];
        return {
          packs: packs.map(({ first, last, bytes }) => ({ first, last, bytes: toBytes(bytes) })),
          loose: loose(sheet, Math.max(from - 1, lastPacked(sheet))),
        };
      });
    },

    async packLog(sheet, { first, last, bytes }) {
      const forget = database.transaction(() => {
        if (lastPacked(sheet) >= last) return null;
        sql.removePacks.run(sheet, first);
        sql.addPack.run({ sheet, first, last, bytes: Buffer.from(bytes) });
        sql.removeUpdates.run(sheet, last);
        return journal.release(sheet, last);
      })();
      forget?.();
    },
  };
}

/** With their bytes in one piece of memory: a log crosses to other threads several times, and each piece of its own would cost more than what is in it. */
function together(updates: LoggedUpdate[]): LoggedUpdate[] {
  const all = new Uint8Array(updates.reduce((sum, { bytes }) => sum + bytes.length, 0));
  let end = 0;
  return updates.map((update) => {
    const start = end;
    end += update.bytes.length;
    all.set(update.bytes, start);
    return { ...update, bytes: all.subarray(start, end) };
  });
}

function statementsOn(database: Database.Database) {
  return {
    room: database.prepare('select room from sheets where sheet = ?'),
    snapshot: database.prepare('select bytes, through from sheet_snapshots where sheet = ?'),
    updates: database.prepare(
      'select n, kind, at, peer, client, bytes from sheet_updates where sheet = ? and n > ? order by n',
    ),
    clients: database.prepare('select client, peer from sheet_clients where sheet = ?'),
    saveSnapshot: database.prepare(
      `insert into sheet_snapshots (sheet, through, bytes) values (@sheet, @through, @bytes)
       on conflict (sheet) do update set through = @through, bytes = @bytes where sheet_snapshots.through < @through`,
    ),
    packed: database.prepare('select coalesce(max(last), 0) as last from sheet_packs where sheet = ?'),
    packs: database.prepare('select first, last, bytes from sheet_packs where sheet = ? and last >= ? order by first'),
    removePacks: database.prepare('delete from sheet_packs where sheet = ? and first >= ?'),
    addPack: database.prepare(
      'insert into sheet_packs (sheet, first, last, bytes) values (@sheet, @first, @last, @bytes)',
    ),
    removeUpdates: database.prepare('delete from sheet_updates where sheet = ? and n <= ?'),
  };
}
