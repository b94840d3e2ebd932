/** `/api/rooms/:room/moments`, `/asks` and `/earlier`: what is too long for a view, for those who see it in theirs. */

import { Router, type Request } from 'express';
import type { Earlier } from '../../shared/api.ts';
import type { PeerId } from '../../shared/room/ids.ts';
import { sheetRight } from '../../shared/room/permissions.ts';
import { checksFor, type AskChecks } from '../../shared/room/view-code.ts';
import { createLimit } from '../limits.ts';
import { RefusedError } from '../refused.ts';
import type { LiveRoom } from '../rooms/live-room.ts';
import { momentTextOf } from '../sessions/reports.ts';
import type { RouteDeps } from './deps.ts';
import { peerOf } from './requests.ts';

/** What is not there and what is not for the reader are answered alike: the answer betrays nothing. */
const notThere = (what: string) => new RefusedError('not-found', `There is no such ${what} here.`);

/** The whole log of a sheet is read for each. */
const LOOKS_BACK = { points: 30, duration: 60 };

export function momentsRouter({ identities, store, rooms, earlier }: RouteDeps): Router {
  const router = Router();
  const looksBack = createLimit(LOOKS_BACK, 'Too many looks at what a sheet said before. Wait a minute.');

  async function roomFor(request: Request, id: string): Promise<{ room: LiveRoom; peer: PeerId }> {
    const { peer } = await peerOf(request, identities);
    const room = await rooms.read(id);
    if (!room) throw notThere('room');
    return { room, peer };
  }

  router.get('/:room/moments/:moment', async (request, response) => {
    const { room, peer } = await roomFor(request, request.params.room);
    const text = await momentTextOf(store, room.state, request.params.moment, peer);
    if (!text) throw notThere('moment');
    response.json(text);
  });

  router.get('/:room/asks/:ask/checks', async (request, response) => {
    const { room, peer } = await roomFor(request, request.params.room);
    const checks = checksFor(room.state, request.params.ask, peer, room);
    if (!checks) throw notThere('card');
    response.json(checks satisfies AskChecks);
  });

  router.get('/:room/earlier/:sheet', async (request, response) => {
    const { room, peer } = await roomFor(request, request.params.room);
    const { sheet } = request.params;
    if (sheetRight(room.state, sheet, peer) !== 'write') throw notThere('sheet');
    await looksBack(peer);
    response.json({ texts: (await earlier(sheet)) ?? {} } satisfies Earlier);
  });

  return router;
}
