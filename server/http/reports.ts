/** `/api/rooms/:room/report`: a revealed session, for its two peers, as JSON, Markdown, or a file that holds all of it. */

import { Router, type Request } from 'express';
import type { PeerId, RoomId, SheetId } from '../../shared/room/ids.ts';
import { mayReadReport } from '../../shared/room/permissions.ts';
import { memberOf } from '../../shared/room/queries.ts';
import type { Report, ReportRound } from '../../shared/report/report.ts';
import { reportMarkdown } from '../../shared/report/markdown/report-markdown.ts';
import type { Identities } from '../identity.ts';
import { RefusedError } from '../refused.ts';
import type { LiveRoom } from '../rooms/live-room.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Practised } from './practised.ts';
import { reportOf, sessionOf, sheetsOpenTo, type ReadingParts } from './reading.ts';
import type { RecordingParts } from './recordings.ts';
import { peerOf } from './requests.ts';
import { createSessionFiles } from './session-file.ts';

export interface ReportParts extends ReadingParts, Pick<RecordingParts, 'recording'> {
  identities: Identities;
  rooms: Rooms;
  practised: Practised;
  /** The page of a session file, where there is one. */
  sessionPage: string | undefined;
}

export function reportsRouter({ identities, rooms, practised, sessionPage, recording, ...parts }: ReportParts): Router {
  const router = Router();
  const fileOf = sessionPage === undefined ? null : createSessionFiles(sessionPage);

  /** @throws RefusedError before the reveal, and for everybody but the two peers */
  async function read(request: Request, id: RoomId): Promise<{ report: Report; room: LiveRoom; peer: PeerId }> {
    const { peer } = await peerOf(request, identities);
    const room = await rooms.read(id);
    if (!room) throw new RefusedError('not-found', 'There is no such room.');
    if (!memberOf(room.state, peer))
      throw new RefusedError('not-a-member', 'A report is for the two peers of its session only.');
    const report = mayReadReport(room.state, peer) ? await reportOf(parts, room, peer) : null;
    if (!report)
      throw new RefusedError('wrong-phase', 'The report opens when the session is over and all forms are in.');
    return { report: await withLastTime(report, peer), room, peer };
  }

  /** For one's own eyes: another session may have been with somebody else, so nobody but its peers is told of it. */
  async function withLastTime(report: Report, reader: PeerId): Promise<Report> {
    const rounds: ReportRound[] = [];
    for (const round of report.rounds) {
      const { candidate } = round;
      const before = Date.parse(report.startedAt);
      const lastTime = candidate === null ? undefined : await practised.lastTime(reader, candidate, before);
      rounds.push(lastTime ? { ...round, lastTime } : round);
    }
    return { ...report, rounds };
  }

  router.get('/:room/report{.json}', async (request, response) => {
    response.json((await read(request, request.params.room)).report);
  });

  router.get('/:room/report.md', async (request, response) => {
    const { report } = await read(request, request.params.room);
    response.type('text/markdown').send(reportMarkdown(report));
  });

  if (fileOf)
    router.get('/:room/report.html', async (request, response) => {
      const { report, room, peer } = await read(request, request.params.room);
      const recordings = new Map<SheetId, Uint8Array>();
      for (const { sheet } of sheetsOpenTo(room, peer)) {
        const made = await recording(sheet);
        if (made) recordings.set(sheet, made);
      }
      const file = await fileOf(await sessionOf(parts, room, peer, report), recordings);
      response.attachment(`practice-session-${report.startedAt.slice(0, 10)}.html`).send(file);
    });

  return router;
}
