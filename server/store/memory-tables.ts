/** What the memory store keeps. Values that callers hand over are kept as JSON or copied, so that nobody outside can change them. */

import type { Words } from '../../shared/room/events.ts';
import type { CardId, CardVersion, PeerId, RoomId, SheetId, WordsId } from '../../shared/room/ids.ts';
import type { Acquaintance, LoggedUpdate, Pack, PeerRow, Transfer } from './store.ts';

export interface RoomRecord {
  room: RoomId;
  secretHash: string;
  shareHash: string | null;
  createdAt: number;
  changedAt: number;
  dueAt: number | null;
  members: Set<PeerId>;
  /** Who has ever been in it. */
  people: Set<PeerId>;
  /** JSON of each event; the first has seq 1. */
  events: string[];
  words: Map<WordsId, Omit<Words, 'words'>>;
  /** JSON of each card. */
  cards: Map<CardVersion, string>;
  /** By peer and round: JSON of the draft. */
  drafts: Map<string, string>;
  /** By actor and command: the ack. */
  commands: Map<string, number>;
}

export interface SheetRecord {
  room: RoomId;
  /** How many there have been. */
  updates: number;
  /** Those that are not packed, in order. */
  log: LoggedUpdate[];
  /** In order, from the first update on. */
  packs: Pack[];
  clients: Map<number, PeerId>;
  snapshot?: { bytes: Uint8Array; through: number };
}

export interface HistoryRecord {
  peer: PeerId;
  card: CardId;
  how: Acquaintance;
  at: number;
}

export interface MemoryTables {
  peers: Map<PeerId, PeerRow>;
  /** By hash: whose device it is, and since when. */
  tokens: Map<string, { peer: PeerId; at: number }>;
  /** One for each peer. */
  transfers: Map<PeerId, Transfer>;
  rooms: Map<RoomId, RoomRecord>;
  sheets: Map<SheetId, SheetRecord>;
  /** By peer, card and how. */
  history: Map<string, HistoryRecord>;
}

export const emptyTables = (): MemoryTables => ({
  peers: new Map(),
  tokens: new Map(),
  transfers: new Map(),
  rooms: new Map(),
  sheets: new Map(),
  history: new Map(),
});

/** One key of several parts, none of which can be mistaken for another. */
export const keyOf = (...parts: (string | number)[]): string => JSON.stringify(parts);
export const partsOf = (key: string): (string | number)[] => JSON.parse(key) as (string | number)[];

export const copyOf = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes);

/** The order of SQL's text comparison. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
