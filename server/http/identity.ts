/** `/api/me`: a name, and the cookie that keeps it. */

import { Router } from 'express';
import * as z from 'zod/mini';
import type { Me } from '../../shared/api.ts';
import { nameSchema } from '../../shared/schemas.ts';
import type { Identities } from '../identity.ts';
import { createLimit } from '../limits.ts';
import type { PeerRow, Store } from '../store/store.ts';
import { bodyOf, peerOf } from './requests.ts';

const naming = z.strictObject({ name: nameSchema });
/** A bootcamp behind one address arrives within a minute. */
const NEW_PEERS = { points: 120, duration: 60 };

export interface IdentityParts {
  identities: Identities;
  store: Store;
  /** Tells the rooms somebody is in that their name has changed. */
  renamed: (peer: PeerRow) => Promise<void>;
}

export function identityRouter({ identities, store, renamed }: IdentityParts): Router {
  const router = Router();
  const newPeers = createLimit(
    NEW_PEERS,
    'Too many people have arrived from your address within a minute. Wait a little.',
  );

  async function rename(peer: PeerRow, name: string): Promise<Me> {
    if (name !== peer.name) {
      await store.renamePeer(peer.peer, name);
      await renamed({ peer: peer.peer, name });
    }
    return { id: peer.peer, name };
  }

  router.get('/', async (request, response) => {
    const { peer, name } = await peerOf(request, identities);
    response.json({ id: peer, name } satisfies Me);
  });

  router.post('/', async (request, response) => {
    const { name } = bodyOf(request, naming);
    const known = await identities.identify(request.headers.cookie);
    if (known) return void response.json(await rename(known, name));
    await newPeers(request.ip ?? '');
    const { peer, setCookie } = await identities.create(name);
    response.append('Set-Cookie', setCookie).json({ id: peer.peer, name } satisfies Me);
  });

  router.patch('/', async (request, response) => {
    const peer = await peerOf(request, identities);
    response.json(await rename(peer, bodyOf(request, naming).name));
  });

  return router;
}
