/** An update on its way to the store: what to tell whom once it is there. */

import type { PeerId, SheetId } from '../../shared/room/ids.ts';
import type { SheetUpdate } from '../store/store.ts';
import type { Connection } from './connection.ts';
import type { Waiting } from './log.ts';

/** What an update needs of its sheet when its fate is known. */
export interface Home {
  readonly id: SheetId;
  stored(pending: PendingUpdate): void;
  notStored(pending: PendingUpdate, error: unknown): void;
}

/** Claims a further client id of an update that was written with several: a row carries one. */
const NO_CHANGE = Uint8Array.of(0, 0);

/** An update of the server's that changes nothing: whether it can be stored is all there is to it. */
export const noChangeOf = (sheet: SheetId): SheetUpdate => ({
  sheet,
  kind: 'edit',
  peer: 'system',
  client: null,
  at: Date.now(),
  bytes: NO_CHANGE,
});

export class PendingUpdate implements Waiting {
  readonly sheet: Home;
  readonly from: Connection;
  /** The message as it came. */
  readonly message: Uint8Array;
  readonly bytes: Uint8Array;
  readonly updates: SheetUpdate[];
  /** The client ids it was written with, and the next clock of each. */
  readonly clocks: readonly (readonly [client: number, clock: number])[];

  constructor(
    sheet: Home,
    from: Connection,
    message: Uint8Array,
    bytes: Uint8Array,
    clocks: readonly (readonly [client: number, clock: number])[],
    shown: number | null,
  ) {
    this.sheet = sheet;
    this.from = from;
    this.message = message;
    this.bytes = bytes;
    this.clocks = clocks;
    this.updates = rowsOf(sheet.id, from.peer, bytes, clocks, shown);
  }

  stored(): void {
    this.sheet.stored(this);
  }

  failed(error: unknown): void {
    this.sheet.notStored(this, error);
  }
}

/** @param shown the client id to name where the update was written with none */
function rowsOf(
  sheet: SheetId,
  peer: PeerId,
  bytes: Uint8Array,
  clocks: PendingUpdate['clocks'],
  shown: number | null,
): SheetUpdate[] {
  const at = Date.now();
  const rows: SheetUpdate[] = [{ sheet, kind: 'edit', peer, client: clocks[0]?.[0] ?? shown, at, bytes }];
  for (let i = 1; i < clocks.length; i++)
    rows.push({ sheet, kind: 'edit', peer, client: clocks[i]?.[0] ?? null, at, bytes: NO_CHANGE });
  return rows;
}
