/** What is said of a database that cannot be opened: its kind of trouble, and what to do, in one line. */

import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { openSqliteStore } from '../../server/store/sqlite/open.ts';
import { troubleWith } from '../../server/store/sqlite/trouble.ts';
import { temporaryDirectory } from '../support/stores.ts';

/** A database in a folder of its own, closed. */
async function closed(): Promise<string> {
  const { path, remove } = await temporaryDirectory();
  onTestFinished(remove);
  const file = join(path, 'practice-room.sqlite');
  await (await openSqliteStore(file)).close();
  return file;
}

const said = (file: string, leftOpen = false): Promise<string> =>
  openSqliteStore(file, leftOpen).then(
    () => 'nothing',
    (error: unknown) => troubleWith(file, error),
  );

function alter(file: string, sql: string): void {
  const database = new Database(file);
  database.exec(sql);
  database.close();
}

it('[DATA-3] a file that is none is told from a damaged one and from files of different times', async () => {
  const text = await closed();
  await writeFile(text, 'words, and many of them. '.repeat(400));
  expect(await said(text)).toMatch(
    /^The database \/.* is not a SQLite database\. Restore it from a backup, or move it/,
  );

  const cut = await closed();
  await truncate(cut, 4_096 * 3);
  expect(await said(cut)).toMatch(/is damaged: .* \(SQLITE_CORRUPT\)\. Restore it from a backup/);

  const mixed = await closed();
  alter(mixed, "insert into rooms values ('room', 'hash', 3, 1, 1, null, null)");
  expect(await said(mixed)).toBe('nothing');
  const kept = await closed();
  alter(kept, "insert into rooms values ('room', 'hash', 3, 1, 1, null, null)");
  expect(await said(kept, true)).toMatch(
    /not from the same time: the history of a room has gaps\. Nothing was changed\./,
  );
});

it('[DATA-3] a newer version is named, and nothing is said of a folder that is wrong', async () => {
  const file = await closed();
  alter(file, "insert into kysely_migration values ('9999-later', '2027-01-05T09:00:00.000Z')");
  for (const leftOpen of [false, true]) {
    const line = await said(file, leftOpen);
    expect(line).toMatch(/was written by a newer version of this server: .*"9999-later"\. Start that version, or/);
    expect(line).not.toContain('DATA_DIR is');
  }
});

it('[DATA-3] a lock is told as one', async () => {
  const file = await closed();
  const shell = new Database(file);
  onTestFinished(() => void shell.close());
  shell.exec('begin immediate');
  expect(await said(file)).toMatch(/is locked by another program, such as a backup or a database shell\. End that/);
});

it('[DATA-3] something else in its place is told by what the system says', async () => {
  const file = await closed();
  await mkdir(`${file}.folder`);
  expect(await said(`${file}.folder`)).toMatch(/cannot be opened: .*EISDIR.*\.$/);
});

it.each([
  ['SQLITE_READONLY_DIRECTORY', /cannot be written to: .*Give this user the right to write/],
  ['EACCES', /cannot be written to: /],
  ['SQLITE_FULL', /needs room on its disk: .*Free some/],
  ['ENOSPC', /needs room on its disk: /],
  ['SQLITE_IOERR_READ', /cannot be read or written: .*Check the disk/],
  ['SQLITE_BUSY_RECOVERY', /is locked by another program/],
  ['SQLITE_CORRUPT_INDEX', /is damaged: /],
  ['SQLITE_CANTOPEN', /cannot be opened: /],
  ['', /cannot be opened: it\nfailed\.|cannot be opened: it failed\./],
])('[DATA-3] %s has words of its own, in one line', (code, words) => {
  const cause = Object.assign(new Error('it\nfailed'), { code });
  for (const error of [cause, new Error('around it', { cause })]) {
    const line = troubleWith('/data/practice-room.sqlite', error);
    expect(line).toMatch(words);
    expect(line).toMatch(/^The database \/data\/practice-room\.sqlite [^\n]+$/);
  }
});
