/** Sheets in memory: the log of updates, who owns each client id, and the snapshots beside the log. */

import { StoreError } from './errors.ts';
import { copyOf, type MemoryTables, type SheetRecord } from './memory-tables.ts';
import type { SheetStore, StoredSheet } from './store.ts';

export function memorySheets({ sheets }: MemoryTables): SheetStore {
  const existing = (sheet: string): SheetRecord => {
    const found = sheets.get(sheet);
    if (!found) throw new StoreError(`There is no sheet ${sheet}`);
    return found;
  };
  return {
    async roomOfSheet(sheet) {
      return sheets.get(sheet)?.room ?? null;
    },

    async loadSheet(sheet) {
      const found = sheets.get(sheet);
      return found ? toStoredSheet(found) : null;
    },

    async loadSnapshot(sheet) {
      const found = sheets.get(sheet);
      if (!found) return null;
      const { snapshot, clients } = toStoredSheet(found);
      return { ...(snapshot && { snapshot }), clients };
    },

    async appendUpdates(updates) {
      const targets = updates.map((update) => ({ ...update, into: existing(update.sheet) }));
      for (const { into, kind, at, bytes, client, peer } of targets) {
        into.log.push({ n: ++into.updates, kind, at, peer, client, bytes: copyOf(bytes) });
        if (client !== null && !into.clients.has(client)) into.clients.set(client, peer);
      }
    },

    async saveSnapshot(sheet, { bytes, through }) {
      const found = existing(sheet);
      if (through > (found.snapshot?.through ?? 0)) found.snapshot = { bytes: copyOf(bytes), through };
    },

    async loadLog(sheet, from) {
      const { packs, log } = existing(sheet);
      return {
        packs: packs.filter(({ last }) => last >= from).map((pack) => ({ ...pack, bytes: copyOf(pack.bytes) })),
        loose: log.filter(({ n }) => n >= from).map((update) => ({ ...update, bytes: copyOf(update.bytes) })),
      };
    },

    async packLog(sheet, pack) {
      const found = existing(sheet);
      if ((found.packs.at(-1)?.last ?? 0) >= pack.last) return;
      found.packs = [...found.packs.filter(({ first }) => first < pack.first), { ...pack, bytes: copyOf(pack.bytes) }];
      found.log = found.log.filter(({ n }) => n > pack.last);
    },
  };
}

function toStoredSheet({ room, updates, log, clients, snapshot }: SheetRecord): StoredSheet {
  const through = snapshot?.through ?? 0;
  const tail = log.filter(({ n, kind }) => n > through && kind === 'edit');
  return {
    room,
    ...(snapshot && { snapshot: { through, bytes: copyOf(snapshot.bytes) } }),
    tail: tail.map(({ n, bytes }) => ({ n, bytes: copyOf(bytes) })),
    last: updates,
    clients: new Map(clients),
  };
}
