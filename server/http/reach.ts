/** `/api/reach`: whether the links this server makes open on another machine, and what to do where they do not. */

import { networkInterfaces } from 'node:os';
import { Router } from 'express';
import type { Reach } from '../../shared/api.ts';
import { isLoopback } from '../origin.ts';
import type { RouteDeps } from './deps.ts';

export function reachRouter({ base, openToNetwork }: RouteDeps): Router {
  const router = Router();
  router.get('/', (request, response) => {
    const url = new URL(base(request));
    const address = networkAddress();
    response.json({
      loopback: isLoopback(url.hostname),
      network: address !== null && openToNetwork() ? `http://${address}:${url.port || '80'}` : null,
      command: address === null ? null : startCommand(address, url.port),
    } satisfies Reach);
  });
  return router;
}

const networkAddress = (): string | null =>
  Object.values(networkInterfaces())
    .flat()
    .find((each) => each && each.family === 'IPv4' && !each.internal)?.address ?? null;

function startCommand(address: string, port: string): string {
  const settings = port && port !== '3000' ? `PORT=${port} HOST=0.0.0.0` : 'HOST=0.0.0.0';
  return `${settings} PUBLIC_URL=http://${address}:${port || '80'} npm start`;
}
