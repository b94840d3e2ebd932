/** `/api/me/export`: all that is a peer's own, to take away, as JSON or as a table. */

import { Router, type Request, type Response } from 'express';
import { dayIn } from '../../shared/day-text.ts';
import { csvOf } from '../../shared/me/csv.ts';
import type { Mine } from '../../shared/me/export.ts';
import { createLimit } from '../limits.ts';
import { exportOf } from '../sessions/export.ts';
import type { RouteDeps } from './deps.ts';
import { peerOf, zoneOf } from './requests.ts';

/** Each reads every room that the peer was in. */
const EXPORTS = { points: 20, duration: 60 };

/** Without it Excel reads UTF-8 as an older encoding, and accents come out wrong. */
const BYTE_ORDER_MARK = '\uFEFF';

export function exportRouter({ identities, store, now }: RouteDeps): Router {
  const router = Router();
  const exports = createLimit(EXPORTS, 'You have downloaded your data many times within a minute. Wait a little.');

  /** As a file of its own, whose name says when it was made. */
  async function download(request: Request, response: Response, ending: string): Promise<Mine> {
    const peer = await peerOf(request, identities);
    const zone = zoneOf(request);
    await exports(peer.peer);
    const mine = await exportOf({ store, now }, peer, zone);
    response.attachment(`practice-room-${dayIn(mine.exportedAt, zone)}.${ending}`);
    return mine;
  }

  router.get('/export.json', async (request, response) => {
    const mine = await download(request, response, 'json');
    response.type('json').send(`${JSON.stringify(mine, null, 2)}\n`);
  });

  router.get('/export.csv', async (request, response) => {
    response.type('csv').send(`${BYTE_ORDER_MARK}${csvOf(await download(request, response, 'csv'))}`);
  });

  return router;
}
