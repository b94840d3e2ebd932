/** Rooms in memory, written: each step is checked whole before any of it is kept. */

import { hasCome } from '../../shared/room/events.ts';
import { StoreError } from './errors.ts';
import { copyOf, keyOf, type MemoryTables, type RoomRecord } from './memory-tables.ts';
import type { Appended, Draft, RoomStep, Store } from './store.ts';

type Steps = Pick<Store, 'createRoom' | 'append' | 'saveDraft'>;

export function memorySteps(tables: MemoryTables): Steps {
  const { rooms } = tables;
  return {
    async createRoom(step) {
      const at = step.events[0]?.at;
      if (rooms.has(step.room)) throw new StoreError(`There is a room ${step.room} already`);
      if (at === undefined) throw new StoreError(`Room ${step.room} was to be created without an event`);
      if (step.expectedSeq !== 0) throw new StoreError(`The first step of room ${step.room} expects events`);
      checkNew(tables, step);
      const room = emptyRoom(step.room, step.secretHash, at);
      rooms.set(step.room, room);
      write(tables, room, step);
    },

    async append(step): Promise<Appended> {
      const room = rooms.get(step.room);
      const ack = step.command && room?.commands.get(keyOf(step.command.actor, step.command.id));
      if (ack !== undefined) return { ok: false, why: 'repeated', ack };
      return appendStep(tables, step) ? { ok: true } : { ok: false, why: 'clash' };
    },

    async saveDraft(id, draft, command) {
      const room = rooms.get(id);
      if (!room) throw new StoreError(`There is no room ${id}`);
      const accepted = keyOf(draft.peer, command.id);
      const place = keyOf(draft.peer, draft.round);
      if (room.commands.has(accepted) || draft.rev !== savedRev(room, place) + 1) return false;
      room.drafts.set(place, JSON.stringify(draft));
      room.commands.set(accepted, command.ack);
      return true;
    },
  };
}

/** @returns whether the room was where the step expects it */
export function appendStep(tables: MemoryTables, step: RoomStep): boolean {
  const room = tables.rooms.get(step.room);
  if (room?.events.length !== step.expectedSeq) return false;
  checkNew(tables, step);
  write(tables, room, step);
  return true;
}

const emptyRoom = (room: string, secretHash: string, at: number): RoomRecord => ({
  room,
  secretHash,
  shareHash: null,
  createdAt: at,
  changedAt: at,
  dueAt: null,
  members: new Set(),
  people: new Set(),
  events: [],
  words: new Map(),
  cards: new Map(),
  drafts: new Map(),
  commands: new Map(),
});

function savedRev(room: RoomRecord, place: string): number {
  const saved = room.drafts.get(place);
  return saved === undefined ? 0 : (JSON.parse(saved) as Draft).rev;
}

/** Ids of words and sheets are new in all of the store, as primary keys are. */
function checkNew({ rooms, sheets }: MemoryTables, step: RoomStep): void {
  const words = step.words.map((row) => row.words);
  const taken = words.find(
    (id, i) => words.indexOf(id) !== i || [...rooms.values()].some((room) => room.words.has(id)),
  );
  if (taken !== undefined) throw new StoreError(`There are words ${taken} already`);
  const ids = step.sheets.map((row) => row.sheet);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i || sheets.has(id));
  if (twice !== undefined) throw new StoreError(`There is a sheet ${twice} already`);
}

function write(tables: MemoryTables, room: RoomRecord, step: RoomStep): void {
  room.events.push(...step.events.map((event) => JSON.stringify(event)));
  room.changedAt = step.events.at(-1)?.at ?? room.changedAt;
  if (step.dueAt !== undefined) room.dueAt = step.dueAt;
  if (step.secretHash !== undefined) room.secretHash = step.secretHash;
  if (step.shareHash !== undefined) room.shareHash = step.shareHash;
  if (step.members) room.members = new Set(step.members);
  for (const event of step.events) if (hasCome(event)) room.people.add(event.peer);
  for (const { words, ...row } of step.words) room.words.set(words, row);
  for (const { version, card } of step.cards) room.cards.set(version, JSON.stringify(card));
  if (step.command) room.commands.set(keyOf(step.command.actor, step.command.id), step.command.ack);
  for (const { sheet, seed } of step.sheets) {
    const first = {
      n: 1,
      kind: 'edit' as const,
      at: step.events[0]?.at ?? 0,
      peer: 'system',
      client: null,
      bytes: copyOf(seed),
    };
    tables.sheets.set(sheet, { room: step.room, updates: 1, log: [first], packs: [], clients: new Map() });
  }
  for (const { peer, card, how, at } of step.history) {
    const key = keyOf(peer, card, how);
    const before = tables.history.get(key)?.at ?? at;
    tables.history.set(key, { peer, card, how, at: Math.max(before, at) });
  }
}
