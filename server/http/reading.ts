/** A revealed session put together for a reader, out of the room, its long words and its sheets. */

import type { SheetFigures } from '../../shared/replay/figures.ts';
import { timelineFor } from '../../shared/replay/timeline-of.ts';
import type { Timeline } from '../../shared/replay/timeline.ts';
import type { MomentText } from '../../shared/room/code.ts';
import type { MomentId, PeerId, SheetId } from '../../shared/room/ids.ts';
import { longWordsOf } from '../../shared/room/moments.ts';
import { isOpenTo, roundsOf } from '../../shared/room/queries.ts';
import { reportFor, type SheetText } from '../../shared/report/report-for.ts';
import { longWordsInReport } from '../../shared/report/code-report.ts';
import type { Report } from '../../shared/report/report.ts';
import type { Ask, Round } from '../../shared/room/state.ts';
import type { SessionPart } from '../../shared/report/session-file.ts';
import type { LiveRoom } from '../rooms/live-room.ts';
import type { Store } from '../store/store.ts';

export interface ReadingParts {
  store: Store;
  sheetText: (sheet: SheetId) => Promise<SheetText>;
  /** Null where the log of the sheet cannot be read. */
  figures: (sheet: SheetId) => Promise<SheetFigures | null>;
  now: () => number;
}

/** @param reader who may read it (`mayReadReport`) @returns null before the reveal */
export async function reportOf(
  { store, sheetText, figures, now }: ReadingParts,
  room: LiveRoom,
  reader: PeerId,
): Promise<Report | null> {
  const { state } = room;
  if (state.phase !== 'debrief' || state.revealedAt === null) return null;
  const sheets = new Map<SheetId, SheetText>();
  const written = new Map<SheetId, SheetFigures>();
  for (const { sheet } of state.rounds.flatMap(({ asks }) => asks)) {
    sheets.set(sheet, await sheetText(sheet));
    const found = await figures(sheet);
    if (found) written.set(sheet, found);
  }
  const events = (await store.loadRoom(state.room))?.events ?? [];
  const context = room.viewContext(now(), new Set());
  const words = new Map([...context.words, ...(await store.words(state.room, longWordsInReport(state, reader)))]);
  return reportFor(
    { ...state, revealedAt: state.revealedAt },
    reader,
    { ...context, words, events, figures: written },
    sheets,
  );
}

/** What happened when in a round that has ended, as far as the reader may see it. */
export async function timelineOf(
  { store }: Pick<ReadingParts, 'store'>,
  room: LiveRoom,
  round: Round & { endedAt: number },
  reader: PeerId,
): Promise<Timeline> {
  const { state } = room;
  // The history is read after the state: it holds all that the state knows of, and what it holds beyond that is left out.
  const events = (await store.loadRoom(state.room))?.events ?? [];
  return timelineFor(events, state, round, reader, room);
}

/** The long part of every moment of the rounds that are open to the reader; what was erased is absent. */
async function textsOf({ store }: ReadingParts, room: LiveRoom, reader: PeerId): Promise<Record<MomentId, MomentText>> {
  const moments = roundsOpenTo(room, reader).flatMap((round) =>
    round.moments.flatMap((moment) => ('long' in moment ? [moment] : [])),
  );
  const words = await store.words(
    room.state.room,
    moments.map(({ long }) => long),
  );
  const texts = moments.map(({ moment, long }) => [moment, words.get(long)] as const);
  return Object.fromEntries(
    texts.flatMap(([id, text]) => (text === undefined ? [] : [[id, JSON.parse(text) as MomentText]])),
  );
}

/** The long part of one moment; undefined where there is none, or none that this reader sees. */
export async function textOf(
  { store }: Pick<ReadingParts, 'store'>,
  { state }: LiveRoom,
  moment: MomentId,
  reader: PeerId,
): Promise<MomentText | undefined> {
  const words = longWordsOf(state, moment, reader);
  const text = words && (await store.words(state.room, [words])).get(words);
  return text === undefined ? undefined : (JSON.parse(text) as MomentText);
}

const roundsOpenTo = ({ state }: LiveRoom, reader: PeerId): Round[] =>
  roundsOf(state).filter((round) => isOpenTo(state, round, reader));

export const sheetsOpenTo = (room: LiveRoom, reader: PeerId): Ask[] =>
  roundsOpenTo(room, reader).flatMap(({ asks }) => asks);

/** All that a reader's report opens but the recordings. */
export async function sessionOf(
  parts: ReadingParts,
  room: LiveRoom,
  reader: PeerId,
  report: Report,
): Promise<SessionPart> {
  const timelines: Timeline[] = [];
  for (const round of roundsOpenTo(room, reader)) {
    const { endedAt } = round;
    if (endedAt !== null) timelines.push(await timelineOf(parts, room, { ...round, endedAt }, reader));
  }
  return { report, timelines, texts: await textsOf(parts, room, reader) };
}
