/** All that is a peer's own, to take away. */

import type { TimeZone } from '../../shared/day-text.ts';
import { mySession, type Mine } from '../../shared/me/export.ts';
import { peopleOf } from '../../shared/room/queries.ts';
import { shownNames } from '../../shared/text/names.ts';
import type { PeerRow, Store } from '../store/store.ts';
import { closedCards } from './closed-cards.ts';
import { readRecord } from './room-record.ts';

export interface ExportDeps {
  store: Store;
  /** ms since the epoch. */
  now: () => number;
}

export async function exportOf({ store, now }: ExportDeps, { peer, name }: PeerRow, zone: TimeZone): Promise<Mine> {
  const sessions = [];
  for (const id of await store.roomsNaming(peer)) {
    const record = await readRecord(store, id);
    if (!record) continue;
    const names = shownNames(peopleOf(record.state), await store.names(peopleOf(record.state)));
    sessions.push(mySession(record.state, peer, { ...record, names }));
  }
  const history = await store.cardHistory(peer);
  const closed = await closedCards({ store, now }, peer);
  return {
    exportedAt: new Date(now()).toISOString(),
    zone,
    name,
    sessions: sessions.sort((a, b) => a.startedAt.localeCompare(b.startedAt)),
    cards: history.map(({ card, how, at }) => ({
      card: closed.get(card) ?? card,
      how,
      at: new Date(at).toISOString(),
    })),
  };
}
