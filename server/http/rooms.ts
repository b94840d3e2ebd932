/** `/api/rooms`: opening, inviting, joining, listing. */

import { Router, type Request } from 'express';
import * as z from 'zod/mini';
import type { Invited, Joined } from '../../shared/api.ts';
import { planSchema } from '../../shared/schemas.ts';
import type { RoomId } from '../../shared/room/ids.ts';
import { roleOf } from '../../shared/room/permissions.ts';
import { DEFAULT_PLAN } from '../../shared/room/plan.ts';
import { memberOf } from '../../shared/room/queries.ts';
import { hashOf, isSecret, randomSecret } from '../identity.ts';
import { addressKey } from '../address.ts';
import { createLimit } from '../limits.ts';
import { RefusedError } from '../refused.ts';
import { summaryOf } from '../sessions/summary.ts';
import type { RouteDeps } from './deps.ts';
import { bodyOf, peerOf } from './requests.ts';

const creating = z.strictObject({ plan: z.optional(planSchema), again: z.optional(z.string().check(z.maxLength(64))) });
const joining = z.strictObject({ secret: z.optional(z.string().check(z.maxLength(200))) });

/** How many rooms of a peer are listed. */
const LISTED = 40;
const NEW_ROOMS = { points: 60, duration: 60 };
/** Only a wrong secret counts. */
const WRONG_SECRETS = { points: 10, duration: 60 };

export function roomsRouter({ identities, store, rooms, base, now }: RouteDeps): Router {
  const router = Router();
  const newRooms = createLimit(NEW_ROOMS, 'You have opened many rooms within a minute. Wait a little.');
  const wrongSecrets = createLimit(WRONG_SECRETS, 'Too many wrong invites. Wait a minute and ask for the link again.');

  const inviteTo = (request: Request, room: RoomId, secret: string): Invited => ({
    room,
    invite: `${base(request)}/r/${room}#${secret}`,
  });

  router.post('/', async (request, response) => {
    const { peer } = await peerOf(request, identities);
    const { plan = DEFAULT_PLAN, again } = bodyOf(request, creating);
    await newRooms(peer);
    const secret = randomSecret();
    if (again === undefined) {
      const room = await rooms.create([peer], plan, hashOf(secret));
      return void response.status(201).json(inviteTo(request, room, secret));
    }
    const { room, made } = await rooms.goOn(again, peer, hashOf(secret));
    response
      .status(made ? 201 : 200)
      .json(made ? inviteTo(request, room, secret) : { room, invite: `${base(request)}/r/${room}` });
  });

  router.get('/', async (request, response) => {
    const { peer } = await peerOf(request, identities);
    const mine = (await store.roomsOf(peer)).slice(0, LISTED);
    const read = await Promise.all(mine.map(({ room }) => rooms.read(room)));
    const summaries = read.flatMap((room) => (room ? [summaryOf(room, peer, now())] : []));
    response.json({ rooms: summaries.sort((a, b) => b.changedAt - a.changedAt) });
  });

  router.post('/:room/join', async (request, response) => {
    const { peer } = await peerOf(request, identities);
    const { secret } = bodyOf(request, joining);
    const { room: id } = request.params;
    const room = await rooms.open(id);
    if (!room) throw new RefusedError('not-found', 'There is no such room. Check the link, or ask for a new one.');
    if (roleOf(room.state, peer) === null) {
      if (!isSecret(secret, await store.secretHash(id))) {
        await wrongSecrets(addressKey(request.ip));
        throw new RefusedError(
          'not-a-member',
          'This invite does not open the room (any more). Ask your peer for the link.',
        );
      }
      await rooms.act(id, { type: 'join' }, peer);
    }
    response.json({ seat: roleOf(room.state, peer) } satisfies Joined);
  });

  router.post('/:room/invite', async (request, response) => {
    const { peer } = await peerOf(request, identities);
    const { room: id } = request.params;
    const room = await rooms.demand(id);
    if (!memberOf(room.state, peer))
      throw new RefusedError('not-a-member', 'Only a peer of the room can invite to it.');
    const secret = randomSecret();
    await rooms.act(id, { type: 'renew-invite' }, peer, { secretHash: hashOf(secret) });
    response.json(inviteTo(request, id, secret));
  });

  return router;
}
