/** People in SQL: who they are, and which cards they have met. */

import { quote, toNumber, unquote, type Db } from './rows.ts';
import type { Acquaintance, Store } from './store.ts';

type Peers = Pick<Store, 'createPeer' | 'peerByToken' | 'renamePeer' | 'names' | 'cardHistory'>;

export function peersIn(db: Db): Peers {
  return {
    async createPeer({ peer, name, tokenHash, at }) {
      const row = { peer, name: quote(name), token_hash: tokenHash, created_at: at };
      await db.insertInto('peers').values(row).execute();
    },

    async peerByToken(tokenHash) {
      const row = await db
        .selectFrom('peers')
        .select(['peer', 'name'])
        .where('token_hash', '=', tokenHash)
        .executeTakeFirst();
      return row ? { peer: row.peer, name: unquote(row.name) } : null;
    },

    async renamePeer(peer, name) {
      await db
        .updateTable('peers')
        .set({ name: quote(name) })
        .where('peer', '=', peer)
        .execute();
    },

    async names(peers) {
      if (peers.length === 0) return new Map();
      const rows = await db.selectFrom('peers').select(['peer', 'name']).where('peer', 'in', peers).execute();
      return new Map(rows.map((row) => [row.peer, unquote(row.name)]));
    },

    async cardHistory(peer) {
      const rows = await db
        .selectFrom('card_history')
        .select(['card', 'how', 'at'])
        .where('peer', '=', peer)
        .orderBy('at')
        .orderBy('card')
        .orderBy('how')
        .execute();
      return rows.map(({ card, how, at }) => ({ card, how: how as Acquaintance, at: toNumber(at) }));
    },
  };
}
