/** `/api/rooms/:room/report`: a revealed session, for its two peers, as JSON, Markdown or a file of everything. */

import { Router, type Request, type Response } from 'express';
import { dayIn } from '../../shared/day-text.ts';
import { reportMarkdown } from '../../shared/report/markdown/report-markdown.ts';
import type { Report } from '../../shared/report/report.ts';
import type { PeerId, RoomId } from '../../shared/room/ids.ts';
import { mayReadReport } from '../../shared/room/permissions.ts';
import { memberOf } from '../../shared/room/queries.ts';
import { RefusedError } from '../refused.ts';
import { reportOf, withLastTime } from '../sessions/reports.ts';
import { readRecord, type RoomRecord } from '../sessions/room-record.ts';
import { createSessionFiles } from '../sessions/session-file.ts';
import type { RouteDeps } from './deps.ts';
import { peerOf, zoneOf } from './requests.ts';

export function reportsRouter(deps: RouteDeps): Router {
  const { identities, store, history, sessionPage } = deps;
  const router = Router();

  /** Reads the room once for the whole answer. @throws RefusedError before the reveal, and for all but the two peers */
  async function read(request: Request, id: RoomId): Promise<{ report: Report; record: RoomRecord; peer: PeerId }> {
    const { peer } = await peerOf(request, identities);
    const record = await readRecord(store, id);
    if (!record) throw new RefusedError('not-found', 'There is no such room.');
    if (!memberOf(record.state, peer))
      throw new RefusedError('not-a-member', 'A report is for the two peers of its session only.');
    const report = mayReadReport(record.state, peer) ? await reportOf(deps, record, peer) : null;
    if (!report)
      throw new RefusedError('wrong-phase', 'The report opens when the session is over and all forms are in.');
    return { report: await withLastTime(history, report, peer), record, peer };
  }

  /** A file that is taken away: its name and all days in it are the reader's. */
  async function take(request: Request, response: Response, id: RoomId, ending: string) {
    const zone = zoneOf(request);
    const { report, ...rest } = await read(request, id);
    response.attachment(`practice-session-${dayIn(report.startedAt, zone)}.${ending}`);
    return { report: { ...report, zone }, ...rest };
  }

  router.get('/:room/report', async (request, response) => {
    response.json((await read(request, request.params.room)).report);
  });

  router.get('/:room/report.json', async (request, response) => {
    response.json((await take(request, response, request.params.room, 'json')).report);
  });

  router.get('/:room/report.md', async (request, response) => {
    const { report } = await take(request, response, request.params.room, 'md');
    response.type('text/markdown').send(reportMarkdown(report));
  });

  if (sessionPage === null) return router;
  const fileOf = createSessionFiles(sessionPage, deps);
  router.get('/:room/report.html', async (request, response) => {
    const { report, record, peer } = await take(request, response, request.params.room, 'html');
    response.send(await fileOf(record, peer, report));
  });

  return router;
}
