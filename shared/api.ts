/** What the HTTP API answers, for both ends. Errors are `Refused` of wire.ts, with a 4xx or 5xx status. */

import type { CandidateCard, Card } from './deck/card.ts';
import type { CardId, PeerId, Phase, RoomId, Seat } from './room/ids.ts';
import type { Plan } from './room/plan.ts';
import type { Kept } from './rubric/form.ts';
import type { PromiseText } from './room/roomview.ts';

/** `POST, GET, PATCH /api/me` */
export interface Me {
  id: PeerId;
  name: string;
}

/** `DELETE /api/me`: 200, or 202 where some of it is still on the server's disk. */
export interface Erasure {
  /** In words: what is still there, and when it goes. */
  pending?: string;
}

/** `POST /api/me/transfer` (201): with it another device becomes this peer, once. */
export interface TransferCode {
  /** In groups. */
  code: string;
  /** The code in the fragment, which no server is sent. */
  link: string;
  /** ms since the epoch, by the server's clock. */
  expiresAt: number;
}

/** `POST /api/me/claim`: answers `Me`, or refuses as `own-history` where `leaveBehind` must be said. */
export interface ClaimCode {
  code: string;
  /** Become that peer, though this device has a history of its own. */
  leaveBehind?: boolean;
}

/** `GET /api/me/devices`, `POST /api/me/devices/sign-out-others` */
export interface Devices {
  /** When each was signed in, ms since the epoch, in order. */
  devices: { since: number }[];
}

/** `POST /api/rooms` (201; 200 where `again` finds the next room made already) */
export interface CreateRoom {
  plan?: Plan;
  /** Open the next room for the two peers of this one, instead of a room that needs an invite. */
  again?: RoomId;
}

/** `POST /api/rooms`, `POST /api/rooms/:room/invite` */
export interface Invited {
  room: RoomId;
  /** The whole link, its secret in the fragment. */
  invite: string;
}

/** `POST /api/rooms/:room/share` */
export interface ReportLinked {
  /** The whole link, its secret in the fragment. */
  link: string;
  /** When it was made, as views tell it. */
  at: number;
}

/**
 * Names the secret of a shared report in `GET /api/shared/:room/report`, `…/timeline/:round`, `…/recordings/:sheet`
 * and `…/moments/:moment`: no address and so no log holds it. They answer as their like under `/api/rooms/:room` do.
 */
export const SHARE_HEADER = 'x-share-secret';

/** `POST /api/rooms/:room/join` `{secret?}` */
export interface Joined {
  seat: Seat | 'observer' | null;
}

/** `POST /api/rooms/:room/return`: `returned` comes with the cookie of the peer. */
export type Returned =
  /** Both peers are there; `watch`: who joins now only watches. */
  | { state: 'full'; watch: boolean }
  /** `none`: nobody asks, also after a no; `other`: somebody else does. `name`: who can say whether it is them. */
  | { state: 'none' | 'asked' | 'other' | 'returned'; name: string };

/** `GET /api/rooms/:room/earlier/:sheet`: for who may write the sheet, by the name of each text ever written. */
export interface Earlier {
  texts: Record<string, EarlierText>;
}
export interface EarlierText {
  /** What the sheet began with. */
  start: string;
  /** What it said before it was deleted, or says now. */
  last: string;
}

/** `GET /api/rooms`: `{rooms}` */
export interface RoomSummary {
  room: RoomId;
  /** ms since the epoch, by the server's clock. */
  createdAt: number;
  /** When its phase last changed; what happens within a phase is not for everybody. */
  changedAt: number;
  phase: Phase;
  seat: Seat | null;
  /** The other peer's name, when there is one. */
  with: string | null;
  plan: Plan;
  /** The report can be read. */
  revealed: boolean;
  /** My form is still due until then. */
  formDueUntil: number | null;
  promise?: PromiseText;
  /** Once revealed: whether I kept the promise that I brought along, as my interviewer saw it. */
  kept?: Kept;
}

/** How a peer knows a card: the latest time of each, ms since the epoch. */
export interface Acquaintances {
  /** As the candidate. */
  asked?: number;
  /** As the interviewer. */
  interviewed?: number;
  /** Read its guide. */
  read?: number;
}

/** `GET /api/deck`: `{cards, areas}`. A card is new to a peer with no acquaintance at all. */
export type DeckEntry = Omit<CandidateCard, 'prompt' | 'start'> & {
  /** It comes with code. */
  code: boolean;
  mine: Acquaintances;
};
export interface DeckList {
  cards: DeckEntry[];
  /** The topics of the curriculum, by area. */
  areas: { area: string; topics: string[] }[];
}

/** `GET /api/deck/:card` */
export type DeckCard = CandidateCard & { mine: Acquaintances };

/** `GET /api/rooms/:room/cards`: for that room's interviewer. */
export interface Offer {
  /** What the clock of the round leaves, in whole minutes; before a round all of it. */
  left: number;
  /** Read in this room and not asked in it, in the order of reading: out of the offered and the others. */
  prepared: CardId[];
  /** What the plan draws, best first. */
  offered: OfferedCard[];
  /** The rest of the deck. */
  others: OfferedCard[];
  /** Out of the offered: a set that fits into what the round has left, in asking order; empty where nothing fits. */
  suggestion: { minutes: number; cards: CardId[] };
}
export type OfferedCard = DeckEntry & {
  /** The candidate was asked it, asked it, or read its guide before. */
  candidateKnows: boolean;
  /** It was asked in this room already. */
  askedHere: boolean;
  /** One line: why this card is in this place. */
  why: string;
};

/** `GET /api/rooms/:room/cards/:card`: for that room's interviewer; reading it is an event. */
export type GuidedCard = Card;

/** `GET /api/reach`: can another machine open the links this server makes? */
export interface Reach {
  /** Invites point at this machine's own loopback address. */
  loopback: boolean;
  /** Where other machines of the network reach this server as it is; null where they do not. */
  network: string | null;
  /** The start command that would serve the local network; null when no such address was found. */
  command: string | null;
}
