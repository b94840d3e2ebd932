/** Rooms in memory, read: one whole, a peer's own, those that are due, and what was promised in them. */

import type { Card } from '../../shared/deck/card.ts';
import { isLong, type RoomEvent } from '../../shared/room/events.ts';
import type { PeerId, RoomId, WordsId } from '../../shared/room/ids.ts';
import type { PromiseText } from '../../shared/room/roomview.ts';
import { byText, keyOf, type MemoryTables, type RoomRecord } from './memory-tables.ts';
import type { Draft, Store, StoredRoom } from './store.ts';

type Rooms = Pick<
  Store,
  'loadRoom' | 'words' | 'secretHash' | 'shareHash' | 'ackOf' | 'roomsOf' | 'dueRooms' | 'lastPromises'
>;

/** The most rooms that one answer lists. */
const ROOMS_LISTED = 200;

export function memoryRooms({ rooms }: MemoryTables): Rooms {
  return {
    async loadRoom(room) {
      const found = rooms.get(room);
      return found ? toStoredRoom(found) : null;
    },

    async words(room, ids) {
      const kept = rooms.get(room)?.words;
      return new Map(
        ids.flatMap((id): [WordsId, string][] => {
          const found = kept?.get(id);
          return found ? [[id, found.text]] : [];
        }),
      );
    },

    async secretHash(room) {
      return rooms.get(room)?.secretHash ?? null;
    },

    async shareHash(room) {
      return rooms.get(room)?.shareHash ?? null;
    },

    async ackOf(room, actor, command) {
      return rooms.get(room)?.commands.get(keyOf(actor, command)) ?? null;
    },

    async roomsOf(peer) {
      return [...rooms.values()]
        .filter((room) => room.members.has(peer))
        .sort((a, b) => b.changedAt - a.changedAt || byText(a.room, b.room))
        .slice(0, ROOMS_LISTED)
        .map(({ room, createdAt, changedAt }) => ({ room, createdAt, changedAt }));
    },

    async dueRooms(now) {
      return [...rooms.values()]
        .flatMap(({ room, dueAt }) => (dueAt !== null && dueAt <= now ? [{ room, dueAt }] : []))
        .sort((a, b) => a.dueAt - b.dueAt || byText(a.room, b.room))
        .map(({ room }) => room);
    },

    async lastPromises(peers, except) {
      const elsewhere = [...rooms.values()].filter(({ room }) => room !== except);
      const promises = new Map<PeerId, PromiseText>();
      for (const peer of peers) {
        const promise = lastPromise(elsewhere, peer);
        if (promise) promises.set(peer, promise);
      }
      return promises;
    },
  };
}

const eventsOf = (room: RoomRecord): RoomEvent[] => room.events.map((json) => JSON.parse(json) as RoomEvent);

const toStoredRoom = (room: RoomRecord): StoredRoom => ({
  events: eventsOf(room),
  words: new Map([...room.words].flatMap(([id, row]) => (isLong(row) ? [] : [[id, row.text]]))),
  cards: new Map([...room.cards].map(([version, json]) => [version, JSON.parse(json) as Card])),
  drafts: [...room.drafts.values()]
    .map((json) => JSON.parse(json) as Draft)
    .sort((a, b) => a.round - b.round || byText(a.peer, b.peer)),
});

function lastPromise(rooms: RoomRecord[], peer: PeerId): PromiseText | null {
  const made = rooms.flatMap((room) => promisesOf(room, peer));
  const [last] = made.sort((a, b) => b.at - a.at || byText(a.room, b.room) || b.seq - a.seq);
  return last?.text === undefined ? null : { lesson: last.lesson, text: last.text };
}

function promisesOf(record: RoomRecord, peer: PeerId) {
  return eventsOf(record).flatMap((event, i) => {
    if (event.type !== 'promised' || event.actor !== peer) return [];
    const { at, lesson, words } = event;
    const room: RoomId = record.room;
    return [{ room, seq: i + 1, at, lesson, text: record.words.get(words)?.text }];
  });
}
