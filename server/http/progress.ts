/** `/api/progress`: what one's own revealed sessions say over time, for oneself alone. */

import { Router } from 'express';
import { progressOf, type Progress } from '../../shared/progress/progress.ts';
import { nameOf } from '../../shared/room/view.ts';
import type { Identities } from '../identity.ts';
import type { Store } from '../store/store.ts';
import type { Practised } from './practised.ts';
import { peerOf } from './requests.ts';

export interface ProgressParts {
  identities: Identities;
  store: Store;
  practised: Practised;
  /** ms since the epoch. */
  now: () => number;
}

export function progressRouter({ identities, store, practised, now }: ProgressParts): Router {
  const router = Router();

  router.get('/', async (request, response) => {
    const { peer } = await peerOf(request, identities);
    const sessions = await practised.of(peer);
    const others = new Set(sessions.flatMap(({ other }) => other ?? []));
    const names = await store.names([...others]);
    response.json(progressOf(sessions, (other) => nameOf(names, other ?? ''), now()) satisfies Progress);
  });

  return router;
}
