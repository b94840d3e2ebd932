/** `/api/rooms/:room/return`: coming back in a browser that has lost who it was, when the other peer says yes. */

import { Router } from 'express';
import * as z from 'zod/mini';
import type { Returned } from '../../shared/api.ts';
import { absentPeer, isFull, mayReturn } from '../../shared/room/rules/returning.ts';
import { addressKey } from '../address.ts';
import { isSecret } from '../identity.ts';
import { createLimit } from '../limits.ts';
import { RefusedError } from '../refused.ts';
import type { RouteDeps } from './deps.ts';
import { bodyOf, peerOf } from './requests.ts';

const returning = z.strictObject({ secret: z.string().check(z.maxLength(200)), ask: z.boolean() });

/** Only a wrong secret counts. */
const WRONG_SECRETS = { points: 10, duration: 60 };
/** Each one is a question to the other peer. */
const ASKS = { points: 10, duration: 60 };

export function returningRouter({ identities, store, rooms, readmit, erase }: RouteDeps): Router {
  const router = Router();
  const wrongSecrets = createLimit(WRONG_SECRETS, 'Too many wrong invites. Wait a minute and ask for the link again.');
  const asks = createLimit(ASKS, 'You have asked many times within a minute. Wait a little.');

  /** `ask` false looks only, also for somebody without a name; a yes of the other peer is taken up in either case. */
  router.post('/:room/return', async (request, response) => {
    const { secret, ask } = bodyOf(request, returning);
    const peer = ask
      ? (await peerOf(request, identities)).peer
      : ((await identities.identify(request.headers.cookie))?.peer ?? null);
    const { room: id } = request.params;
    const room = await rooms.demand(id);
    if (peer !== null && !mayReturn(room.state, peer))
      throw new RefusedError('room-full', 'No seat of this room waits for you.');
    const address = addressKey(request.ip);
    if (!isSecret(secret, await store.secretHash(id))) {
      await wrongSecrets(address);
      throw new RefusedError(
        'not-a-member',
        'This invite does not open the room (any more). Ask your peer for the link.',
      );
    }
    const answer = (body: Returned) => void response.json(body);
    const found = absentPeer(room.state);
    if (!found) {
      if (ask || !isFull(room.state)) throw new RefusedError('room-full', 'No seat of this room waits for somebody.');
      return answer({ state: 'full', watch: room.state.observersAllowed });
    }
    const name = room.names.get(found.here.peer) ?? '';
    const mine = () => (peer !== null && room.state.returning?.peer === peer ? room.state.returning : null);
    if (peer !== null && mine()?.agreed) {
      // Who they were while they asked is nobody's any more: no name stays behind.
      await erase(peer);
      const back = await identities.takeOver(found.away.peer, request.headers.cookie);
      if (!back) throw new RefusedError('not-found', 'That seat is free by now: open the invite again.');
      readmit(found.away.peer);
      response.append('Set-Cookie', back.setCookie);
      return answer({ state: 'returned', name });
    }
    if (ask && peer !== null) {
      await asks(address);
      // This room names who has asked before.
      if ((await store.roomsNaming(peer)).some((named) => named !== id))
        throw new RefusedError(
          'own-history',
          'This browser has sessions of its own. Open the invite in a private window.',
        );
      await rooms.act(id, { type: 'ask-return' }, peer);
    }
    answer({ state: mine() ? 'asked' : room.state.returning ? 'other' : 'none', name });
  });

  return router;
}
