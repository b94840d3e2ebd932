/** A store that lives and dies with its process, for tests; it answers as the databases do. */

import { memoryErasures } from './memory-erasures.ts';
import { memoryPeers } from './memory-peers.ts';
import { memoryRooms } from './memory-rooms.ts';
import { memorySheets } from './memory-sheets.ts';
import { memorySteps } from './memory-steps.ts';
import { emptyTables } from './memory-tables.ts';
import type { Store } from './store.ts';

export function createMemoryStore(): Store {
  const tables = emptyTables();
  return {
    ...memoryPeers(tables),
    ...memoryErasures(tables),
    ...memoryRooms(tables),
    ...memorySteps(tables),
    ...memorySheets(tables),
    async close() {},
  };
}
