/**
 * Forgetting a peer, in one transaction with the last step of each of their rooms, so that no byte of their words is
 * left in the file. `secure_delete` overwrites what is deleted, but not the copies that SQLite leaves behind when it
 * moves rows from page to page. So an erasure rewrites the tables of words, and empties the write-ahead log.
 */

import type Database from 'better-sqlite3';
import { WORDS_OF_CODE } from '../../../shared/room/events.ts';
import type { PeerId, RoomId, WordsId } from '../../../shared/room/ids.ts';
import type { PeerStore, RoomStep } from '../store.ts';
import type { Direct } from './direct.ts';
import type { Durability } from './durability.ts';
import type { StepWriter } from './step-writer.ts';

type Erasures = Pick<Direct<PeerStore>, 'roomsNaming' | 'erasePeer'>;

/** Tables that hold people's own words. */
const TABLES_OF_WORDS = ['peers', 'words', 'drafts'];
/** Tables of rows that are one peer's alone. */
const TABLES_OF_A_PEER = [
  'drafts',
  'card_history',
  'room_members',
  'room_people',
  'transfer_codes',
  'peer_tokens',
  'peers',
];
/** `user_version` of a file in which nothing was ever deleted without being overwritten. */
const CLEAN = 1;
/** How long until the log that another process was reading is emptied, in ms. */
const AGAIN_MS = 1_000;

/** Ends the transaction, so that nothing of it stays. */
class Clash extends Error {}

export function erasuresIn(database: Database.Database, durability: Durability, writer: StepWriter): Erasures {
  const sql = statementsOn(database);
  const roomsNaming = (peer: PeerId): RoomId[] => sql.roomsNaming.all(peer);

  /** @throws Clash unless these are the next steps of all rooms that name the peer */
  const takeSteps = (peer: PeerId, steps: readonly RoomStep[]): void => {
    const rooms = steps.map(({ room }) => room).sort();
    if (roomsNaming(peer).sort().join() !== rooms.join()) throw new Clash();
    for (const step of steps) if (!writer.write(step)) throw new Clash();
  };

  const forget = (peer: PeerId): WordsId[] => {
    const words = sql.removeWords.all(peer, JSON.stringify(WORDS_OF_CODE));
    sql.removeCommands.run(peer);
    for (const statement of sql.removeRows) statement.run(peer);
    return words;
  };

  return {
    roomsNaming,

    erasePeer(peer, steps) {
      clean(database);
      try {
        const words = durability.commit(() => {
          takeSteps(peer, steps);
          const gone = forget(peer);
          rewriteWords(database);
          return gone;
        });
        emptyLog(database);
        return { ok: true, words };
      } catch (error) {
        if (error instanceof Clash) return { ok: false, why: 'clash' };
        throw error;
      }
    },
  };
}

/** Whether this file holds nothing yet: then its pages are clean from the start. */
export function beginClean(database: Database.Database): void {
  if (database.pragma('page_count', { simple: true }) === 0) database.pragma(`user_version = ${CLEAN}`);
}

/** A file from an earlier version has free pages with old bytes in them. Written whole, once, it has none. */
function clean(database: Database.Database): void {
  if (database.pragma('user_version', { simple: true }) === CLEAN) return;
  database.exec('vacuum');
  database.pragma(`user_version = ${CLEAN}`);
}

/** Takes all rows of a table out, which overwrites every one of its pages, and puts them back. */
function rewriteWords(database: Database.Database): void {
  for (const table of TABLES_OF_WORDS) {
    database.exec(
      `create table temp.kept_${table} as select * from ${table};
       delete from ${table};
       insert into ${table} select * from temp.kept_${table};
       drop table temp.kept_${table}`,
    );
  }
}

/** Moves the log into the file and cuts it to nothing, if need be once another process (a backup) has read it. */
export function emptyLog(database: Database.Database): void {
  if (!database.open) return;
  const [{ busy }] = database.pragma('wal_checkpoint(TRUNCATE)') as [{ busy: number }];
  if (busy) setTimeout(() => emptyLog(database), AGAIN_MS).unref();
}

function statementsOn(database: Database.Database) {
  return {
    roomsNaming: database
      .prepare<[PeerId], RoomId>('select room from room_people where peer = ? order by room')
      .pluck(),
    removeWords: database
      .prepare<[PeerId, string], WordsId>(
        'delete from words where author = ? and kind not in (select value from json_each(?)) returning words',
      )
      .pluck(),
    removeCommands: database.prepare('delete from commands where actor = ?'),
    removeRows: TABLES_OF_A_PEER.map((table) => database.prepare(`delete from ${table} where peer = ?`)),
  };
}
