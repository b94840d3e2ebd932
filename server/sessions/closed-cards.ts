/**
 * Cards that somebody was asked in a session whose forms are not open yet: until then they read no guide of them, and
 * are told neither their names nor their topics, which would give the answer away.
 */

import type { AskId, CardId, PeerId } from '../../shared/room/ids.ts';
import { isOpenTo, roundsOf } from '../../shared/room/queries.ts';
import { FORM_DUE_MS } from '../../shared/room/state.ts';
import type { Store } from '../store/store.ts';
import { readRecord } from './room-record.ts';

/** A session left unfinished keeps its cards closed for as long as one that waits for a form, and a day more. */
const CLOSED_MS = FORM_DUE_MS + 24 * 3_600_000;

export const CLOSED_CARD =
  'You were asked this card in a session whose forms are not open yet. Its guide opens together with them.';

interface ClosedDeps {
  store: Pick<Store, 'cardHistory' | 'loadRoom' | 'roomsOf'>;
  /** ms since the epoch. */
  now: () => number;
}

/** @returns each with the ask by which its candidate knows it */
export async function closedCards({ store, now }: ClosedDeps, peer: PeerId): Promise<ReadonlyMap<CardId, AskId>> {
  const closed = new Map<CardId, AskId>();
  const since = now() - CLOSED_MS;
  const history = await store.cardHistory(peer);
  if (!history.some(({ how, at }) => how === 'asked' && at > since)) return closed;
  for (const { room, changedAt } of await store.roomsOf(peer)) {
    const record = changedAt > since ? await readRecord(store, room) : null;
    if (!record) continue;
    const rounds = roundsOf(record.state).filter(
      (round) => round.seats.candidate === peer && !isOpenTo(record.state, round, peer),
    );
    const asks = rounds.flatMap((round) => round.asks).filter(({ at }) => at > since);
    for (const { card, ask } of asks) closed.set(card, ask);
  }
  return closed;
}

/** As its candidate may be told of it. */
export function withoutName<T extends { card: CardId; topics: string[] }>(
  entry: T,
  closed: ReadonlyMap<CardId, AskId>,
): T {
  const ask = closed.get(entry.card);
  return ask === undefined ? entry : { ...entry, card: ask, topics: [] };
}
