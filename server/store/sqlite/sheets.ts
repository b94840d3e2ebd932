/** Sheets: their logs (the loose end is in the journal), who owns each client id, and the snapshots beside the log. */

import type Database from 'better-sqlite3';
import type { PeerId, RoomId, SheetId } from '../../../shared/room/ids.ts';
import { StoreError } from '../errors.ts';
import type { LoggedUpdate, Pack, SheetStore } from '../store.ts';
import type { Direct } from './direct.ts';
import type { Durability } from './durability.ts';
import { Journal } from './journal.ts';
import { encodeBatch } from './sheet-batch.ts';
import { toBytes } from './values.ts';

export interface Sheets extends Direct<SheetStore> {
  /** As `appendUpdates`. @param batch made by `encodeBatch`; its numbers are filled in */
  appendBatch(batch: Uint8Array): void;
}

interface Snapshot {
  bytes: Uint8Array;
  through: number;
}

export function sheetsIn(database: Database.Database, durability: Durability): Sheets {
  const journal = durability.commit(() => new Journal(database));
  const sql = statementsOn(database);
  /** Reads of a log are hundreds of statements: each by itself would lock the file and look for others' changes. */
  const inOneTransaction = <T>(read: () => T): T => database.transaction(read)();
  const roomOf = (sheet: SheetId): RoomId | null => sql.room.get(sheet) ?? null;
  const loose = (sheet: SheetId, after: number): LoggedUpdate[] =>
    together([...sql.updates.all(sheet, after), ...journal.read(sheet, after)]);
  const snapshotOf = (sheet: SheetId): Snapshot | undefined => {
    const found = sql.snapshot.get(sheet);
    return found && { through: found.through, bytes: toBytes(found.bytes) };
  };
  const clientsOf = (sheet: SheetId): Map<number, PeerId> =>
    new Map(sql.clients.all(sheet).map(({ client, peer }) => [client, peer]));
  const lastPacked = (sheet: SheetId): number => sql.packed.get(sheet) ?? 0;
  const appendBatch = (batch: Uint8Array): void => {
    durability.demand('NORMAL');
    journal.append(Buffer.from(batch.buffer, batch.byteOffset, batch.length));
  };

  return {
    appendBatch,
    appendUpdates: (updates) => appendBatch(encodeBatch(updates)),
    roomOfSheet: roomOf,

    loadSheet: (sheet) =>
      inOneTransaction(() => {
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
      }),

    loadSnapshot(sheet) {
      if (roomOf(sheet) === null) return null;
      const snapshot = snapshotOf(sheet);
      return { ...(snapshot && { snapshot }), clients: clientsOf(sheet) };
    },

    saveSnapshot(sheet, { bytes, through }) {
      if (roomOf(sheet) === null) throw new StoreError(`There is no sheet ${sheet}`);
      sql.saveSnapshot.run({ sheet, bytes: Buffer.from(bytes), through });
    },

    loadLog: (sheet, from) =>
      inOneTransaction(() => ({
        packs: sql.packs.all(sheet, from).map((pack) => ({ ...pack, bytes: toBytes(pack.bytes) })),
        loose: loose(sheet, Math.max(from - 1, lastPacked(sheet))),
      })),

    packLog(sheet, { first, last, bytes }) {
      const forget = inOneTransaction(() => {
        if (lastPacked(sheet) >= last) return null;
        sql.removePacks.run(sheet, first);
        sql.addPack.run({ sheet, first, last, bytes: Buffer.from(bytes) });
        sql.removeUpdates.run(sheet, last);
        return journal.release(sheet, last);
      });
      forget?.();
    },
  };
}

/**
 * With their bytes in one piece of memory: a log crosses to other threads several times, and a piece for each update
 * would cost more than what is in it.
 */
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
    room: database.prepare<[SheetId], RoomId>('select room from sheets where sheet = ?').pluck(),
    snapshot: database.prepare<[SheetId], Snapshot>('select bytes, through from sheet_snapshots where sheet = ?'),
    updates: database.prepare<[SheetId, number], LoggedUpdate>(
      'select n, kind, at, peer, client, bytes from sheet_updates where sheet = ? and n > ? order by n',
    ),
    clients: database.prepare<[SheetId], { client: number; peer: PeerId }>(
      'select client, peer from sheet_clients where sheet = ?',
    ),
    saveSnapshot: database.prepare(
      `insert into sheet_snapshots (sheet, through, bytes) values (@sheet, @through, @bytes)
       on conflict (sheet) do update set through = @through, bytes = @bytes where sheet_snapshots.through < @through`,
    ),
    packed: database
      .prepare<[SheetId], number>('select coalesce(max(last), 0) from sheet_packs where sheet = ?')
      .pluck(),
    packs: database.prepare<[SheetId, number], Pack>(
      'select first, last, bytes from sheet_packs where sheet = ? and last >= ? order by first',
    ),
    removePacks: database.prepare('delete from sheet_packs where sheet = ? and first >= ?'),
    addPack: database.prepare(
      'insert into sheet_packs (sheet, first, last, bytes) values (@sheet, @first, @last, @bytes)',
    ),
    removeUpdates: database.prepare('delete from sheet_updates where sheet = ? and n <= ?'),
  };
}
