/** A revealed session put together for a reader, out of the room, its long words and its sheets. */

import type { SheetFigures } from '../../shared/replay/figures.ts';
import type { PeerId, SheetId } from '../../shared/room/ids.ts';
import { reportFor, type SheetText } from '../../shared/room/report.ts';
import { longWordsInReport } from '../../shared/room/report-code.ts';
import type { Report } from '../../shared/room/roomview.ts';
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
