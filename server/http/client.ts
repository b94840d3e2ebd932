/** The built client: hashed assets kept for good, every other path answered with the page. */

import { join } from 'node:path';
import express, { Router } from 'express';

const YEAR_MS = 365 * 24 * 3_600_000;

/** @param dir the folder that `vite build` writes */
export function clientRouter(dir: string): Router {
  const router = Router();
  router.use('/assets', express.static(join(dir, 'assets'), { immutable: true, maxAge: YEAR_MS, fallthrough: false }));
  router.use(express.static(dir, { index: false, redirect: false }));
  router.get(/^\/(?!api\/|socket\.io\/|yjs\/)/, (_request, response) => {
    response.set('Cache-Control', 'no-cache').sendFile(join(dir, 'index.html'));
  });
  return router;
}
