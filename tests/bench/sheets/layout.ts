/**
 * What is there before a server starts: rooms, people and sheets for ours, sheets for every other server that stores.
 * The one file that imports the server.
 */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { readDeck } from '../../../server/deck/read.ts';
import { hashOf } from '../../../server/identity.ts';
import { openSqliteStore } from '../../../server/store/sqlite/open.ts';
import type { RoomStep, Store } from '../../../server/store/store.ts';
import { FoldThreads } from '../../../server/sheets/fold/threads.ts';
import { SHEET_LIMITS } from '../../../server/sheets/limits.ts';
import { SheetReader } from '../../../server/sheets/log/reader.ts';
import { seedSheet } from '../../../server/sheets/fold/document.ts';
import type { Card } from '../../../shared/deck/card.ts';
import type { EventBody, RoomEvent, Words } from '../../../shared/room/events.ts';
import { SEATS } from '../../../shared/room/ids.ts';
import { DEFAULT_PLAN } from '../../../shared/room/plan.ts';
import { askOf, peerOf, roomOf, tokenOf } from './names.ts';
import { requirePeer } from './peers.ts';
import { sheetAfter, type TypingSession } from './typing.ts';

const STARTED = Date.UTC(2026, 0, 5, 9);
/** Updates of one store call, and the pause of a typist between two of them, in ms. */
const AT_ONCE = 1_000;
const PAUSE_MS = 150;

/** Sheets that are written at the same time. */
const SHEETS_AT_ONCE = 50;

/** A sheet that is there, and what it holds. */
export interface ReadySheet {
  name: string;
  session: TypingSession;
  /** How many edits of the session it holds. */
  edits: number;
  /** Its log is still loose, as in a room in which people have just typed; otherwise it was put away. */
  loose: boolean;
}

/** Rooms, each in its first round with one card asked, whose two peers have left. */
export class OurLayout {
  readonly #store: Store;
  readonly #card: { version: string; card: Card };

  private constructor(store: Store, card: { version: string; card: Card }) {
    this.#store = store;
    this.#card = card;
  }

  /** @param deck a folder of cards; the first is asked in each room */
  static async open(folder: string, deck: string): Promise<OurLayout> {
    await mkdir(folder, { recursive: true });
    const { cards, version } = await readDeck([deck]);
    const [card] = cards.values();
    if (!card) throw new Error('a deck without cards');
    const store = await openSqliteStore(join(folder, 'practice-room.sqlite'));
    return new OurLayout(store, { version: version(card), card });
  }

  close(): Promise<void> {
    return this.#store.close();
  }

