/**
 * The storage interface: what the rest of the server asks of a database, whichever it is. Methods reject with
 * StoreUnavailable while the store cannot be used, and with another StoreError for a call that is wrong.
 */

import type { CardMet } from '../../shared/room/event-rules.ts';
import type { RoomEvent, Words } from '../../shared/room/events.ts';
import type { CardVersion, PeerId, RoomId, SheetId, WordsId } from '../../shared/room/ids.ts';
import type { Card } from '../../shared/deck/card.ts';
import type { Form } from '../../shared/rubric/form.ts';
import type { PromiseText } from '../../shared/room/roomview.ts';

export interface PeerRow {
  peer: PeerId;
  name: string;
}

/** A draft of one peer's form for one round. `rev` counts its saves. */
export interface Draft {
  peer: PeerId;
  round: number;
  rev: number;
  form: Form;
}

/** All that is needed to serve a room. */
export interface StoredRoom {
  /** In order; the first has seq 1. */
  events: RoomEvent[];
  /** All but the long ones. */
  words: Map<WordsId, string>;
  /** The cards that were asked in it, as they were then. */
  cards: Map<CardVersion, Card>;
  drafts: Draft[];
}

/** `at`: the latest time, ms since the epoch. */
export type CardHistory = Omit<CardMet, 'peer'>;

/** One atomic step of a room: all of it is stored, or nothing. */
export interface RoomStep {
  room: RoomId;
  /** How many events the room had when this step was decided. */
  expectedSeq: number;
  events: RoomEvent[];
  words: Words[];
  /** The accepted command, remembered so that a retry acts once; absent for what no client sent. */
  command?: { actor: PeerId; id: string; ack: number };
  /** Sheets created, each with its first update (Yjs, V1). */
  sheets: { sheet: SheetId; seed: Uint8Array }[];
  /** Cards as they are now, for asks. */
  cards: { version: CardVersion; card: Card }[];
  history: readonly CardMet[];
  /** Who comes into the room: from now on it is one of those that name them. */
  people: readonly PeerId[];
  /** Who is now a peer of the room, where that changed: what "my rooms" lists. */
  members?: PeerId[];
  /** When the server must act on the room by itself (ms since the epoch), null for never; absent: unchanged. */
  dueAt?: number | null;
  /** The hash of a new invite secret, where that changed. */
  secretHash?: string;
  /** The hash of a new secret of the shared report, where that changed. */
  shareHash?: string;
}

/**
 * `clash`: somebody else appended first; load again and decide again. `repeated`: the command was accepted before, with
 * that ack.
 */
export type Appended = { ok: true } | { ok: false; why: 'clash' } | { ok: false; why: 'repeated'; ack: number };

/** `edit`: a change of the sheet. `caret`: where a peer's caret was, in the sheet channel's format, for replays. */
export type UpdateKind = 'edit' | 'caret';

export interface SheetUpdate {
  sheet: SheetId;
  kind: UpdateKind;
  peer: PeerId;
  /** The Yjs client id that wrote it, or null for what the server wrote. */
  client: number | null;
  /** ms since the epoch. */
  at: number;
  /** An edit: a Yjs update, V1. */
  bytes: Uint8Array;
}

export interface StoredSheet {
  room: RoomId;
  /** Everything up to and including update `through`, merged; absent before the first compaction. */
  snapshot?: { bytes: Uint8Array; through: number };
  /** The edits after the snapshot, in order. */
  tail: { n: number; bytes: Uint8Array }[];
  /** The number of the last update, of either kind. */
  last: number;
  /** Which peer each client id belongs to. */
  clients: Map<number, PeerId>;
}

export interface MyRoom {
  room: RoomId;
  createdAt: number;
  /** When its last event happened. */
  changedAt: number;
}

/** An update as the log keeps it. */
export type LoggedUpdate = Omit<SheetUpdate, 'sheet'> & { n: number };

/** Updates `first` to `last` of a sheet's log in one piece, as the sheet channel writes it. */
export interface Pack {
  first: number;
  last: number;
  bytes: Uint8Array;
}

export interface StoredLog {
  packs: Pack[];
  loose: LoggedUpdate[];
}

/** The part of the store that keeps the sheets. */
export interface SheetStore {
  /** Null for a sheet that does not exist. */
  roomOfSheet(sheet: SheetId): Promise<RoomId | null>;
  /** Null for a sheet that does not exist. */
  loadSheet(sheet: SheetId): Promise<StoredSheet | null>;
  /** The same without what came after the snapshot, for readers of the log. */
  loadSnapshot(sheet: SheetId): Promise<Pick<StoredSheet, 'snapshot' | 'clients'> | null>;
  /** Appends in order, all or nothing. A client id new to its sheet is claimed for the update's peer. */
  appendUpdates(updates: SheetUpdate[]): Promise<void>;
  /** Keeps a snapshot beside the log; the log itself stays. An older snapshot than the stored one is ignored. */
  saveSnapshot(sheet: SheetId, snapshot: { bytes: Uint8Array; through: number }): Promise<void>;
  /**
   * The log of a sheet from update `from` on, for a replay and for packing: the packs that hold some of it, and what is
   * loose after the last pack.
   */
  loadLog(sheet: SheetId, from: number): Promise<StoredLog>;
  /**
   * Stores the updates from `first` to `last` in one piece. It replaces what is loose up to `last` and packs from
   * `first` on. The snapshot must already include `last`. A log that is already packed further stays as it is.
   */
  packLog(sheet: SheetId, pack: Pack): Promise<void>;
}

