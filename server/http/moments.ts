/** `/api/rooms/:room/moments` and `/asks`: what is too long for a view, for those who see it in theirs. */

import { Router, type Request } from 'express';
import type { PeerId } from '../../shared/room/ids.ts';
import { checksFor, type AskChecks } from '../../shared/room/view-code.ts';
import { RefusedError } from '../refused.ts';
import type { LiveRoom } from '../rooms/live-room.ts';
import { momentTextOf } from '../sessions/reports.ts';
import type { RouteDeps } from './deps.ts';
import { peerOf } from './requests.ts';

/** What is not there and what is not for the reader are answered alike: the answer betrays nothing. */
const notThere = (what: string) => new RefusedError('not-found', `There is no such ${what} here.`);

export function momentsRouter({ identities, store, rooms }: RouteDeps): Router {
  const router = Router();

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

  return router;
}
