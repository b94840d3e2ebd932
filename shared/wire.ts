/** The wire, for both ends: messages, refusals, close codes, version. schemas.ts checks their shapes. */

import type { ViewChanges } from './room/changes.ts';
import type { PeerId } from './room/ids.ts';
import type { RoomView } from './room/roomview.ts';
import type { ClientCommand } from './schemas.ts';

export type { ClientCommand } from './schemas.ts';

/** Raised whenever an old client could misread a new server; a mismatch is refused in the handshake. */
export const PROTOCOL = 5;

/** Why a command or request was not carried out: a closed set. */
export const REFUSALS = [
  'malformed',
  'unknown-command',
  'not-a-member',
  'wrong-seat',
  'wrong-phase',
  'stale',
  'room-full',
  'not-found',
  'too-large',
  'too-fast',
  'read-only',
  'unavailable',
  // Only of HTTP and handshakes. `own-history`: what this device has would be left behind.
  'no-identity',
  'foreign-origin',
  'own-history',
] as const;
export type RefusalCode = (typeof REFUSALS)[number];

export interface Refused {
  refusal: RefusalCode;
  /** For people: what was wrong and what to do. */
  message: string;
}

/** Close codes of the sheet channel. y-websocket gives up on 4400 to 4499 and backs off on the rest. */
export const CLOSE = {
  malformed: 4400,
  noIdentity: 4401,
  notYours: 4403,
  noSuchSheet: 4404,
  full: 4413,
  frameTooLarge: 1009,
  unavailable: 4503,
  tooMany: 4509,
  tooFast: 4529,
} as const;

/** The reason beside `notYours` for a page under an address that the server does not expect. */
export const FOREIGN_ORIGIN = 'This page was opened under another address than PUBLIC_URL, the setting of the server.';

/** Message types of the sheet channel: the first four are y-websocket's own. */
export const SHEET_MESSAGE = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  /**
   * Server to client, only with `?acks=1`: for each of the sender's client ids, the clock up to which its edits are
   * stored. Encoded as varUint(count), then count times varUint(client), varUint(clock).
   */
  stored: 100,
} as const;

export type Ack = { ok: true; seq: number } | ({ ok: false } & Refused);

/** Socket.IO event maps. */
export interface ServerToClient {
  /** The whole view: the first message of each connection. */
  view: (view: RoomView) => void;
  /** How the recipient's next view differs from the one before. */
  changes: (changes: ViewChanges) => void;
  /** The other peers whose sheet has lost its connection while their room has not. */
  sheetsLost: (peers: PeerId[]) => void;
  /** The server shuts down on purpose: reconnect in a moment. */
  draining: () => void;
}
export interface ClientToServer {
  command: (command: ClientCommand, ack: (answer: Ack) => void) => void;
  /** Whether the sheet of this page is without a connection. */
  sheet: (lost: boolean) => void;
}
export interface Handshake {
  room: string;
  protocol: number;
}
