/** What runs Python in the browser: the runtime, cached permanently, and the sandbox frame's page with its policy. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { Router } from 'express';
import staticGzip from 'express-static-gzip';

const YEAR_S = 365 * 24 * 3_600;

/**
 * Under this policy, which the frame's workers inherit, nothing can be fetched, whatever the code gets hold of. Of an
 * opaque origin also where somebody opens the page by itself.
 * @param script the frame's only script
 */
const walls = (script: string): string =>
  [
    "default-src 'none'",
    `script-src 'sha256-${createHash('sha256').update(script).digest('base64')}' 'wasm-unsafe-eval'`,
    'worker-src blob:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    'sandbox allow-scripts',
  ].join('; ');

/**
 * @param dir the folder that the client's build writes: runtime.json and <version>/…
 * @throws Error where it is not there
 */
export function pythonRouter(dir: string): Router {
  const { version } = JSON.parse(readFileSync(join(dir, 'runtime.json'), 'utf8')) as { version: string };
  const page = readFileSync(join(dir, version, 'frame.html'), 'utf8');
  const policy = walls(page.slice(page.indexOf('<script>') + '<script>'.length, page.lastIndexOf('</script>')));

  const setHeaders = (response: ServerResponse, path: string): void => {
    const changes = path.endsWith('runtime.json');
    response.setHeader('Cache-Control', changes ? 'no-cache' : `public, max-age=${YEAR_S}, immutable`);
    if (path.endsWith('frame.html')) response.setHeader('Content-Security-Policy', policy);
  };
  const router = Router();
  router.use(
    '/python',
    staticGzip(dir, {
      enableBrotli: true,
      orderPreference: ['br'],
      index: false,
      serveStatic: { cacheControl: false, fallthrough: false, redirect: false, setHeaders },
    }),
  );
  return router;
}
