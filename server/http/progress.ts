/** `/api/progress`: each peer's own, for nobody else. */

import { Router } from 'express';
import type { RouteDeps } from './deps.ts';
import { peerOf } from './requests.ts';

export function progressRouter({ identities, history }: RouteDeps): Router {
  const router = Router();
  router.get('/', async (request, response) => {
    const { peer } = await peerOf(request, identities);
    response.json(await history.progress(peer));
  });
  return router;
}
