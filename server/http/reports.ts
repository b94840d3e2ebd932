/** `/api/rooms/:room/report`: a revealed session, for its two peers, as JSON or Markdown. */

import { Router, type Request } from 'express';
import type { RoomId, SheetId } from '../../shared/room/ids.ts';
import { mayReadReport } from '../../shared/room/permissions.ts';
import { memberOf } from '../../shared/room/queries.ts';
import { reportFor, type SheetText } from '../../shared/room/report.ts';
import { longWordsInReport } from '../../shared/room/report-code.ts';
import type { Report } from '../../shared/room/roomview.ts';
import { reportMarkdown } from '../../shared/rubric/report.ts';
import type { Identities } from '../identity.ts';
import { RefusedError } from '../refused.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Store } from '../store/store.ts';
import { peerOf } from './requests.ts';

export interface ReportParts {
  identities: Identities;
  store: Store;
  rooms: Rooms;
  sheetText: (sheet: SheetId) => Promise<SheetText>;
  now: () => number;
}

export function reportsRouter({ identities, store, rooms, sheetText, now }: ReportParts): Router {
  const router = Router();

  /** @throws RefusedError before the reveal, and for everybody but the two peers */
  async function read(request: Request, id: RoomId): Promise<Report> {
    const { peer } = await peerOf(request, identities);
    const room = await rooms.read(id);
    if (!room) throw new RefusedError('not-found', 'There is no such room.');
    const { state } = room;
    if (!memberOf(state, peer))
      throw new RefusedError('not-a-member', 'A report is for the two peers of its session only.');
    if (!mayReadReport(state, peer) || state.phase !== 'debrief' || state.revealedAt === null) {
      throw new RefusedError('wrong-phase', 'The report opens when the session is over and all forms are in.');
    }
    const sheets = new Map<SheetId, SheetText>();
    for (const { sheet } of state.rounds.flatMap(({ asks }) => asks)) sheets.set(sheet, await sheetText(sheet));
    const context = room.viewContext(now(), new Set());
    const words = new Map([...context.words, ...(await store.words(id, longWordsInReport(state, peer)))]);
    return reportFor({ ...state, revealedAt: state.revealedAt }, peer, { ...context, words }, sheets);
  }

  router.get('/:room/report{.json}', async (request, response) => {
    response.json(await read(request, request.params.room));
  });

  router.get('/:room/report.md', async (request, response) => {
    const report = await read(request, request.params.room);
    response.type('text/markdown').send(reportMarkdown(report));
  });

  return router;
}
