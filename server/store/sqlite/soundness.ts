/**
 * Whether the files of a database belong together. SQLite itself cannot tell: it carries a log that lies beside a file
 * into that file, though one of them was restored from a backup and the other was not. So where the last stop was not
 * clean, everything is checked before anything is written.
 */

import { closeSync, openSync, readSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { SheetId } from '../../../shared/room/ids.ts';
import { isLatest } from './migrations/migrate.ts';
import { entriesOf } from './sheet-batch.ts';

/** The files must not be opened: what they hold contradicts itself. The message says where. */
export class Unsound extends Error {
  readonly code = 'UNSOUND';
}

/** What SQLite keeps beside a database until a clean stop: its log, and the pages before a change. */
export const logOf = (file: string): string => `${file}-wal`;
const rollbackOf = (file: string): string => `${file}-journal`;

/** The first bytes of a rollback journal that is to be carried out, and where it says how many pages there were. */
const ROLLBACK_MAGIC = 'd9d505f920a163d7';
const ROLLBACK_PAGES = 16;

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/**
 * Changes nothing on the disk.
 * @param leftOpen the last process that used the file did not end cleanly. A log that is not empty says so too.
 * @throws Unsound, or what SQLite throws for a file that it cannot read
 */
export function demandSound(file: string, leftOpen: boolean): void {
  const logged = sizeOf(logOf(file)) > 0;
  // Without a database SQLite would delete the log.
  if (sizeOf(file) === 0 && logged) throw new Unsound('the database is missing or empty, and its log is not');
  demandNoRollback(rollbackOf(file));
  if (sizeOf(file) === 0 || !(leftOpen || logged)) return;
  const database = new Database(file, { readonly: true });
  try {
    database.pragma('temp_store = MEMORY');
    database.transaction(() => demandSoundDatabase(database))();
  } finally {
    database.close();
  }
}

/** Only the creation of a database uses one: later changes go to the log. */
function demandNoRollback(file: string): void {
  if (sizeOf(file) < ROLLBACK_PAGES + 4) return;
  const head = Buffer.alloc(ROLLBACK_PAGES + 4);
  const descriptor = openSync(file, 'r');
  readSync(descriptor, head);
  closeSync(descriptor);
  if (head.toString('hex', 0, 8) !== ROLLBACK_MAGIC || head.readUInt32BE(ROLLBACK_PAGES) <= 1) return;
  throw new Unsound('there is a rollback journal, which this server does not leave');
}

/** SQL that finds what no stop and no kill leaves behind. */
const CONTRADICTIONS: readonly (readonly [what: string, sql: string])[] = [
  [
    'the history of a room has gaps',
    `select 1 from rooms left join (select room, count(*) as events, max(seq) as last from room_events group by room)
       using (room) where seq is not coalesce(events, 0) or seq is not coalesce(last, 0)`,
  ],
  ['a device belongs to nobody', 'select 1 from peer_tokens where peer not in (select peer from peers)'],
  [
    'the log of a sheet has gaps',
    `select 1 from (select first, lag(last) over (partition by sheet order by first) as before from sheet_packs)
       where first is not before + 1 and before is not null`,
  ],
  [
    'a sheet is older than its log',
    `select 1 from (select sheet, max(last) as packed from sheet_packs group by sheet)
       left join sheet_snapshots using (sheet) where packed > coalesce(through, 0)`,
  ],
];

function demandSoundDatabase(database: Database.Database): void {
  const found = database.pragma('integrity_check(1)', { simple: true });
  if (found !== 'ok') throw new Unsound(String(found));
  const [strayed] = database.pragma('foreign_key_check') as { table: string; parent: string }[];
  if (strayed) throw new Unsound(`a row of ${strayed.table} belongs to none of ${strayed.parent}`);
  if (!isLatest(database)) return;
  for (const [what, sql] of CONTRADICTIONS)
    if (database.prepare(`${sql} limit 1`).get() !== undefined) throw new Unsound(what);
  demandSoundJournal(database);
}

interface SheetRow {
  sheet: SheetId;
  /** The last number that is in its rows and packs. */
  stored: number;
  /** How many rows there are after the last pack. */
  rows: number;
  packed: number;
  through: number;
}

/**
 * Loose updates follow what is packed without a gap, and no snapshot includes what is in no log. Two updates of one
 * number are not wrong: `Journal` repairs that.
 */
function demandSoundJournal(database: Database.Database): void {
  const sheets = new Map(
    database
      .prepare<[], SheetRow>(SHEETS)
      .all()
      .map((row) => [row.sheet, { ...row, loose: new Set<number>() }]),
  );
  for (const bytes of database.prepare<[], Buffer>('select bytes from sheet_journal').pluck().iterate()) {
    let end = 0;
    for (const entry of entriesOf(bytes)) {
      const sheet = sheets.get(entry.sheet);
      if (!sheet) throw new Unsound('the journal has an update of a sheet that does not exist');
      if (entry.n > sheet.stored) sheet.loose.add(entry.n);
      ({ end } = entry);
    }
    if (end < bytes.length) throw new Unsound('a row of the journal is cut off');
  }
  for (const { stored, rows, packed, through, loose } of sheets.values()) {
    const last = Math.max(stored, ...loose);
    const isWhole = last === stored + loose.size && (rows === 0 || stored === packed + rows);
    if (!isWhole) throw new Unsound('the log of a sheet has gaps');
    if (through > last) throw new Unsound('a sheet is newer than its log');
  }
}

const SHEETS = `
  select sheet, max(packed, coalesce(last_row, 0)) as stored, packed, coalesce(through, 0) as through,
    (select count(*) from sheet_updates as u where u.sheet = sheets.sheet and n > packed) as rows
  from sheets
  left join (select sheet, max(n) as last_row from sheet_updates group by sheet) using (sheet)
  left join sheet_snapshots using (sheet)
  join (select s.sheet, coalesce(max(last), 0) as packed from sheets as s left join sheet_packs using (sheet)
    group by s.sheet) using (sheet)
`;
