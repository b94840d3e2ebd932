/** Rooms in SQL, read: one whole, a peer's own, those that are due, and what was promised in them. */

import { sql } from 'kysely';
import type { Card } from '../../shared/deck/card.ts';
import { LONG_WORDS, type RoomEvent } from '../../shared/room/events.ts';
import type { PeerId, RoomId, WordsId } from '../../shared/room/ids.ts';
import type { PromiseText } from '../../shared/room/roomview.ts';
import type { Form } from '../../shared/rubric/form.ts';
import { chunks, toNumber, unquote, type Db } from './rows.ts';
import type { Draft, Store } from './store.ts';

type Rooms = Pick<
  Store,
  'loadRoom' | 'words' | 'secretHash' | 'shareHash' | 'ackOf' | 'roomsOf' | 'dueRooms' | 'lastPromises'
>;

/** The most rooms that one answer lists. */
const ROOMS_LISTED = 200;

export function roomsIn(db: Db): Rooms {
  return {
    /** Events first: words and cards are only ever added, so that what is read after them holds all they refer to. */
    async loadRoom(room) {
      const events = await eventsOf(db, room);
      if (events.length === 0) return null;
      const words = await wordsOf(db, room);
      const cards = await cardsOf(db, room);
      return { events, words, cards, drafts: await draftsOf(db, room) };
    },

    async words(room, ids) {
      const found = new Map<WordsId, string>();
      for (const some of chunks(ids)) {
        const rows = await db
          .selectFrom('words')
          .select(['words', 'text'])
          .where('room', '=', room)
          .where('words', 'in', some)
          .execute();
        for (const row of rows) found.set(row.words, unquote(row.text));
      }
      return found;
    },

    async secretHash(room) {
      const row = await db.selectFrom('rooms').select('secret_hash').where('room', '=', room).executeTakeFirst();
      return row?.secret_hash ?? null;
    },

    async shareHash(room) {
      const row = await db.selectFrom('rooms').select('share_hash').where('room', '=', room).executeTakeFirst();
      return row?.share_hash ?? null;
    },

    ackOf: (room, actor, command) => acceptedAck(db, room, actor, command),

    async roomsOf(peer) {
      const rows = await db
        .selectFrom('room_members')
        .innerJoin('rooms', 'rooms.room', 'room_members.room')
        .select(['rooms.room', 'created_at', 'changed_at'])
        .where('peer', '=', peer)
        .orderBy('changed_at', 'desc')
        .orderBy('rooms.room')
        .limit(ROOMS_LISTED)
        .execute();
      return rows.map((row) => ({
        room: row.room,
        createdAt: toNumber(row.created_at),
        changedAt: toNumber(row.changed_at),
      }));
    },

    async dueRooms(now) {
      const due = db.selectFrom('rooms').select('room').where('due_at', '<=', now);
      const rows = await due.orderBy('due_at').orderBy('room').execute();
      return rows.map((row) => row.room);
    },

    async lastPromises(peers, except) {
      const promises = new Map<PeerId, PromiseText>();
      for (const peer of peers) {
        const promise = await lastPromise(db, peer, except);
        if (promise) promises.set(peer, promise);
      }
      return promises;
    },
  };
}

/** The ack that the command got when it was accepted, or null. */
export async function acceptedAck(db: Db, room: RoomId, actor: PeerId, command: string): Promise<number | null> {
  const row = await db
    .selectFrom('commands')
    .select('ack')
    .where('room', '=', room)
    .where('actor', '=', actor)
    .where('command', '=', command)
    .executeTakeFirst();
  return row?.ack ?? null;
}

type EventRow = { at: number | string; actor: string; type: string; body: string };

const toEvent = ({ at, actor, type, body }: EventRow): RoomEvent =>
  ({ type, ...(JSON.parse(body) as object), at: toNumber(at), actor }) as RoomEvent;

async function eventsOf(db: Db, room: RoomId): Promise<RoomEvent[]> {
  const all = db.selectFrom('room_events').select(['at', 'actor', 'type', 'body']).where('room', '=', room);
  return (await all.orderBy('seq').execute()).map(toEvent);
}

async function wordsOf(db: Db, room: RoomId): Promise<Map<WordsId, string>> {
  const all = db.selectFrom('words').select(['words', 'text']).where('room', '=', room);
  const rows = await all.where('kind', 'not in', LONG_WORDS).execute();
  return new Map(rows.map((row) => [row.words, unquote(row.text)]));
}

async function cardsOf(db: Db, room: RoomId): Promise<Map<string, Card>> {
  const rows = await db
    .selectFrom('room_cards')
    .innerJoin('cards', 'cards.version', 'room_cards.version')
    .select(['cards.version', 'body'])
    .where('room', '=', room)
    .execute();
  return new Map(rows.map((row) => [row.version, JSON.parse(row.body) as Card]));
}

async function draftsOf(db: Db, room: RoomId): Promise<Draft[]> {
  const all = db.selectFrom('drafts').select(['peer', 'round', 'rev', 'form']).where('room', '=', room);
  const rows = await all.orderBy('round').orderBy('peer').execute();
  return rows.map((row) => ({ ...row, form: JSON.parse(row.form) as Form }));
}

/** The type stands in the query as a literal, since only then do databases use the index of promises alone. */
async function lastPromise(db: Db, peer: PeerId, except: RoomId): Promise<PromiseText | null> {
  const row = await db
    .selectFrom('room_events')
    .select(['at', 'actor', 'type', 'body'])
    .where('type', '=', sql.lit('promised'))
    .where('actor', '=', peer)
    .where('room', '<>', except)
    .orderBy('at', 'desc')
    .orderBy('room')
    .orderBy('seq', 'desc')
    .executeTakeFirst();
  const event = row && toEvent(row);
  if (event?.type !== 'promised') return null;
  const words = await db.selectFrom('words').select('text').where('words', '=', event.words).executeTakeFirst();
  return words ? { lesson: event.lesson, text: unquote(words.text) } : null;
}