/** The part of the store that keeps people. */
export interface PeerStore {
  /** @param tokenHash hex SHA-256 of the identity token; the token itself is never stored */
  createPeer(row: PeerRow & { tokenHash: string; at: number }): Promise<void>;
  /** A peer has a token on each of their devices. */
  peerByToken(tokenHash: string): Promise<PeerRow | null>;
  renamePeer(peer: PeerId, name: string): Promise<void>;
  names(peers: PeerId[]): Promise<Map<PeerId, string>>;
  /** When each device of the peer was signed in, ms since the epoch, in order. */
  devices(peer: PeerId): Promise<number[]>;
  /** Takes the right from every device but the one with this token. */
  signOutOthers(peer: PeerId, tokenHash: string): Promise<void>;
  cardHistory(peer: PeerId): Promise<CardHistory[]>;

  /** A one-time code with which another device becomes this peer; it replaces an earlier one of theirs. */
  offerTransfer(offer: Transfer): Promise<void>;
  /** The peer whose code it is, or null for a code that is unknown, used or too old. */
  peerOfTransfer(codeHash: string, now: number): Promise<PeerRow | null>;
  /**
   * Uses the code up: the device with `tokenHash` is that peer from now on, and no longer the peer it was. Null as
   * above: then nothing has changed.
   */
  claimTransfer(claim: TransferClaim): Promise<PeerRow | null>;

  /** Every room that the peer has ever been in, as a peer or watching, in the order of ids. */
  roomsNaming(peer: PeerId): Promise<RoomId[]>;
  /**
   * Forgets a peer: name, tokens, codes, drafts, card history, commands and the words that are theirs alone, and
   * appends the last step of each of their rooms. All or nothing; when it is done the bytes are gone from the disk too.
   */
  erasePeer(peer: PeerId, steps: RoomStep[]): Promise<Erased>;
}

export interface Transfer {
  peer: PeerId;
  /** Hex SHA-256. */
  codeHash: string;
  /** ms since the epoch. */
  expiresAt: number;
}

export interface TransferClaim {
  codeHash: string;
  now: number;
  tokenHash: string;
  /** The token that the device had before. It is removed, and with their last device a peer who was in no room. */
  leaves?: string;
}

/**
 * `clash`: a room has changed, or there is another one: decide again. `words`: what is gone. `cards`: questions of
 * their own, as they are without their words. `pending`: nobody is told a word of it any more, but bytes of it are on
 * the disk until another process has stopped reading the database; the store sees to that, after a restart too.
 */
export type Erased =
  | { ok: true; words: WordsId[]; cards: { version: CardVersion; card: Card }[]; pending: boolean }
  | { ok: false; why: 'clash' };

export interface Store extends PeerStore, SheetStore {
  /** The first step of a new room: `expectedSeq` is 0. */
  createRoom(step: RoomStep & { secretHash: string }): Promise<void>;
  /** Null for a room that does not exist. */
  loadRoom(room: RoomId): Promise<StoredRoom | null>;
  /** The words of these ids that the room has, long ones too. */
  words(room: RoomId, ids: WordsId[]): Promise<Map<WordsId, string>>;
  secretHash(room: RoomId): Promise<string | null>;
  /** Of the latest secret of the shared report; null where there was none. */
  shareHash(room: RoomId): Promise<string | null>;
  append(step: RoomStep): Promise<Appended>;
  /** The ack an accepted command got, or null. */
  ackOf(room: RoomId, actor: PeerId, command: string): Promise<number | null>;
  /**
   * Saves a draft when `draft.rev` is one more than what is stored (or 1 for the first) and remembers its command.
   * @returns whether it was saved; false is an old revision
   */
  saveDraft(room: RoomId, draft: Draft, command: { id: string; ack: number }): Promise<boolean>;
  /** Rooms of which the peer is a peer now, the latest change first, 200 at most. */
  roomsOf(peer: PeerId): Promise<MyRoom[]>;
  /** Rooms whose `dueAt` is at or before `now`. */
  dueRooms(now: number): Promise<RoomId[]>;
  /** When the latest event of any room was; 0 without one. */
  lastEventAt(): Promise<number>;
  /** The latest promise of each peer that has made one, in rooms other than `except`. */
  lastPromises(peers: PeerId[], except: RoomId): Promise<Map<PeerId, PromiseText>>;

  close(): Promise<void>;
}
