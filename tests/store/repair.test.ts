/**
 * Data folders that two processes wrote to, or that lost something: a start repairs them, and what either process
 * stored is in the sheet.
 */

import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { documentOf, folded } from '../../server/sheets/fold/jobs.ts';
import { pack } from '../../server/sheets/log/pack.ts';
import { storedOf } from '../../server/sheets/log/reader.ts';
import { openSqliteFile, type SqliteStore } from '../../server/store/sqlite/database.ts';
import type { SheetUpdate } from '../../server/store/store.ts';
import { temporaryDirectory } from '../support/stores.ts';
import { firstStep, step, update } from './steps.ts';

const SHEETS = ['one', 'two'] as const;
type SheetName = (typeof SHEETS)[number];

/** A writer with a client id of its own, in a process of its own as far as the file knows. */
class Writer {
  readonly store: SqliteStore;
  readonly #docs = new Map<SheetName, Y.Doc>();
  readonly #client: number;

  constructor(file: string, client: number) {
    this.store = openSqliteFile(file);
    this.#client = client;
  }

  /** An update that adds a word to a sheet. */
  word(sheet: SheetName, word: string): SheetUpdate {
    const doc = this.#docs.get(sheet) ?? new Y.Doc();
    this.#docs.set(sheet, doc);
    doc.clientID = this.#client;
    const before = Y.encodeStateVector(doc);
    doc.getText('code').insert(doc.getText('code').length, `${word};`);
    const bytes = Y.encodeStateAsUpdate(doc, before);
    return { ...update(sheet, []), client: this.#client, peer: `peer ${this.#client}`, bytes };
  }

  type(sheet: SheetName, ...words: string[]): void {
    for (const word of words) this.store.appendUpdates([this.word(sheet, word)]);
  }

  snapshot(sheet: SheetName): number {
    const { snapshot, tail, last } = this.store.loadSheet(sheet) ?? { tail: [], last: 0 };
    this.store.saveSnapshot(sheet, { bytes: folded(storedOf({ snapshot, tail })), through: last });
    return last;
  }

  /** As a quiet sheet is put away. */
  packAway(sheet: SheetName): void {
    const last = this.snapshot(sheet);
    const { loose } = this.store.loadLog(sheet, 1);
    this.store.packLog(sheet, { first: loose[0]?.n ?? 1, last, bytes: pack(loose) });
  }
}

/** Two writers on one file. */
async function twoWriters(): Promise<{ file: string; ann: Writer; ben: Writer }> {
  const { path, remove } = await temporaryDirectory();
  onTestFinished(remove);
  const file = `${path}/practice-room.sqlite`;
  const first = openSqliteFile(file);
  first.createRoom(firstStep('room'));
  const seed = Y.encodeStateAsUpdate(new Y.Doc());
  first.append(step('room', 1, { sheets: SHEETS.map((sheet) => ({ sheet, seed })) }));
  first.close();
  return { file, ann: new Writer(file, 7), ben: new Writer(file, 8) };
}

function end(...writers: Writer[]): void {
  for (const { store } of writers) store.close();
}

function alter(file: string, sql: string): void {
  const database = new Database(file);
  database.exec(sql);
  database.close();
}

/** The words in a sheet as a start finds it, and the numbers of what is loose. */
function found(file: string, sheet: SheetName): { words: string[]; loose: number[] } {
  const store = openSqliteFile(file);
  const stored = store.loadSheet(sheet);
  const loose = store.loadLog(sheet, 1).loose.map(({ n }) => n);
  store.close();
  if (!stored) throw new Error('the sheet is gone');
  const text = documentOf(storedOf(stored)).getText('code').toString();
  return { words: text.split(';').slice(0, -1).sort(), loose };
}

/** The same at each start, and what is written after it is kept too. */
function expectRepaired(file: string, sheet: SheetName, words: string[]): void {
  const sorted = [...words].sort();
  const once = found(file, sheet);
  expect(once.words).toEqual(sorted);
  expect(once.loose).toEqual(once.loose.map((_, i) => (once.loose[0] ?? 0) + i));
  expect(found(file, sheet)).toEqual(once);
  const late = new Writer(file, 9);
  late.type(sheet, 'late');
  late.packAway(sheet);
  end(late);
  expect(found(file, sheet)).toEqual({ words: [...sorted, 'late'].sort(), loose: [] });
}

it('[DATA-1] two processes that each stored one update of a sheet: both are in it', async () => {
  const { file, ann, ben } = await twoWriters();
  ann.type('one', 'a0');
  ben.type('one', 'b0');
  end(ann, ben);
  expectRepaired(file, 'one', ['a0', 'b0']);
});

it('[DATA-1] many updates of several sheets, in rows that hold both', async () => {
  const { file, ann, ben } = await twoWriters();
  for (let i = 0; i < 20; i++) {
    ann.store.appendUpdates([ann.word('one', `a${i}`), ann.word('two', `x${i}`)]);
    if (i % 3 === 0) ben.store.appendUpdates([ben.word('two', `y${i}`), ben.word('one', `b${i}`)]);
  }
  end(ben, ann);
  const numbered = (letter: string, by: number) =>
    Array.from({ length: 20 }, (_, i) => i)
      .filter((i) => i % by === 0)
      .map((i) => letter + i);
  expectRepaired(file, 'one', [...numbered('a', 1), ...numbered('b', 3)]);
  expectRepaired(file, 'two', [...numbered('x', 1), ...numbered('y', 3)]);
});

it.each(['first', 'second'])(
  '[DATA-1] what the %s process packed does not hide what the other stored',
  async (which) => {
    const { file, ann, ben } = await twoWriters();
    ann.type('one', 'a0', 'a1');
    ben.type('one', 'b0', 'b1', 'b2');
    (which === 'first' ? ann : ben).packAway('one');
    end(ann, ben);
    expectRepaired(file, 'one', ['a0', 'a1', 'b0', 'b1', 'b2']);
  },
);

it.each([true, false])('[DATA-1] a snapshot of one process only, made first: %s', async (isFirst) => {
  const { file, ann, ben } = await twoWriters();
  const [early, late] = isFirst ? [ann, ben] : [ben, ann];
  early.type('one', 'e0', 'e1');
  late.type('one', 'l0');
  ann.snapshot('one');
  end(ann, ben);
  expectRepaired(file, 'one', ['e0', 'e1', 'l0']);
});

it('[DATA-1] a row whose updates are all packed goes, and one that others need stays', async () => {
  const { file, ann, ben } = await twoWriters();
  ann.store.appendUpdates([ann.word('one', 'a0'), ann.word('two', 'x0')]);
  ann.type('one', 'a1');
  const rows = (): number => {
    const database = new Database(file, { readonly: true });
    const count = database.prepare('select count(*) from sheet_journal').pluck().get() as number;
    database.close();
    return count;
  };
  // As a process leaves it that was killed before it let the rows go.
  const journal = new Database(file);
  const kept = journal.prepare('select id, bytes from sheet_journal').all() as { id: number; bytes: Buffer }[];
  ann.packAway('one');
  for (const { id, bytes } of kept)
    journal.prepare('insert or replace into sheet_journal values (?, ?)').run(id, bytes);
  journal.close();
  end(ann, ben);
  expect(rows()).toBe(2);
  expect(found(file, 'one')).toEqual({ words: ['a0', 'a1'], loose: [] });
  expect(rows()).toBe(1);
  expectRepaired(file, 'two', ['x0']);
});

it('[DATA-1] a batch that is cut off: what is whole of it is kept', async () => {
  for (const bytes of [1, 10, 30]) {
    const { file, ann, ben } = await twoWriters();
    ann.store.appendUpdates([ann.word('one', 'a0'), ann.word('one', 'a1')]);
    ben.type('one', 'b0');
    end(ann, ben);
    alter(file, `update sheet_journal set bytes = substr(bytes, 1, length(bytes) - ${bytes}) where id = 1`);
    expectRepaired(file, 'one', ['a0', 'b0']);
  }
});

it('[DATA-1] updates of a sheet that is gone do not keep the others away', async () => {
  const { file, ann, ben } = await twoWriters();
  ann.store.appendUpdates([ann.word('two', 'x0'), ann.word('one', 'a0')]);
  ann.type('two', 'x1');
  ben.type('one', 'b0');
  end(ann, ben);
  alter(
    file,
    `pragma foreign_keys = off; delete from sheet_updates where sheet = 'two';
     delete from sheet_clients where sheet = 'two'; delete from sheets where sheet = 'two'`,
  );
  expectRepaired(file, 'one', ['a0', 'b0']);
});

it('[DATA-1] a row that is missing in the middle: what came after it is numbered again and kept', async () => {
  const { file, ann, ben } = await twoWriters();
  ann.type('one', 'a0');
  end(ann, ben);
  const later = new Writer(file, 10);
  later.type('one', 'b0', 'b1');
  later.snapshot('one');
  end(later);
  alter(file, 'delete from sheet_journal where id = 1');
  expectRepaired(file, 'one', ['a0', 'b0', 'b1']);
});
