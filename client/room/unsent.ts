/** Notes and pins that the server has not answered yet, kept in this browser: a reload while offline loses none. */

import type { ClientCommand } from '../../shared/wire.ts';
import type { PeerId, RoomId } from '../../shared/room/ids.ts';
import { forget, keep, kept } from '../ui/kept.ts';

/** What somebody wrote or chose, and would not want to do again. */
export type Unsent = Extract<ClientCommand, { type: 'note' | 'pin' }>;

export const isWorthKeeping = (command: ClientCommand): command is Unsent =>
  command.type === 'note' || command.type === 'pin';

const keyOf = (room: RoomId, peer: PeerId): string => `unsent/${room}/${peer}`;

/** In the order in which they were written; what cannot be read counts as nothing. */
export function unsentOf(room: RoomId, peer: PeerId): Unsent[] {
  try {
    const found: unknown = JSON.parse(kept(keyOf(room, peer)) ?? '[]');
    return Array.isArray(found) ? (found as ClientCommand[]).filter(isWorthKeeping) : [];
  } catch {
    return [];
  }
}

export function keepUnsent(room: RoomId, peer: PeerId, command: Unsent): void {
  const others = unsentOf(room, peer).filter(({ id }) => id !== command.id);
  keep(keyOf(room, peer), JSON.stringify([...others, command]));
}

export function forgetUnsent(room: RoomId, peer: PeerId, command: Unsent): void {
  const others = unsentOf(room, peer).filter(({ id }) => id !== command.id);
  if (others.length === 0) forget(keyOf(room, peer));
  else keep(keyOf(room, peer), JSON.stringify(others));
}
