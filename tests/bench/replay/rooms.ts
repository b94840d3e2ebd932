/**
 * Rooms whose one round was played, judged and revealed, each with a sheet of one session, laid out through the store's
 * own interface.
 */

import { join } from 'node:path';
import { hashOf } from '../../../server/identity.ts';
import { openSqliteStore } from '../../../server/store/sqlite/open.ts';
import type { Store } from '../../../server/store/store.ts';
import { FoldThreads } from '../../../server/sheets/fold/threads.ts';
import { SHEET_LIMITS } from '../../../server/sheets/limits.ts';
import { SheetReader } from '../../../server/sheets/log/reader.ts';
import { seedSheet } from '../../../server/sheets/fold/document.ts';
import type { EventBody, RoomEvent, Words } from '../../../shared/room/events.ts';
import { DEFAULT_PLAN } from '../../../shared/room/plan.ts';
import { lessonsFor } from '../../../shared/rubric/form.ts';
import { testCard } from '../../support/cards.ts';
import { wholeForm } from '../../support/session.ts';
import { CANDIDATE, INTERVIEWER, PAUSE_MS, STARTED, type Session } from './session.ts';

export const TOKEN = 'bench-token-of-the-candidate';
export const roomOf = (edits: number): string => `bench-room-of-${edits}`;
export const sheetOf = (edits: number): string => `bench-sheet-of-${edits}`;

/** Updates of one store call. */
const AT_ONCE = 1_000;
/** ms between two moments of the interviewer. */
const MOMENT_MS = 45_000;
/** Moments of a round; the rules keep no more than some hundreds. */
const MOMENTS = 150;
const CARD = testCard('bench');

export async function layOut(folder: string, sessions: ReadonlyMap<number, Session>): Promise<void> {
  const store = await openSqliteStore(join(folder, 'practice-room.sqlite'));
  await store.createPeer({ peer: CANDIDATE, name: 'Candidate', tokenHash: hashOf(TOKEN), at: STARTED });
  await store.createPeer({ peer: INTERVIEWER, name: 'Interviewer', tokenHash: hashOf('nobody'), at: STARTED });
  for (const [edits, session] of sessions) {
    await addRoom(store, edits);
    await writeSheet(store, sheetOf(edits), session);
  }
  await store.close();
}

/** In two steps, since what a step brings into being has the time of its last event. */
async function addRoom(store: Store, edits: number): Promise<void> {
  const room = roomOf(edits);
  const { events, words } = historyOf(room, edits);
  const begun = events.filter(({ at }) => at === STARTED);
  const common = { room, people: [], history: [], cards: [] };
  await store.createRoom({
    ...{ ...common, expectedSeq: 0, events: begun, words: [], secretHash: hashOf(room) },
    sheets: [{ sheet: sheetOf(edits), seed: seedSheet('') }],
    cards: [{ version: CARD.card, card: CARD }],
    people: [INTERVIEWER, CANDIDATE],
    members: [INTERVIEWER, CANDIDATE],
  });
  const rest = events.slice(begun.length);
  await store.append({ ...common, expectedSeq: begun.length, events: rest, words, sheets: [] });
}

function historyOf(room: string, edits: number): { events: RoomEvent[]; words: Words[] } {
  const end = STARTED + edits * PAUSE_MS;
  const events: RoomEvent[] = [];
  const words: Words[] = [];
  const happens = (at: number, actor: string, ...bodies: EventBody[]): void =>
    void events.push(...bodies.map((body): RoomEvent => ({ ...body, at, actor })));
  const write = (kind: Words['kind'], author: string, text: string): string => {
    const id = `${room}-words-${words.length}`;
    words.push({ words: id, author, kind, text });
    return id;
  };
  happens(
    STARTED,
    INTERVIEWER,
    { type: 'room-created', room, plan: { ...DEFAULT_PLAN, rounds: 1 } },
    { type: 'peer-joined', peer: INTERVIEWER, seat: 'interviewer' },
    { type: 'peer-joined', peer: CANDIDATE, seat: 'candidate' },
    { type: 'round-started', round: 1 },
    { type: 'asked', ask: `${room}-ask`, sheet: sheetOf(edits), ...asked() },
  );
  for (let i = 1, at = STARTED + MOMENT_MS; at < end && i < MOMENTS; i++, at += MOMENT_MS) {
    const noted = write('note', INTERVIEWER, `Note ${i}: says what the next line is for.`);
    happens(at, INTERVIEWER, {
      type: 'noted',
      moment: `${room}-${i}`,
      clockAt: at - STARTED,
      late: false,
      words: noted,
    });
  }
  happens(end, INTERVIEWER, { type: 'round-ended' });
  for (const by of [INTERVIEWER, CANDIDATE]) {
    const form = JSON.stringify(wholeForm(1, lessonsFor([asked().beats]), `${room}-ask`, by === CANDIDATE));
    happens(end, by, { type: 'form-submitted', round: 1, by, words: write('form', by, form) });
  }
  happens(end, 'system', { type: 'finished', alone: false }, { type: 'revealed' });
  return { events, words };
}

const asked = () => {
  const { card, minutes, frame, guide } = CARD;
  const beats = guide.listenFor.map(({ lesson }) => lesson);
  return { card, version: card, minutes, frame, beats, hints: guide.hints.length, facts: guide.facts.length };
};

/** As it was typed; then put away as the server puts away what nobody types in any more. */
async function writeSheet(store: Store, sheet: string, { updates }: Session): Promise<void> {
  for (let start = 0; start < updates.length; start += AT_ONCE) {
    const some = updates.slice(start, start + AT_ONCE);
    await store.appendUpdates(some.map(({ n: _n, ...update }) => ({ ...update, sheet })));
  }
  const limits = { ...SHEET_LIMITS, foldQuickMs: 60_000 };
  const threads = new FoldThreads(limits);
  await new SheetReader(sheet, { store, threads, limits, log: console }).compact();
  await threads.close();
}
