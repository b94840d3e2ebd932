/** `/api/rooms/:room/return`: coming back in a browser that has lost who it was, when the other peer says yes. */

import { Router } from 'express';
import * as z from 'zod/mini';
import type { Returned } from '../../shared/api.ts';
import { absentPeer, mayReturn } from '../../shared/room/rules/returning.ts';
import { addressKey } from '../address.ts';
import { isSecret } from '../identity.ts';
import { createLimit } from '../limits.ts';
import { RefusedError } from '../refused.ts';
import type { RouteDeps } from './deps.ts';
import { bodyOf, peerOf } from './requests.ts';

const returning = z.strictObject({ secret: z.string().check(z.maxLength(200)), ask: z.boolean() });

/** Only a wrong secret counts. */
const WRONG_SECRETS = { points: 10, duration: 60 };

export function returningRouter({ identities, store, rooms, readmit, erase }: RouteDeps): Router {
  const router = Router();
  const wrongSecrets = createLimit(WRONG_SECRETS, 'Too many wrong invites. Wait a minute and ask for the link again.');

  /** `ask` false looks only; a yes of the other peer is taken up in either case. */
  router.post('/:room/return', async (request, response) => {
    const { peer } = await peerOf(request, identities);
    const { secret, ask } = bodyOf(request, returning);
    const { room: id } = request.params;
    const room = await rooms.demand(id);
    if (!isSecret(secret, await store.secretHash(id))) {
      await wrongSecrets(addressKey(request.ip));
      throw new RefusedError(
        'not-a-member',
        'This invite does not open the room (any more). Ask your peer for the link.',
      );
    }
    const found = absentPeer(room.state);
    if (!found || !mayReturn(room.state, peer))
      throw new RefusedError('room-full', 'No seat of this room waits for you.');
    const name = room.names.get(found.here.peer) ?? '';
    const mine = () => (room.state.returning?.peer === peer ? room.state.returning : null);
    if (mine()?.agreed) {
      // Who they were while they asked is nobody's any more: no name stays behind.
      await erase(peer);
      const back = await identities.takeOver(found.away.peer, request.headers.cookie);
      if (!back) throw new RefusedError('not-found', 'That seat is free by now: open the invite again.');
      readmit(found.away.peer);
      return void response.append('Set-Cookie', back.setCookie).json({ state: 'returned', name } satisfies Returned);
    }
    if (ask) {
      if ((await store.roomsNaming(peer)).length > 0)
        throw new RefusedError(
          'own-history',
          'This browser has sessions of its own. Open the invite in a private window.',
        );
      await rooms.act(id, { type: 'ask-return' }, peer);
    }
    response.json({ state: mine() ? 'asked' : 'none', name } satisfies Returned);
  });

  return router;
}
