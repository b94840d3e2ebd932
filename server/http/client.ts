/**
 * The built client, compressed where the build did so: hashed assets are cached permanently, other paths get the page.
 */

import { join } from 'node:path';
import { Router, type ErrorRequestHandler } from 'express';
import expressStaticGzip from 'express-static-gzip';

const YEAR_MS = 365 * 24 * 3_600_000;

/** @param dir the folder that `vite build` writes; read once, so it must be there */
export function clientRouter(dir: string): Router {
  const router = Router();
  router.use('/assets', files(join(dir, 'assets'), { immutable: true, maxAge: YEAR_MS, fallthrough: false }));
  router.use(files(dir, { redirect: false }));
  router.use(uncompressed);
  // A scraper of figures that are elsewhere now gets no page.
  router.get(/^\/(?!api\/|socket\.io\/|yjs\/|metrics$)/, (_request, response) => {
    response.set('Cache-Control', 'no-cache').sendFile(join(dir, 'index.html'));
  });
  return router;
}

/** Those of express.static. */
type StaticOptions = expressStaticGzip.ExpressStaticGzipOptions['serveStatic'];

const files = (dir: string, serveStatic: StaticOptions) =>
  expressStaticGzip(dir, {
    enableBrotli: true,
    // Browsers name all they know without a preference.
    orderPreference: ['br', 'gzip'],
    index: false,
    serveStatic: { ...serveStatic, index: false },
  });

/** A compressed file that is gone was announced before it was missed: the answer that says so is plain. */
const uncompressed: ErrorRequestHandler = (error, _request, response, next) => {
  for (const header of ['Content-Encoding', 'Content-Type']) response.removeHeader(header);
  next(error);
};
