/** Rooms, read: one whole, a peer's own, those that are due, and what was promised in them. */

import type Database from 'better-sqlite3';
import type { Card } from '../../../shared/deck/card.ts';
import { LONG_WORDS, type RoomEvent } from '../../../shared/room/events.ts';
import type { PeerId, RoomId, WordsId } from '../../../shared/room/ids.ts';
import type { PromiseText } from '../../../shared/room/roomview.ts';
import type { Form } from '../../../shared/rubric/form.ts';
import type { Draft, MyRoom, Store, StoredRoom } from '../store.ts';
import type { Direct } from './direct.ts';
import { unquote } from './values.ts';

type Rooms = Pick<
  Direct<Store>,
  'loadRoom' | 'words' | 'secretHash' | 'shareHash' | 'roomsOf' | 'dueRooms' | 'lastEventAt' | 'lastPromises'
>;

/** The most rooms that one answer lists. */
const ROOMS_LISTED = 200;

const LONG = JSON.stringify(LONG_WORDS);

interface EventRow {
  at: number;
  actor: PeerId;
  type: RoomEvent['type'];
  /** JSON of all else. */
  body: string;
}

interface WordsRow {
  words: WordsId;
  text: string;
}

const toEvent = ({ at, actor, type, body }: EventRow): RoomEvent =>
  ({ type, ...(JSON.parse(body) as object), at, actor }) as RoomEvent;

const toWords = (rows: WordsRow[]): Map<WordsId, string> => new Map(rows.map((row) => [row.words, unquote(row.text)]));

export function roomsIn(database: Database.Database): Rooms {
  const sql = statementsOn(database);

  const loadRoom = database.transaction((room: RoomId): StoredRoom | null => {
    const events = sql.events.all(room).map(toEvent);
    if (events.length === 0) return null;
    const cards = sql.cards.all(room).map(({ version, body }) => [version, JSON.parse(body) as Card] as const);
    const drafts = sql.drafts.all(room).map((row): Draft => ({ ...row, form: JSON.parse(row.form) as Form }));
    return { events, words: toWords(sql.shortWords.all(room, LONG)), cards: new Map(cards), drafts };
  });

  const lastPromise = (peer: PeerId, except: RoomId): PromiseText | null => {
    const row = sql.lastPromise.get(peer, except);
    const event = row && toEvent(row);
    if (event?.type !== 'promised') return null;
    const text = sql.text.get(event.words);
    return text === undefined ? null : { lesson: event.lesson, text: unquote(text) };
  };

  return {
    loadRoom,
    words: (room, ids) => toWords(sql.words.all(JSON.stringify(ids), room)),
    secretHash: (room) => sql.secretHash.get(room) ?? null,
    shareHash: (room) => sql.shareHash.get(room) ?? null,
    roomsOf: (peer) => sql.roomsOf.all(peer, ROOMS_LISTED),
    dueRooms: (now) => sql.due.all(now),
    lastEventAt: () => sql.lastEvent.get() ?? 0,

    lastPromises(peers, except) {
      const promises = new Map<PeerId, PromiseText>();
      for (const peer of peers) {
        const promise = lastPromise(peer, except);
        if (promise) promises.set(peer, promise);
      }
      return promises;
    },
  };
}

function statementsOn(database: Database.Database) {
  return {
    events: database.prepare<[RoomId], EventRow>(
      'select at, actor, type, body from room_events where room = ? order by seq',
    ),
    shortWords: database.prepare<[RoomId, string], WordsRow>(
      'select words, text from words where room = ? and kind not in (select value from json_each(?))',
    ),
    // By their ids: the `+` keeps SQLite from reading all words of the room instead.
    words: database.prepare<[string, RoomId], WordsRow>(
      'select words, text from words where words in (select value from json_each(?)) and +room = ?',
    ),
    text: database.prepare<[WordsId], string>('select text from words where words = ?').pluck(),
    cards: database.prepare<[RoomId], { version: string; body: string }>(
      'select version, body from room_cards join cards using (version) where room = ?',
    ),
    drafts: database.prepare<[RoomId], Omit<Draft, 'form'> & { form: string }>(
      'select peer, round, rev, form from drafts where room = ? order by round, peer',
    ),
    secretHash: database.prepare<[RoomId], string>('select secret_hash from rooms where room = ?').pluck(),
    shareHash: database.prepare<[RoomId], string | null>('select share_hash from rooms where room = ?').pluck(),
    roomsOf: database.prepare<[PeerId, number], MyRoom>(
      `select room, created_at as createdAt, changed_at as changedAt from room_members join rooms using (room)
       where peer = ? order by changed_at desc, room limit ?`,
    ),
    due: database.prepare<[number], RoomId>('select room from rooms where due_at <= ? order by due_at, room').pluck(),
    lastEvent: database.prepare<[], number | null>('select max(changed_at) from rooms').pluck(),
    // The type is a literal, because only then does SQLite use the index of promises.
    lastPromise: database.prepare<[PeerId, RoomId], EventRow>(
      `select at, actor, type, body from room_events where type = 'promised' and actor = ? and room <> ?
       order by at desc, room, seq desc limit 1`,
    ),
  };
}
