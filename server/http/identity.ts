/** `/api/me`: a name, the cookie that keeps it, and the end of both. */

import { Router } from 'express';
import * as z from 'zod/mini';
import type { Erasure, Me } from '../../shared/api.ts';
import { nameSchema } from '../../shared/schemas.ts';
import { sameName } from '../../shared/text/names.ts';
import { addressKey } from '../address.ts';
import { createLimit } from '../limits.ts';
import { RefusedError } from '../refused.ts';
import type { PeerRow } from '../store/store.ts';
import type { RouteDeps } from './deps.ts';
import { bodyOf, peerOf } from './requests.ts';

const STILL_READ =
  'You are deleted, and nobody is shown anything of yours any more. The last traces leave the server’s disk as soon as ' +
  'another program, such as a backup, has stopped reading the database. The server sees to that; you need not do anything.';

const naming = z.strictObject({ name: nameSchema });
/** A name from before the rules for names can be typed too. */
const confirming = z.strictObject({ name: z.string() });
/** A bootcamp behind one address arrives within a minute. */
const NEW_PEERS = { points: 120, duration: 60 };
/** Each rewrites tables, and everybody waits for that. */
const ERASURES = { points: 10, duration: 60 };

export function identityRouter({ identities, store, renamed, erase }: RouteDeps): Router {
  const router = Router();
  const newPeers = createLimit(
    NEW_PEERS,
    'Too many people have arrived from your address within a minute. Wait a little.',
  );

  const erasures = createLimit(
    ERASURES,
    'Several people were deleted from your address within a minute. Wait a little; nothing was deleted this time.',
  );

  async function rename(peer: PeerRow, name: string): Promise<Me> {
    if (name !== peer.name) {
      await store.renamePeer(peer.peer, name);
      await renamed({ peer: peer.peer, name });
    }
    return { id: peer.peer, name };
  }

  router.get('/', async (request, response) => {
    const known = await identities.identify(request.headers.cookie);
    // Who asks on a first visit is nobody yet: that is an answer, and no error for the browser to log.
    if (!known) return void response.status(204).end();
    response.json({ id: known.peer, name: known.name } satisfies Me);
  });

  router.post('/', async (request, response) => {
    const { name } = bodyOf(request, naming);
    const known = await identities.identify(request.headers.cookie);
    if (known) return void response.json(await rename(known, name));
    await newPeers(addressKey(request.ip));
    const { peer, setCookie } = await identities.create(name);
    response.append('Set-Cookie', setCookie).json({ id: peer.peer, name } satisfies Me);
  });

  router.patch('/', async (request, response) => {
    const peer = await peerOf(request, identities);
    response.json(await rename(peer, bodyOf(request, naming).name));
  });

  router.delete('/', async (request, response) => {
    const { peer, name } = await peerOf(request, identities);
    if (!sameName(bodyOf(request, confirming).name, name)) {
      throw new RefusedError('malformed', 'That is not the name you have here, so nothing was deleted.');
    }
    await erasures(addressKey(request.ip));
    const { pending } = await erase(peer);
    response.append('Set-Cookie', identities.nobody);
    if (pending) response.status(202).json({ pending: STILL_READ } satisfies Erasure);
    else response.json({} satisfies Erasure);
  });

  return router;
}
