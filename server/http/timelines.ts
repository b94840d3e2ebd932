/** `/api/rooms/:room/timeline/:round`: what happened when in a round that has ended, for its two peers, each as far as they may see it. */

import { Router } from 'express';
import { memberOf, roundsOf, seatIn } from '../../shared/room/queries.ts';
import type { Identities } from '../identity.ts';
import { RefusedError } from '../refused.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Store } from '../store/store.ts';
import { timelineOf } from './reading.ts';
import { peerOf } from './requests.ts';

export interface TimelineParts {
  identities: Identities;
  store: Store;
  rooms: Rooms;
}

export function timelinesRouter({ identities, store, rooms }: TimelineParts): Router {
  const router = Router();

  router.get('/:room/timeline/:round', async (request, response) => {
    const { peer } = await peerOf(request, identities);
    const room = await rooms.read(request.params.room);
    if (!room) throw new RefusedError('not-found', 'There is no such room.');
    const { state } = room;
    const notTheirs = new RefusedError('not-a-member', 'A replay is for the two peers of its round only.');
    if (!memberOf(state, peer)) throw notTheirs;
    const round = roundsOf(state).find((each) => String(each.round) === request.params.round);
    if (!round) throw new RefusedError('not-found', 'There is no such round in this room.');
    if (seatIn(round, peer) === null) throw notTheirs;
    const { endedAt } = round;
    if (endedAt === null) throw new RefusedError('wrong-phase', 'A round can be played back once it has ended.');
    response.json(await timelineOf({ store }, room, { ...round, endedAt }, peer));
  });

  return router;
}
