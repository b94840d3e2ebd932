/** What must be there before a server starts: rooms with sheets and people for ours, a long sheet for everybody who stores. */

import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { schema } from '@hocuspocus/extension-sqlite';
import { hashOf } from '../../../server/identity.ts';
import { openSqliteStore } from '../../../server/store/sqlite.ts';
import type { RoomStep, Store } from '../../../server/store/store.ts';
import { FoldThreads } from '../../../server/sheets/fold/threads.ts';
import { SHEET_LIMITS } from '../../../server/sheets/limits.ts';
import { SheetReader } from '../../../server/sheets/log/reader.ts';
import { seedSheet } from '../../../server/sheets/fold/document.ts';
import type { Happening, RoomEvent } from '../../../shared/room/events.ts';
import type { Lesson } from '../../../shared/rubric/lessons.ts';
import { DEFAULT_PLAN } from '../../../shared/room/plan.ts';
import { sheetName, tokenOf } from './crowd.ts';
import type { TypingSession } from './typing.ts';

const PEERS = ['bench-peer-of-seat-0', 'bench-peer-of-seat-1'] as const;
const STARTED = Date.UTC(2026, 0, 5, 9);
/** Updates of one store call, and the pause of a typist between two of them, in ms. */
const AT_ONCE = 1_000;
const PAUSE_MS = 150;

export const coldName = (index: number): string => `bench-cold-${String(index).padStart(10, '0')}`;

/** Rooms in their first round, each with one sheet, whose two peers have left: opening them writes nothing. */
export async function seedOurs(folder: string, rooms: number, long: TypingSession, copies: number): Promise<void> {
  const store = await openSqliteStore(join(folder, 'practice-room.sqlite'));
  for (const [seat, peer] of PEERS.entries()) {
    const tokenHash = hashOf(tokenOf(seat === 0 ? 0 : 1));
    await store.createPeer({ peer, name: `Seat ${seat}`, tokenHash, at: STARTED });
  }
  const names = [
    ...Array.from({ length: rooms }, (_, i) => sheetName(i)),
    ...Array.from({ length: copies }, (_, i) => coldName(i)),
  ];
  for (const sheet of names) await addRoom(store, sheet);
  for (let i = 0; i < copies; i++) await writeLong(store, coldName(i), long);
  await store.close();
}

async function addRoom(store: Store, sheet: string): Promise<void> {
  const room = `room-of-${sheet}`;
  const [interviewer, candidate] = PEERS;
  const first: Happening[] = [
    { type: 'room-created', room, plan: DEFAULT_PLAN },
    { type: 'peer-joined', peer: interviewer, seat: 'interviewer' },
    { type: 'peer-joined', peer: candidate, seat: 'candidate' },
    { type: 'round-started', round: 1 },
    { type: 'asked', ask: `ask-of-${sheet}`, sheet, ...ASKED },
    { type: 'peer-left', peer: interviewer },
    { type: 'peer-left', peer: candidate },
  ];
  const events = first.map((happening): RoomEvent => ({ ...happening, at: STARTED, actor: interviewer }));
  const step: RoomStep = {
    room,
    expectedSeq: 0,
    events,
    words: [],
    sheets: [{ sheet, seed: seedSheet('') }],
    cards: [],
    history: [],
    members: [...PEERS],
  };
  await store.createRoom({ ...step, secretHash: hashOf(room) });
}

const ASKED = {
  card: 'bench',
  version: 'bench',
  minutes: 60,
  frame: 'decision' as const,
  beats: [] as Lesson[],
  hints: 0,
  facts: 0,
} satisfies Omit<Extract<Happening, { type: 'asked' }>, 'type' | 'ask' | 'sheet'>;

/** An update at a time, as it was typed; then put away as the server puts away what nobody types in any more. */
async function writeLong(store: Store, sheet: string, { updates }: TypingSession): Promise<void> {
  const client = 1_000_000_000;
  for (let start = 0; start < updates.length; start += AT_ONCE) {
    const some = updates.slice(start, start + AT_ONCE);
    await store.appendUpdates(
      some.map((bytes, i) => ({
        sheet,
        kind: 'edit',
        peer: PEERS[0],
        client,
        at: STARTED + (start + i) * PAUSE_MS,
        bytes,
      })),
    );
  }
  const limits = { ...SHEET_LIMITS, foldQuickMs: 60_000 };
  const threads = new FoldThreads(limits);
  await new SheetReader(sheet, { store, threads, limits, log: console }).compact();
  await threads.close();
}

export async function seedHocuspocus(folder: string, state: Uint8Array, copies: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const database = new Database(join(folder, 'hocuspocus.sqlite'));
  database.exec(schema);
  const insert = database.prepare('insert into documents (name, data) values (?, ?)');
  for (let i = 0; i < copies; i++) insert.run(coldName(i), Buffer.from(state));
  database.close();
}

interface Leveldb {
  storeUpdate(name: string, update: Uint8Array): Promise<unknown>;
  destroy(): Promise<void>;
}

/** The state as one update: what y-leveldb itself makes of a document that it flushes. */
export async function seedLeveldb(folder: string, state: Uint8Array, copies: number): Promise<void> {
  const require = createRequire(import.meta.url);
  const { LeveldbPersistence } = require('y-leveldb') as { LeveldbPersistence: new (folder: string) => Leveldb };
  const database = new LeveldbPersistence(folder);
  for (let i = 0; i < copies; i++) await database.storeUpdate(coldName(i), state);
  await database.destroy();
}

export async function writeBlobs(folder: string, blobs: Record<string, Uint8Array>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(blobs)) await writeFile(join(folder, name), bytes);
}
