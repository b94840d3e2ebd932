/** One-time codes: with one of them a device becomes a peer that another device is already. */

import type Database from 'better-sqlite3';
import type { PeerRow, PeerStore } from '../store.ts';
import type { Direct } from './direct.ts';
import type { Durability } from './durability.ts';
import { unquote } from './values.ts';

type Transfers = Pick<Direct<PeerStore>, 'offerTransfer' | 'peerOfTransfer' | 'claimTransfer'>;

export function transfersIn(database: Database.Database, durability: Durability): Transfers {
  const sql = statementsOn(database);
  const peerOf = (codeHash: string, now: number): PeerRow | null => {
    const row = sql.peerOf.get({ codeHash, now });
    return row ? { peer: row.peer, name: unquote(row.name) } : null;
  };
  /** Nobody can come back to a peer without a device, and nobody else knows the name of one who was in no room. */
  const leave = (tokenHash: string): void => {
    const peer = sql.removeToken.get(tokenHash);
    if (peer !== undefined && sql.removeUnknown.run({ peer }).changes > 0) sql.removeCodes.run(peer);
  };

  return {
    offerTransfer: (offer) => durability.commit(() => void sql.offer.run(offer)),
    peerOfTransfer: peerOf,
    claimTransfer: ({ codeHash, now, tokenHash, leaves }) =>
      durability.commit(() => {
        const found = peerOf(codeHash, now);
        if (!found) return null;
        sql.removeCodes.run(found.peer);
        if (leaves !== undefined) leave(leaves);
        sql.addToken.run({ tokenHash, peer: found.peer, now });
        return found;
      }),
  };
}

function statementsOn(database: Database.Database) {
  return {
    offer: database.prepare(
      `insert into transfer_codes (peer, code_hash, expires_at) values (@peer, @codeHash, @expiresAt)
       on conflict (peer) do update set code_hash = @codeHash, expires_at = @expiresAt`,
    ),
    peerOf: database.prepare<{ codeHash: string; now: number }, PeerRow>(
      `select peer, name from transfer_codes join peers using (peer)
       where code_hash = @codeHash and expires_at > @now`,
    ),
    removeCodes: database.prepare('delete from transfer_codes where peer = ?'),
    addToken: database.prepare('insert into peer_tokens (token_hash, peer, at) values (@tokenHash, @peer, @now)'),
    removeToken: database
      .prepare<[string], string>('delete from peer_tokens where token_hash = ? returning peer')
      .pluck(),
    removeUnknown: database.prepare(
      `delete from peers where peer = @peer
         and not exists (select 1 from peer_tokens where peer = @peer)
         and not exists (select 1 from room_people where peer = @peer)`,
    ),
  };
}
