/** A room as the store has it: its history and the rows this refers to, read once for everything in a report. */

import { fold } from '../../shared/room/evolve.ts';
import type { RoomId } from '../../shared/room/ids.ts';
import type { RoomState } from '../../shared/room/state.ts';
import type { Store, StoredRoom } from '../store/store.ts';

export interface RoomRecord extends StoredRoom {
  /** What the events fold to. */
  state: RoomState;
}

/** Null for a room that does not exist. Rejects when the store cannot be read. */
export async function readRecord(store: Pick<Store, 'loadRoom'>, room: RoomId): Promise<RoomRecord | null> {
  const stored = await store.loadRoom(room);
  return stored && stored.events.length > 0 ? { ...stored, state: fold(stored.events) } : null;
}
