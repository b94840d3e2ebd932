/** `/api/progress`: for the peer alone whose it is. */

import { Router } from 'express';
import { progressFor } from '../sessions/progress.ts';
import type { RouteDeps } from './deps.ts';
import { peerOf } from './requests.ts';

export function progressRouter({ identities, store, history, now }: RouteDeps): Router {
  const router = Router();
  router.get('/', async (request, response) => {
    const { peer } = await peerOf(request, identities);
    response.json(await progressFor({ store, history, now }, peer));
  });
  return router;
}
