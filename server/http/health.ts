/** `/healthz`, `/readyz` and `/metrics`: for the people and tools that run the server. */

import { Router } from 'express';
import type { Registry } from 'prom-client';

export function healthRouter({ draining, metrics }: { draining: () => boolean; metrics: Registry }): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => void response.json({ ok: true }));
  router.get('/readyz', (_request, response) => {
    const ready = !draining();
    response.status(ready ? 200 : 503).json({ ready });
  });
  router.get('/metrics', async (_request, response) => {
    response.type(metrics.contentType).send(await metrics.metrics());
  });
  return router;
}
