/** What the sheet channel asks of the rest of the server: who somebody is, and what they may do with a sheet. */

import type { IncomingMessage } from 'node:http';
import type { PeerId, RoomId, Seat, SheetId } from '../../shared/room/ids.ts';
import type { PeerRow } from '../store/store.ts';

export interface Granted {
  ok: true;
  room: RoomId;
  right: 'write' | 'read';
  name: string;
  seat: Seat | 'observer';
}

/** `close` is the close code of a refusal: one of `CLOSE`. */
export type SheetRight = Granted | { ok: false; close: number };

export interface Rights {
  /**
   * Finds out who may do what with a sheet: the answer is valid at the moment of the call. Rejects when the store
   * cannot be used.
   */
  in(sheet: SheetId): Promise<(peer: PeerId) => SheetRight>;
}

/** Reads the identity cookie; null for an unknown identity. Rejects when the store cannot be used. */
export type Identify = (req: IncomingMessage) => Promise<PeerRow | null>;

/** Why the server closes a connection: a close code, and a reason for the developer who reads it. */
export class CloseError extends Error {
  override name = 'CloseError';
  readonly code: number;

  constructor(code: number, why: string) {
    super(why);
    this.code = code;
  }
}

export interface Logger {
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}
