/** Puts a long log away: folded into a snapshot. */

import * as Y from 'yjs';
import type { Store } from '../store/store.ts';
import { fold } from './text.ts';
export async function compactSheet(store: Store, sheet: string): Promise<void> {
  const stored = await store.loadSheet(sheet);
  if (!stored) return;
  await store.saveSnapshot(sheet, { bytes: Y.encodeStateAsUpdate(fold(stored)), through: stored.tail.at(-1)?.n ?? 0 });
}
