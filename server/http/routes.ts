/** The HTTP API: which routes there are below `/api`. */

import { Router } from 'express';
import { noSuchPath } from './answers.ts';
import { renewedCookie } from './headers.ts';
import { deckRouter, roomCardsRouter } from './deck.ts';
import type { RouteDeps } from './deps.ts';
import { exportRouter } from './export.ts';
import { identityRouter } from './identity.ts';
import { momentsRouter } from './moments.ts';
import { progressRouter } from './progress.ts';
import { reachRouter } from './reach.ts';
import { replaysRouter } from './replays.ts';
import { reportsRouter } from './reports.ts';
import { returningRouter } from './returning.ts';
import { roomsRouter } from './rooms.ts';
import { reportLinksRouter, sharedRouter } from './sharing.ts';
import { transferRouter } from './transfer.ts';

export function apiRouter(deps: RouteDeps): Router {
  const router = Router();
  router.use(renewedCookie(deps.identities));
  router.use('/me', exportRouter(deps), transferRouter(deps), identityRouter(deps));
  router.use('/deck', deckRouter(deps));
  router.use('/progress', progressRouter(deps));
  router.use('/reach', reachRouter(deps));
  router.use('/rooms', roomCardsRouter(deps), reportsRouter(deps), reportLinksRouter(deps), momentsRouter(deps));
  router.use('/rooms', replaysRouter(deps), roomsRouter(deps), returningRouter(deps));
  router.use('/shared', sharedRouter(deps));
  router.use(noSuchPath);
  return router;
}
