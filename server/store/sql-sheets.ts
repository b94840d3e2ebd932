/** Sheets in SQL: the log of updates, who owns each client id, and the snapshots beside the log. */

import type { PeerId, RoomId, SheetId } from '../../shared/room/ids.ts';
import { StoreError } from './errors.ts';
import { chunks, toBytes, toNumber, type Db, type Trx } from './rows.ts';
import type { LoggedUpdate, Pack, SheetStore, SheetUpdate, StoredSheet } from './store.ts';

export function sheetsIn(db: Db): SheetStore {
  return {
    async roomOfSheet(sheet) {
      const row = await db.selectFrom('sheets').select('room').where('sheet', '=', sheet).executeTakeFirst();
      return row?.room ?? null;
    },

    /** The tail last: the log only grows, so that what is read before leaves no gap. */
    async loadSheet(sheet) {
      const row = await db
        .selectFrom('sheets')
        .select(['room', 'updates'])
        .where('sheet', '=', sheet)
        .executeTakeFirst();
      if (!row) return null;
      const snapshot = await snapshotOf(db, sheet);
      const tail = await tailOf(db, sheet, snapshot?.through ?? 0);
      const { updates: last } = row;
      return { room: row.room, ...(snapshot && { snapshot }), tail, last, clients: await clientsOf(db, sheet) };
    },

    async loadSnapshot(sheet) {
      if ((await this.roomOfSheet(sheet)) === null) return null;
      const snapshot = await snapshotOf(db, sheet);
      return { ...(snapshot && { snapshot }), clients: await clientsOf(db, sheet) };
    },

    async appendUpdates(given) {
      if (given.length === 0) return;
      // Copied before anything is waited for: the caller's memory may change meanwhile.
      const updates = given.map((update) => ({ ...update, bytes: toBytes(update.bytes) }));
      await db.transaction().execute(async (trx) => {
        const next = await reserve(trx, updates);
        for (const some of chunks(numbered(updates, next)))
          await trx.insertInto('sheet_updates').values(some).execute();
        await claim(trx, updates);
      });
    },

    async saveSnapshot(sheet, { bytes, through }) {
      const saved = { through, bytes: toBytes(bytes) };
      await db
        .insertInto('sheet_snapshots')
        .values({ sheet, ...saved })
        .onConflict((c) => c.column('sheet').doUpdateSet(saved).where('sheet_snapshots.through', '<', through))
        .execute();
    },

    async loadLog(sheet, from) {
      const packs = await packsOf(db, sheet, from);
      return { packs, loose: await looseOf(db, sheet, from) };
    },

    async packLog(sheet, { first, last, bytes }) {
      await db.transaction().execute(async (trx) => {
        const further = trx
          .selectFrom('sheet_packs')
          .select('last')
          .where('sheet', '=', sheet)
          .where('last', '>=', last);
        if (await further.executeTakeFirst()) return;
        await trx.deleteFrom('sheet_packs').where('sheet', '=', sheet).where('first', '>=', first).execute();
        await trx
          .insertInto('sheet_packs')
          .values({ sheet, first, last, bytes: toBytes(bytes) })
          .execute();
        await trx.deleteFrom('sheet_updates').where('sheet', '=', sheet).where('n', '<=', last).execute();
      });
    },
  };
}

/** Creates a sheet with its first update, which the server wrote. */
export async function addSheet(trx: Trx, sheet: { sheet: SheetId; room: RoomId; at: number; seed: Uint8Array }) {
  const { sheet: id, room, at, seed } = sheet;
  await trx.insertInto('sheets').values({ sheet: id, room, updates: 1 }).execute();
  const first = { sheet: id, n: 1, kind: 'edit' as const, at, peer: 'system', client: null, bytes: seed };
  await trx.insertInto('sheet_updates').values(first).execute();
}

async function snapshotOf(db: Db, sheet: SheetId): Promise<StoredSheet['snapshot']> {
  const stored = db.selectFrom('sheet_snapshots').select(['bytes', 'through']).where('sheet', '=', sheet);
  const row = await stored.executeTakeFirst();
  return row && { bytes: toBytes(row.bytes), through: row.through };
}

async function tailOf(db: Db, sheet: SheetId, through: number): Promise<StoredSheet['tail']> {
  const rows = await db
    .selectFrom('sheet_updates')
    .select(['n', 'bytes'])
    .where('sheet', '=', sheet)
    .where('n', '>', through)
    .where('kind', '=', 'edit')
    .orderBy('n')
    .execute();
  return rows.map(({ n, bytes }) => ({ n, bytes: toBytes(bytes) }));
}

async function packsOf(db: Db, sheet: SheetId, from: number): Promise<Pack[]> {
  const stored = db.selectFrom('sheet_packs').select(['first', 'last', 'bytes']).where('sheet', '=', sheet);
  const rows = await stored.where('last', '>=', from).orderBy('first').execute();
  return rows.map((row) => ({ ...row, bytes: toBytes(row.bytes) }));
}

async function looseOf(db: Db, sheet: SheetId, from: number): Promise<LoggedUpdate[]> {
  const stored = db.selectFrom('sheet_updates').select(['n', 'kind', 'at', 'peer', 'client', 'bytes']);
  const rows = await stored.where('sheet', '=', sheet).where('n', '>=', from).orderBy('n').execute();
  return rows.map(({ n, kind, at, peer, client, bytes }) => ({
    n,
    kind,
    at: toNumber(at),
    peer,
    client: client === null ? null : toNumber(client),
    bytes: toBytes(bytes),
  }));
}

async function clientsOf(db: Db, sheet: SheetId): Promise<Map<number, PeerId>> {
  const rows = await db.selectFrom('sheet_clients').select(['client', 'peer']).where('sheet', '=', sheet).execute();
  return new Map(rows.map((row) => [toNumber(row.client), row.peer]));
}

/** The first free number of each sheet. Taking them locks the sheets, always in one order so that no two writers wait for each other. */
async function reserve(trx: Trx, updates: SheetUpdate[]): Promise<Map<SheetId, number>> {
  const counts = new Map<SheetId, number>();
  for (const { sheet } of updates) counts.set(sheet, (counts.get(sheet) ?? 0) + 1);
  const next = new Map<SheetId, number>();
  for (const [sheet, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const row = await trx
      .updateTable('sheets')
      .set((e) => ({ updates: e('updates', '+', count) }))
      .where('sheet', '=', sheet)
      .returning('updates')
      .executeTakeFirst();
    if (!row) throw new StoreError(`There is no sheet ${sheet}`);
    next.set(sheet, row.updates - count + 1);
  }
  return next;
}

function numbered(updates: SheetUpdate[], next: Map<SheetId, number>) {
  return updates.map(({ sheet, ...update }) => {
    const n = next.get(sheet) ?? 1;
    next.set(sheet, n + 1);
    return { sheet, n, ...update };
  });
}

/** A client id stays with whoever wrote with it first. */
async function claim(trx: Trx, updates: SheetUpdate[]): Promise<void> {
  const claims = new Map<string, { sheet: SheetId; client: number; peer: PeerId }>();
  for (const { sheet, client, peer } of updates) {
    const key = `${sheet}/${client}`;
    if (client !== null && !claims.has(key)) claims.set(key, { sheet, client, peer });
  }
  for (const some of chunks([...claims.values()])) {
    await trx
      .insertInto('sheet_clients')
      .values(some)
      .onConflict((c) => c.doNothing())
      .execute();
  }
}
