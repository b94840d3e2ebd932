/** The report of a revealed session, put together for a reader out of the room, its long words and its sheets. */

import type { SheetFigures } from '../../shared/replay/figures.ts';
import { longWordsInReport } from '../../shared/report/code-report.ts';
import { reportFor, type SheetText } from '../../shared/report/report-for.ts';
import type { Report, ReportRound } from '../../shared/report/report.ts';
import type { MomentText } from '../../shared/room/code.ts';
import type { MomentId, PeerId, SheetId } from '../../shared/room/ids.ts';
import { peopleOf } from '../../shared/room/queries.ts';
import { shownNames } from '../../shared/text/names.ts';
import { longWordsOf } from '../../shared/room/moments.ts';
import type { RoomState } from '../../shared/room/state.ts';
import type { Store } from '../store/store.ts';
import type { SessionHistory } from './history.ts';
import type { RoomRecord } from './room-record.ts';

export interface ReportDeps {
  store: Store;
  sheetText: (sheet: SheetId) => Promise<SheetText>;
  /** Null where the log of the sheet cannot be read. */
  figures: (sheet: SheetId) => Promise<SheetFigures | null>;
}

/** @param reader who may read it (`mayReadReport`) @returns null before the reveal */
export async function reportOf(
  { store, sheetText, figures }: ReportDeps,
  record: RoomRecord,
  reader: PeerId,
): Promise<Report | null> {
  const { state } = record;
  if (state.phase !== 'debrief' || state.revealedAt === null) return null;
  const texts = new Map<SheetId, SheetText>();
  const written = new Map<SheetId, SheetFigures>();
  for (const { sheet } of state.rounds.flatMap(({ asks }) => asks)) {
    texts.set(sheet, await sheetText(sheet));
    const found = await figures(sheet);
    if (found) written.set(sheet, found);
  }
  const names = shownNames(peopleOf(state), await store.names(peopleOf(state)));
  const words = new Map([...record.words, ...(await store.words(state.room, longWordsInReport(state, reader)))]);
  const sources = { ...record, names, words, figures: written };
  return reportFor({ ...state, revealedAt: state.revealedAt }, reader, sources, texts);
}

/** For the reader alone: another session may have been with somebody else, and only its peers are told of it. */
export async function withLastTime(history: SessionHistory, report: Report, reader: PeerId): Promise<Report> {
  const rounds: ReportRound[] = [];
  for (const round of report.rounds) {
    const { candidate } = round;
    const lastTime = candidate === null ? undefined : await history.lastTime(reader, candidate, report);
    rounds.push(lastTime ? { ...round, lastTime } : round);
  }
  return { ...report, rounds };
}

/** The long part of one moment; undefined where there is none, or none that this reader sees. */
export async function momentTextOf(
  store: Pick<Store, 'words'>,
  state: RoomState,
  moment: MomentId,
  reader: PeerId,
): Promise<MomentText | undefined> {
  const words = longWordsOf(state, moment, reader);
  const text = words && (await store.words(state.room, [words])).get(words);
  return text === undefined ? undefined : (JSON.parse(text) as MomentText);
}
