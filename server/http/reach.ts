/** `/api/reach`: whether the links this server makes open on another machine, and how to start it so that they do. */

import { networkInterfaces } from 'node:os';
import { Router } from 'express';
import type { Reach } from '../../shared/api.ts';
import { isLoopback } from '../origin.ts';
import type { RouteDeps } from './deps.ts';

export function reachRouter({ base }: RouteDeps): Router {
  const router = Router();
  router.get('/', (request, response) => {
    const url = new URL(base(request));
    response.json({ loopback: isLoopback(url.hostname), command: startCommand(url.port) } satisfies Reach);
  });
  return router;
}

function startCommand(port: string): string | null {
  const address = Object.values(networkInterfaces())
    .flat()
    .find((each) => each && each.family === 'IPv4' && !each.internal)?.address;
  if (address === undefined) return null;
  const settings = port && port !== '3000' ? `PORT=${port} HOST=0.0.0.0` : 'HOST=0.0.0.0';
  return `${settings} PUBLIC_URL=http://${address}:${port || '80'} npm start`;
}
