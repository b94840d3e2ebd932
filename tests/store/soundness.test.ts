/**
 * Files that do not belong together: a database restored without its log, or beside the log of another time. A start
 * after a stop that was not clean finds out, and changes nothing.
 */

import { copyFile, cp, readdir, readFile, rm, stat, truncate } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { hashOf } from '../../server/identity.ts';
import { openSqliteFile, type SqliteStore } from '../../server/store/sqlite/database.ts';
import { temporaryDirectory } from '../support/stores.ts';
import { firstStep, packed, step, update, words } from './steps.ts';

const NAME = 'practice-room.sqlite';

async function folder(): Promise<string> {
  const { path, remove } = await temporaryDirectory();
  onTestFinished(remove);
  return path;
}

/** Fills pages: as many rooms, each with a sheet and long words. */
function fill(store: SqliteStore, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    const [room, sheet] = [`room-${i}`, `sheet-${i}`];
    store.createPeer({ peer: `peer-${i}`, name: 'Ann', tokenHash: `token-${i}`, at: i });
    store.createRoom(firstStep(room));
    const more = { words: [words(`words-${i}`, 'x'.repeat(3_000))], sheets: [{ sheet, seed: Uint8Array.of(1) }] };
    store.append(step(room, 1, more));
    store.appendUpdates([update(sheet, [2]), update(sheet, [3])]);
  }
}

/** What a kill leaves of a store that is still open: its files, copied to a folder of their own. */
async function killed(file: string): Promise<string> {
  const path = await folder();
  for (const suffix of ['', '-wal']) await cp(file + suffix, join(path, NAME + suffix));
  return join(path, NAME);
}

interface States {
  /** As a backup of an open database has them. */
  older: string;
  newer: string;
}

/** One database as it was at two times, a checkpoint between them. */
async function states(): Promise<States> {
  const file = join(await folder(), NAME);
  const store = openSqliteFile(file);
  onTestFinished(() => store.close());
  fill(store, 0, 40);
  const older = await killed(file);
  fill(store, 40, 600);
  return { older, newer: await killed(file) };
}

/** Hashes of what is in the folder. An empty log and its index are no content: SQLite makes them to read a file. */
async function hashesIn(file: string): Promise<string[]> {
  const names = (await readdir(dirname(file))).filter((name) => !name.endsWith('-shm')).sort();
  const contents = await Promise.all(names.map((name) => readFile(join(dirname(file), name))));
  return contents.flatMap((bytes, i) => (bytes.length > 0 ? [`${names[i]} ${hashOf(bytes.toString('latin1'))}`] : []));
}

async function expectRefused(file: string, why = /./, leftOpen = false): Promise<void> {
  const before = await hashesIn(file);
  let error: unknown;
  try {
    openSqliteFile(file, leftOpen).close();
  } catch (reason) {
    error = reason;
  }
  expect(error).toMatchObject({ code: expect.stringMatching(/^(UNSOUND|SQLITE_CORRUPT)/) as string });
  expect((error as Error).message).toMatch(why);
  expect(await hashesIn(file)).toEqual(before);
}

function expectOpens(file: string, rooms: number, leftOpen = false): void {
  const store = openSqliteFile(file, leftOpen);
  expect(store.loadRoom(`room-${rooms - 1}`)?.events).toHaveLength(2);
  expect(store.loadSheet(`sheet-${rooms - 1}`)).toMatchObject({ last: 3 });
  expect(store.loadRoom(`room-${rooms}`)).toBeNull();
  store.close();
}

it('[DATA-2] what a kill leaves is opened, again and again', async () => {
  const { older, newer } = await states();
  for (let again = 0; again < 2; again++) {
    expectOpens(older, 40, true);
    expectOpens(newer, 600, true);
  }
});

it('[DATA-2] an older database beside a newer log is refused, and nothing is changed', async () => {
  const { older, newer } = await states();
  await copyFile(older, newer);
  await expectRefused(newer);
});

it('[DATA-2] a newer database beside an older log is refused, and nothing is changed', async () => {
  const { older, newer } = await states();
  const store = openSqliteFile(newer);
  store.close();
  await copyFile(`${older}-wal`, `${newer}-wal`);
  await expectRefused(newer);
});

it('[DATA-2] a log without its database is refused, and kept', async () => {
  const { newer } = await states();
  await truncate(newer);
  await expectRefused(newer, /missing or empty/);
  await rm(newer);
  await expectRefused(newer, /missing or empty/);
  await expect(stat(newer)).rejects.toThrow('ENOENT');
});

it('[DATA-2] a rollback journal of another time is refused, and kept', async () => {
  const { newer } = await states();
  const old = join(dirname(newer), 'shell.sqlite');
  const shell = new Database(old);
  shell.exec('create table t (x); begin');
  for (let i = 0; i < 50; i++) shell.exec(`insert into t values ('${'x'.repeat(4_000)}')`);
  shell.exec("commit; pragma cache_size = 1; begin; update t set x = 'y'");
  await copyFile(`${old}-journal`, `${newer}-journal`);
  shell.close();
  // As it is once its pages are on the disk: the first bytes say that it is to be carried out.
  const bytes = await readFile(`${newer}-journal`);
  expect(bytes.toString('hex', 0, 8)).toBe('d9d505f920a163d7');
  await expectRefused(newer, /rollback journal/);
});

/** Contradictions that SQLite's own check cannot see. */
it.each([
  ['history', 'delete from room_events where room = ? and seq = 1', 'the history of a room has gaps'],
  ['room ahead', 'update rooms set seq = 9 where room = ?', 'the history of a room has gaps'],
  ['people', "delete from peers where peer = replace(?, 'room', 'peer')", 'a device belongs to nobody'],
  ['journal', 'delete from sheet_journal where id = (select min(id) + 1 from sheet_journal) and ? <> 0', null],
  ['pack', "update sheet_packs set first = first + 1 where last = 5 and ? <> ''", 'the log of a sheet has gaps'],
  ['state', "delete from sheet_snapshots where ? <> ''", 'a sheet is older than its log'],
  ['snapshot', "update sheet_snapshots set through = 99 where ? <> ''", 'a sheet is newer than its log'],
  ['room', 'pragma_off delete from rooms where room = ?', 'belongs to none of'],
] as const)('[DATA-2] %s that contradicts the rest is refused after a stop that was not clean', async (_, sql, why) => {
  const file = join(await folder(), NAME);
  const store = openSqliteFile(file);
  fill(store, 0, 3);
  const sheet = 'sheet-0';
  for (const n of [4, 5, 6]) store.appendUpdates([update(sheet, [n])]);
  store.saveSnapshot(sheet, { bytes: Uint8Array.of(1), through: 5 });
  store.packLog(sheet, packed(1, [1], [2], [3]));
  store.packLog(sheet, packed(4, [4], [5]));
  store.close();
  openSqliteFile(file, true).close();

  const database = new Database(file);
  database.pragma('foreign_keys = OFF');
  if (why !== null) database.prepare(sql.replace('pragma_off ', '')).run('room-1');
  else {
    // One update of the three that are loose.
    const rows = database.prepare('select id, bytes from sheet_journal order by id').all() as {
      id: number;
      bytes: Buffer;
    }[];
    const row = rows.find(({ bytes }) => bytes.includes('sheet-1'));
    const one = (row?.bytes.length ?? 0) / 2;
    database.prepare('update sheet_journal set bytes = substr(bytes, ?) where id = ?').run(one + 1, row?.id);
  }
  database.close();
  await expectRefused(file, new RegExp(why ?? 'has gaps'), true);
});
