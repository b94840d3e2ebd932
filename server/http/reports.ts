/** `/api/rooms/:room/report`: a revealed session, for its two peers, as JSON, Markdown or a file of everything. */

import { Router, type Request } from 'express';
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
import { peerOf } from './requests.ts';

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

  router.get('/:room/report{.json}', async (request, response) => {
    response.json((await read(request, request.params.room)).report);
  });

  router.get('/:room/report.md', async (request, response) => {
    const { report } = await read(request, request.params.room);
    response.type('text/markdown').send(reportMarkdown(report));
  });

  if (sessionPage === null) return router;
  const fileOf = createSessionFiles(sessionPage, deps);
  router.get('/:room/report.html', async (request, response) => {
    const { report, record, peer } = await read(request, request.params.room);
    const file = await fileOf(record, peer, report);
    response.attachment(`practice-session-${report.startedAt.slice(0, 10)}.html`).send(file);
  });

  return router;
}
