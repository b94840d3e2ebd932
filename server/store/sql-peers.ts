/** People in SQL: who they are, on which devices, and which cards they have met. */

import { quote, toNumber, unquote, type Db } from './rows.ts';
import type { Acquaintance, PeerStore } from './store.ts';

type Peers = Omit<PeerStore, 'offerTransfer' | 'peerOfTransfer' | 'claimTransfer' | 'roomsNaming' | 'erasePeer'>;

export function peersIn(db: Db): Peers {
  return {
    async createPeer({ peer, name, tokenHash, at }) {
      await db.transaction().execute(async (trx) => {
        await trx
          .insertInto('peers')
          .values({ peer, name: quote(name), created_at: at })
          .execute();
        await trx.insertInto('peer_tokens').values({ token_hash: tokenHash, peer, at }).execute();
      });
    },

    async peerByToken(tokenHash) {
      const row = await db
        .selectFrom('peer_tokens')
        .innerJoin('peers', 'peers.peer', 'peer_tokens.peer')
        .select(['peers.peer', 'name'])
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

    async devices(peer) {
      const rows = await db.selectFrom('peer_tokens').select('at').where('peer', '=', peer).orderBy('at').execute();
      return rows.map(({ at }) => toNumber(at));
    },

    async signOutOthers(peer, tokenHash) {
      await db.deleteFrom('peer_tokens').where('peer', '=', peer).where('token_hash', '<>', tokenHash).execute();
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
