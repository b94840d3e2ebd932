/** What a peer's own revealed sessions say over time. */

import { progressOf, type Progress } from '../../shared/progress/progress.ts';
import type { PeerId } from '../../shared/room/ids.ts';
import { nameOf } from '../../shared/room/view.ts';
import type { Store } from '../store/store.ts';
import type { SessionHistory } from './history.ts';

export interface ProgressDeps {
  store: Pick<Store, 'names'>;
  history: SessionHistory;
  /** ms since the epoch. */
  now: () => number;
}

export async function progressFor({ store, history, now }: ProgressDeps, peer: PeerId): Promise<Progress> {
  const sessions = await history.sessionsOf(peer);
  const names = await store.names([...new Set(sessions.flatMap(({ other }) => other ?? []))]);
  return progressOf(sessions, (other) => nameOf(names, other ?? ''), now());
}
