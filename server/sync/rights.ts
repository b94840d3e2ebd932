/** What the sheet channel asks of the rest of the server: who somebody is, and what they may do with a sheet. */

import type { IncomingMessage } from 'node:http';
import type { PeerId, RoomId, Seat, SheetId } from '../../shared/room/ids.ts';
import type { PeerRow } from '../store/store.ts';

/** `close` is the close code of a refusal: one of `CLOSE`. */
export type SheetRight =
  | { ok: true; room: RoomId; right: 'write' | 'read'; name: string; seat: Seat | 'observer' }
  | { ok: false; close: number };

export interface Rights {
  /** Rejects when the store cannot be used. */
  of(sheet: SheetId, peer: PeerId): Promise<SheetRight>;
}

/** Reads the identity cookie; null for nobody we know. Rejects when the store cannot be used. */
export type Identify = (req: IncomingMessage) => Promise<PeerRow | null>;

export interface SheetLog {
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}
