/** Sheets in memory: the log of updates, who owns each client id, and the snapshots beside the log. */

import { StoreError } from './errors.ts';
import { copyOf, type MemoryTables, type SheetRecord } from './memory-tables.ts';
import type { Store, StoredSheet } from './store.ts';

type Sheets = Pick<Store, 'roomOfSheet' | 'loadSheet' | 'appendUpdates' | 'saveSnapshot'>;

export function memorySheets({ sheets }: MemoryTables): Sheets {
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

    async appendUpdates(updates) {
      const targets = updates.map((update) => ({ ...update, into: existing(update.sheet) }));
      for (const { into, bytes, client, peer } of targets) {
        into.log.push(copyOf(bytes));
        if (client !== null && !into.clients.has(client)) into.clients.set(client, peer);
      }
    },

    async saveSnapshot(sheet, { bytes, through }) {
      const found = existing(sheet);
      if (through > (found.snapshot?.through ?? 0)) found.snapshot = { bytes: copyOf(bytes), through };
    },
  };
}

function toStoredSheet({ room, log, clients, snapshot }: SheetRecord): StoredSheet {
  const through = snapshot?.through ?? 0;
  return {
    room,
    ...(snapshot && { snapshot: { through, bytes: copyOf(snapshot.bytes) } }),
    tail: log.slice(through).map((bytes, i) => ({ n: through + i + 1, bytes: copyOf(bytes) })),
    clients: new Map(clients),
  };
}
