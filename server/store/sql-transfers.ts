/** One-time codes in SQL: with one of them a device becomes a peer that another device is already. */

import { toNumber, unquote, type Db, type Trx } from './rows.ts';
import type { PeerRow, PeerStore } from './store.ts';

type Transfers = Pick<PeerStore, 'offerTransfer' | 'peerOfTransfer' | 'claimTransfer'>;

export function transfersIn(db: Db): Transfers {
  return {
    async offerTransfer({ peer, codeHash, expiresAt }) {
      const offered = { code_hash: codeHash, expires_at: expiresAt };
      await db
        .insertInto('transfer_codes')
        .values({ peer, ...offered })
        .onConflict((c) => c.column('peer').doUpdateSet(offered))
        .execute();
    },

    peerOfTransfer: (codeHash, now) => peerOf(db, codeHash, now),

    claimTransfer: ({ codeHash, now, tokenHash, leaves }) =>
      db.transaction().execute(async (trx) => {
        const found = await peerOf(trx, codeHash, now);
        if (!found) return null;
        // Of two that claim at once one has used it up.
        const used = await trx.deleteFrom('transfer_codes').where('code_hash', '=', codeHash).executeTakeFirst();
        if (used.numDeletedRows === 0n) return null;
        if (leaves !== undefined) await leave(trx, leaves);
        await trx.insertInto('peer_tokens').values({ token_hash: tokenHash, peer: found.peer, at: now }).execute();
        return found;
      }),
  };
}

async function peerOf(db: Db, codeHash: string, now: number): Promise<PeerRow | null> {
  const row = await db
    .selectFrom('transfer_codes')
    .innerJoin('peers', 'peers.peer', 'transfer_codes.peer')
    .select(['peers.peer', 'name', 'expires_at'])
    .where('code_hash', '=', codeHash)
    .executeTakeFirst();
  return row && now < toNumber(row.expires_at) ? { peer: row.peer, name: unquote(row.name) } : null;
}

/** Nobody could ever come back to the name of somebody without a device, and if they were in no room, nobody else knows it. */
async function leave(trx: Trx, tokenHash: string): Promise<void> {
  const row = await trx.selectFrom('peer_tokens').select('peer').where('token_hash', '=', tokenHash).executeTakeFirst();
  if (!row) return;
  await trx.deleteFrom('peer_tokens').where('token_hash', '=', tokenHash).execute();
  const { peer } = row;
  for (const table of ['peer_tokens', 'room_people'] as const) {
    if (await trx.selectFrom(table).select('peer').where('peer', '=', peer).executeTakeFirst()) return;
  }
  await trx.deleteFrom('transfer_codes').where('peer', '=', peer).execute();
  await trx.deleteFrom('peers').where('peer', '=', peer).execute();
}
