/** Forgetting a peer in SQL, in one transaction with the last step of each of their rooms. */

import { WORDS_OF_CODE } from '../../shared/room/events.ts';
import type { PeerId, RoomId, WordsId } from '../../shared/room/ids.ts';
import { chunks, type Db, type Trx } from './rows.ts';
import { appendIn } from './sql-steps.ts';
import type { PeerStore, RoomStep } from './store.ts';

type Erasures = Pick<PeerStore, 'roomsNaming' | 'erasePeer'>;

/** Tables in which people's own words stand. */
export const TABLES_OF_WORDS = ['peers', 'words', 'drafts'] as const;

/** @param tidy what this database needs so that deleted words leave nothing in its pages; part of the transaction */
export function erasuresIn(db: Db, tidy: (trx: Trx) => Promise<void>): Erasures {
  return {
    roomsNaming: (peer) => roomsNaming(db, peer),

    async erasePeer(peer, steps) {
      const words = await db
        .transaction()
        .execute(async (trx) => {
          await takeSteps(trx, peer, steps);
          const gone = await forget(trx, peer);
          await tidy(trx);
          return gone;
        })
        .catch((error: unknown) => {
          if (error instanceof Clash) return null;
          throw error;
        });
      return words === null ? { ok: false, why: 'clash' } : { ok: true, words };
    },
  };
}

/** Ends the transaction, so that nothing of it stays. */
class Clash extends Error {}

async function roomsNaming(db: Db, peer: PeerId): Promise<RoomId[]> {
  const rows = await db.selectFrom('room_people').select('room').where('peer', '=', peer).orderBy('room').execute();
  return rows.map(({ room }) => room);
}

/** @throws Clash where these are not the next steps of all rooms that name the peer */
async function takeSteps(trx: Trx, peer: PeerId, steps: readonly RoomStep[]): Promise<void> {
  const rooms = steps.map(({ room }) => room).sort();
  if ((await roomsNaming(trx, peer)).sort().join() !== rooms.join()) throw new Clash();
  for (const step of steps) if (!(await appendIn(trx, step))) throw new Clash();
}

async function forget(trx: Trx, peer: PeerId): Promise<WordsId[]> {
  const own = trx.selectFrom('words').select('words').where('author', '=', peer);
  const gone = (await own.where('kind', 'not in', WORDS_OF_CODE).execute()).map(({ words }) => words);
  for (const some of chunks(gone)) await trx.deleteFrom('words').where('words', 'in', some).execute();
  await trx.deleteFrom('commands').where('actor', '=', peer).execute();
  for (const table of [
    'drafts',
    'card_history',
    'room_members',
    'room_people',
    'transfer_codes',
    'peer_tokens',
    'peers',
  ] as const) {
    await trx.deleteFrom(table).where('peer', '=', peer).execute();
  }
  return gone;
}
