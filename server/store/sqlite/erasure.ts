/**
 * Forgetting a peer, in one transaction with the last step of each of their rooms, so that no byte of their words is
 * left in the file. `secure_delete` overwrites what is deleted, but not the copies that SQLite leaves behind when it
 * moves rows from page to page. So an erasure rewrites the tables of words, and empties the write-ahead log.
 */

import type Database from 'better-sqlite3';
import type { Card } from '../../../shared/deck/card.ts';
import { OWN_AREA, withoutWords } from '../../../shared/deck/own.ts';
import { WORDS_OF_CODE } from '../../../shared/room/events.ts';
import type { CardVersion, PeerId, RoomId, WordsId } from '../../../shared/room/ids.ts';
import type { PeerStore, RoomStep } from '../store.ts';
import type { Direct } from './direct.ts';
import type { Durability } from './durability.ts';
import type { StepWriter } from './step-writer.ts';

type Erasures = Pick<Direct<PeerStore>, 'roomsNaming' | 'erasePeer'>;

/** Tables that hold people's own words. */
const TABLES_OF_WORDS = ['peers', 'words', 'drafts'];
/** And their own questions, among those of the deck. */
const TABLE_OF_QUESTIONS = 'cards';
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

  const forgetQuestions = (peer: PeerId) =>
    sql.questions.all(peer, peer, OWN_AREA).map(({ version, body }) => {
      const card = withoutWords(JSON.parse(body) as Card);
      sql.replaceCard.run(JSON.stringify(card), version);
      return { version, card };
    });

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
        const gone = durability.commit(() => {
          takeSteps(peer, steps);
          const cards = forgetQuestions(peer);
          const words = forget(peer);
          rewrite(database, cards.length > 0 ? [...TABLES_OF_WORDS, TABLE_OF_QUESTIONS] : TABLES_OF_WORDS);
          return { words, cards };
        });
        return { ok: true, ...gone, pending: !emptyLog(database) };
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

/** Takes all rows of the tables out, which overwrites every one of their pages, and puts them back. */
function rewrite(database: Database.Database, tables: readonly string[]): void {
  // Until the commit: what refers to a row that is out finds it there again.
  database.pragma('defer_foreign_keys = ON');
  for (const table of tables) {
    database.exec(
      `create table temp.kept_${table} as select * from ${table};
       delete from ${table};
       insert into ${table} select * from temp.kept_${table};
       drop table temp.kept_${table}`,
    );
  }
}

/**
 * Moves the log into the file and cuts it to nothing, if need be later, once another process (a backup) has read it or
 * the disk has room. A start tries again what was not done before. Never throws: what was to be erased is erased.
 * @returns whether it is done
 */
export function emptyLog(database: Database.Database): boolean {
  if (!database.open) return false;
  const isDone = checkpoint(database);
  if (!isDone) setTimeout(() => emptyLog(database), AGAIN_MS).unref();
  return isDone;
}

function checkpoint(database: Database.Database): boolean {
  try {
    const [{ busy }] = database.pragma('wal_checkpoint(TRUNCATE)') as [{ busy: number }];
    return busy === 0;
  } catch {
    return false;
  }
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
    questions: database.prepare<[PeerId, PeerId, string], { version: CardVersion; body: string }>(
      `select distinct cards.version, cards.body
       from room_people join room_events using (room)
         join cards on cards.version = json_extract(room_events.body, '$.version')
       where room_people.peer = ? and type = 'asked' and actor = ? and json_extract(cards.body, '$.area') = ?`,
    ),
    replaceCard: database.prepare('update cards set body = ? where version = ?'),
    removeCommands: database.prepare('delete from commands where actor = ?'),
    removeRows: TABLES_OF_A_PEER.map((table) => database.prepare(`delete from ${table} where peer = ?`)),
  };
}