  /** @param notes that the interviewer has made */
  async addRoom(sheet: string, notes = 0): Promise<void> {
    for (const seat of SEATS)
      await this.#store.createPeer({
        peer: peerOf(sheet, seat),
        name: seat === 'interviewer' ? 'Ada' : 'Bela',
        tokenHash: hashOf(tokenOf(sheet, seat)),
        at: STARTED,
      });
    const interviewer = peerOf(sheet, 'interviewer');
    const words = Array.from({ length: notes }, (_, i): Words => noteOf(sheet, interviewer, i));
    const step: RoomStep = {
      room: roomOf(sheet),
      expectedSeq: 0,
      events: this.#history(sheet, words).map((body): RoomEvent => ({
        ...body,
        at: STARTED,
        actor: interviewer,
      })),
      words,
      sheets: [{ sheet, seed: seedSheet('') }],
      cards: [this.#card],
      history: [],
      people: SEATS.map((seat) => peerOf(sheet, seat)),
      members: SEATS.map((seat) => peerOf(sheet, seat)),
    };
    await this.#store.createRoom({ ...step, secretHash: hashOf(roomOf(sheet)) });
  }

  #history(sheet: string, notes: readonly Words[]): EventBody[] {
    const [interviewer, candidate] = [peerOf(sheet, 'interviewer'), peerOf(sheet, 'candidate')];
    return [
      { type: 'room-created', room: roomOf(sheet), plan: DEFAULT_PLAN },
      { type: 'peer-joined', peer: interviewer, seat: 'interviewer' },
      { type: 'peer-joined', peer: candidate, seat: 'candidate' },
      { type: 'round-started', round: 1 },
      { type: 'asked', ask: askOf(sheet), sheet, ...this.#asked() },
      ...notes.map(({ words }): EventBody => ({ type: 'noted', moment: words, clockAt: 0, late: false, words })),
      { type: 'peer-left', peer: interviewer },
      { type: 'peer-left', peer: candidate },
    ];
  }

  #asked() {
    const { version, card } = this.#card;
    const { guide, minutes, frame } = card;
    const beats = guide.listenFor.map(({ lesson }) => lesson);
    return { card: card.card, version, minutes, frame, beats, hints: guide.hints.length, facts: guide.facts.length };
  }

  /** Rooms, each with a sheet written an update at a time as it was typed. */
  async addSheets(sheets: readonly ReadySheet[]): Promise<void> {
    for (let i = 0; i < sheets.length; i += SHEETS_AT_ONCE)
      await Promise.all(sheets.slice(i, i + SHEETS_AT_ONCE).map((sheet) => this.#addSheet(sheet)));
  }

  async #addSheet({ name, session, edits, loose }: ReadySheet): Promise<void> {
    await this.addRoom(name);
    for (let start = 0; start < edits; start += AT_ONCE) {
      const some = session.updates.slice(start, Math.min(edits, start + AT_ONCE));
      await this.#store.appendUpdates(
        some.map((bytes, i) => ({
          sheet: name,
          kind: 'edit',
          peer: peerOf(name, 'candidate'),
          client: session.client,
          at: STARTED + (start + i) * PAUSE_MS,
          bytes,
        })),
      );
    }
    if (!loose) await this.#putAway(name);
  }

  /** As the server puts a log away when nobody types any more. */
  async #putAway(sheet: string): Promise<void> {
    const limits = { ...SHEET_LIMITS, foldQuickMs: 60_000 };
    const threads = new FoldThreads(limits);
    await new SheetReader(sheet, { store: this.#store, threads, limits, log: console }).compact();
    await threads.close();
  }
}

const noteOf = (sheet: string, author: string, i: number): Words => ({
  words: `note-${i}-of-${sheet}`,
  author,
  kind: 'note',
  text: `Note ${i}: says what the next line is for before writing it.`,
});

/** The whole states of sheets, as servers that keep documents store them. Many hold the same. */
function statesOf(sheets: readonly ReadySheet[]): [name: string, state: Uint8Array][] {
  const known = new Map<string, Uint8Array>();
  return sheets.map(({ name, session, edits }) => {
    const key = `${session.client} ${edits}`;
    const state =
      known.get(key) ?? (edits === session.updates.length ? session.state : sheetAfter(session, edits).state);
    known.set(key, state);
    return [name, state];
  });
}

export async function seedHocuspocus(folder: string, sheets: readonly ReadySheet[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { schema } = requirePeer('@hocuspocus/extension-sqlite') as { schema: string };
  const database = new Database(join(folder, 'hocuspocus.sqlite'));
  database.exec(schema);
  const insert = database.prepare('insert into documents (name, data) values (?, ?)');
  for (const [name, state] of statesOf(sheets)) insert.run(name, Buffer.from(state));
  database.close();
}

interface Leveldb {
  storeUpdate(name: string, update: Uint8Array): Promise<unknown>;
  destroy(): Promise<void>;
}

/** The state as one update: what y-leveldb itself makes of a document that it flushes. */
export async function seedLeveldb(folder: string, sheets: readonly ReadySheet[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { LeveldbPersistence } = requirePeer('y-leveldb') as { LeveldbPersistence: new (folder: string) => Leveldb };
  const database = new LeveldbPersistence(folder);
  for (const [name, state] of statesOf(sheets)) await database.storeUpdate(name, state);
  await database.destroy();
}

export async function writeBlobs(folder: string, blobs: Record<string, Uint8Array>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(blobs)) await writeFile(join(folder, name), bytes);
}
