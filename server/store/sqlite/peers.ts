/** People: who they are, on which devices, and which cards they have met. */

import type Database from 'better-sqlite3';
import type { CardHistory, PeerRow, PeerStore } from '../store.ts';
import type { Direct } from './direct.ts';
import type { Durability } from './durability.ts';
import { quote, unquote } from './values.ts';

type Peers = Pick<
  Direct<PeerStore>,
  'createPeer' | 'peerByToken' | 'renamePeer' | 'names' | 'devices' | 'signOutOthers' | 'cardHistory'
>;

export function peersIn(database: Database.Database, durability: Durability): Peers {
  const sql = statementsOn(database);
  return {
    createPeer: ({ peer, name, tokenHash, at }) =>
      durability.commit(() => {
        sql.add.run({ peer, name: quote(name), at });
        sql.addToken.run({ peer, tokenHash, at });
      }),

    peerByToken(tokenHash) {
      const row = sql.byToken.get(tokenHash);
      return row ? { peer: row.peer, name: unquote(row.name) } : null;
    },

    renamePeer: (peer, name) => durability.commit(() => void sql.rename.run({ peer, name: quote(name) })),
    names: (peers) => new Map(sql.named.all(JSON.stringify(peers)).map((row) => [row.peer, unquote(row.name)])),
    devices: (peer) => sql.devices.all(peer),
    signOutOthers: (peer, tokenHash) => durability.commit(() => void sql.removeOthers.run({ peer, tokenHash })),
    cardHistory: (peer) => sql.history.all(peer),
  };
}

function statementsOn(database: Database.Database) {
  return {
    add: database.prepare('insert into peers (peer, name, created_at) values (@peer, @name, @at)'),
    addToken: database.prepare('insert into peer_tokens (token_hash, peer, at) values (@tokenHash, @peer, @at)'),
    byToken: database.prepare<[string], PeerRow>(
      'select peer, name from peer_tokens join peers using (peer) where token_hash = ?',
    ),
    rename: database.prepare('update peers set name = @name where peer = @peer'),
    named: database.prepare<[string], PeerRow>(
      'select peer, name from peers where peer in (select value from json_each(?))',
    ),
    devices: database.prepare<[string], number>('select at from peer_tokens where peer = ? order by at').pluck(),
    removeOthers: database.prepare('delete from peer_tokens where peer = @peer and token_hash <> @tokenHash'),
    history: database.prepare<[string], CardHistory>(
      'select card, how, at from card_history where peer = ? order by at, card, how',
    ),
  };
}
