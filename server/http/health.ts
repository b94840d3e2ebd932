/** `/healthz` and `/readyz`: for the people and tools that run the server. Anybody can ask, a candidate too. */

import { Router } from 'express';

export function healthRouter(draining: () => boolean): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => void response.json({ ok: true }));
  router.get('/readyz', (_request, response) => {
    const ready = !draining();
    response.status(ready ? 200 : 503).json({ ready });
  });
  return router;
}
