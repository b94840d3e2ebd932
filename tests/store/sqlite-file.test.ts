/** What a file adds to the contract: it outlives its process, it can fail, and it can come back. */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { StoreError, StoreUnavailable } from '../../server/store/errors.ts';
import { openSqliteStore } from '../../server/store/sqlite/open.ts';
import type { Store } from '../../server/store/store.ts';
import { until } from '../support/server.ts';
import { storeOf, temporaryDirectory, temporarySqlite } from '../support/stores.ts';
import { firstStep, note, packed, step, update, words } from './steps.ts';

const releases: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const release of releases.splice(0).reverse()) await release();
});

async function directory(): Promise<string> {
  const { path, remove } = await temporaryDirectory();
  releases.push(remove);
  return path;
}

async function sqlite() {
  const temporary = await temporarySqlite();
  releases.push(() => temporary.dispose());
  return temporary;
}

const longNote = (room: string, expectedSeq: number) =>
  step(room, expectedSeq, { events: [note('long')], words: [words('long', 'x'.repeat(200_000))] });

describe('a SQLite file', () => {
  it('is created with its directories, for its owner alone', async () => {
    const path = join(await directory(), 'not', 'yet');
    const store = await openSqliteStore(join(path, 'room.sqlite'));
    releases.push(() => store.close());
    const mode = async (of: string) => (await stat(of)).mode & 0o777;
    expect(await mode(path)).toBe(0o700);
    expect(await mode(join(path, '..'))).toBe(0o700);
    expect(await mode(join(path, 'room.sqlite'))).toBe(0o600);
    expect(await mode(join(path, 'room.sqlite-wal'))).toBe(0o600);
  });

  it('has kept every acknowledged step of a process that was killed', async () => {
    const file = join(await directory(), 'room.sqlite');
    const child = fork(join(import.meta.dirname, 'appending-child.ts'), [file, 'room'], {
      execArgv: ['--import', 'tsx'],
    });
    const exited = once(child, 'exit');
    let acknowledged = 0;
    child.on('message', (seq) => {
      acknowledged = Number(seq);
      if (acknowledged === 25) child.kill('SIGKILL');
    });
    expect(await exited).toEqual([null, 'SIGKILL']);
    const store = await openSqliteStore(file);
    releases.push(() => store.close());
    const kept = (await store.loadRoom('room'))?.events.length ?? 0;
    expect(kept).toBeGreaterThanOrEqual(25);
    expect(kept).toBeGreaterThanOrEqual(acknowledged);
    expect(await store.append(step('room', kept))).toEqual({ ok: true });
  }, 20_000);

  it('keeps a group commit in rows that fit a page, each of several sheets', async () => {
    const { store, file } = await sqlite();
    const sheets = ['one', 'two'];
    await store.createRoom(firstStep('room'));
    await store.append(step('room', 1, { sheets: sheets.map((sheet) => ({ sheet, seed: Uint8Array.of(0) })) }));
    const bytesOf = (i: number) => new Uint8Array(i === 77 ? 6_000 : 20 + (i % 50)).fill(i % 251);
    await store.appendUpdates(Array.from({ length: 300 }, (_, i) => update(sheets[i % 2] ?? '', [...bytesOf(i)])));
    const reader = new Database(file, { readonly: true });
    releases.push(async () => reader.close());
    const rows = reader.prepare('select length(bytes) from sheet_journal').pluck().all() as number[];
    expect(rows.filter((length) => length > 4_000)).toEqual([expect.closeTo(6_000, -2)]);
    expect(rows.length).toBeLessThan(20);
    const even = Array.from({ length: 150 }, (_, i) => [...bytesOf(2 * i)]);
    await store.saveSnapshot('one', { bytes: Uint8Array.of(1), through: 151 });
    await store.packLog('one', packed(2, ...even));
    await store.close();
    const again = await openSqliteStore(file);
    releases.push(() => again.close());
    const odd = Array.from({ length: 150 }, (_, i) => bytesOf(2 * i + 1));
    expect((await again.loadSheet('two'))?.tail.slice(1).map(({ bytes }) => bytes)).toEqual(odd);
    expect((await again.loadLog('one', 2)).loose).toEqual([]);
  });

  it('[ERASE-4] is not rewritten by way of temporary files of the system', async () => {
    const path = await directory();
    const temporary = join(path, 'temporary');
    await mkdir(temporary);
    const made: string[] = [];
    const watcher = watch(temporary, (_, name) => made.push(name ?? ''));
    releases.push(async () => watcher.close());
    const child = fork(join(import.meta.dirname, 'erasing-child.ts'), [join(path, 'room.sqlite')], {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, SQLITE_TMPDIR: temporary },
    });
    expect(await once(child, 'exit')).toEqual([0, null]);
    await writeFile(join(temporary, 'last'), '');
    await until(() => expect(made).toContain('last'));
    expect([...new Set(made)]).toEqual(['last']);
  }, 20_000);

  it('finishes what was called before it closes, and leaves one file', async () => {
    const { store, file } = await sqlite();
    const before = [store.createRoom(firstStep('room')), store.append(step('room', 1))];
    const closed = store.close();
    await expect(store.loadRoom('room')).rejects.toThrow(StoreUnavailable);
    expect(await Promise.all(before)).toEqual([undefined, { ok: true }]);
    await closed;
    await store.close();
    await expect(stat(`${file}-wal`)).rejects.toThrow('ENOENT');
    const again = await openSqliteStore(file);
    releases.push(() => again.close());
    expect((await again.loadRoom('room'))?.events).toHaveLength(2);
  });

  it('says which file cannot be opened, and why', async () => {
    const path = await directory();
    await mkdir(join(path, 'folder'));
    await writeFile(join(path, 'text'), 'not a database, but long enough to be looked at as one'.repeat(40));
    await expect(openSqliteStore(join(path, 'folder'))).rejects.toThrow(`${join(path, 'folder')}: EISDIR`);
    await expect(openSqliteStore(join(path, 'text'))).rejects.toThrow(/text: file is not a database \(SQLITE_NOTADB\)/);
    await expect(openSqliteStore(join(path, 'text', 'below'))).rejects.toThrow(StoreError);
  });
});

describe('a SQLite file that cannot be written', () => {
  it('rejects while another process holds it, still reads, and recovers by itself', async () => {
    const { store, file } = await sqlite();
    await store.createRoom(firstStep('room'));
    const holder = new Database(file);
    holder.exec('begin immediate');
    const failed = store.append(step('room', 1));
    const read = store.loadRoom('room');
    await expect(failed).rejects.toThrow(StoreUnavailable);
    await expect(failed).rejects.toMatchObject({
      message: 'The store could not do append: database is locked (SQLITE_BUSY)',
      cause: { message: 'database is locked', code: 'SQLITE_BUSY' },
    });
    expect((await read)?.events).toHaveLength(1);
    holder.exec('rollback');
    holder.close();
    expect(await store.append(step('room', 1))).toEqual({ ok: true });
  }, 20_000);

  it.each([
    {
      why: 'is full',
      code: 'SQLITE_FULL',
      fail: fill,
      repair: (db: Database.Database) => db.pragma('max_page_count = 1000000'),
    },
    {
      why: 'is read-only',
      code: 'SQLITE_READONLY',
      fail: (db: Database.Database) => db.pragma('query_only = ON'),
      repair: (db: Database.Database) => db.pragma('query_only = OFF'),
    },
  ])('rejects while it $why, keeps nothing of what it rejected, and takes the same step later', async (failure) => {
    const database = new Database(join(await directory(), 'room.sqlite'));
    const store = storeOf(database);
    releases.push(() => store.close());
    await store.createRoom(firstStep('room', { sheets: [{ sheet: 'sheet', seed: Uint8Array.of(1) }] }));
    const before = await store.loadRoom('room');
    failure.fail(database);
    const error: unknown = await store.append(longNote('room', 1)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StoreUnavailable);
    expect(error).toMatchObject({ cause: { code: failure.code } });
    await expect(store.appendUpdates([{ ...update('sheet', []), bytes: new Uint8Array(200_000) }])).rejects.toThrow();
    expect(await store.loadRoom('room')).toEqual(before);
    failure.repair(database);
    expect(await store.append(longNote('room', 1))).toEqual({ ok: true });
    await store.appendUpdates([update('sheet', [2])]);
    expect((await store.loadSheet('sheet'))?.tail.map(({ n }) => n)).toEqual([1, 2]);
  });
});

/** Lets the file grow no further, as a full disk does. */
function fill(database: Database.Database): void {
  const pages = database.pragma('page_count', { simple: true });
  database.pragma(`max_page_count = ${Number(pages)}`);
}

describe('steps of several rooms in one commit', () => {
  async function opened() {
    const database = new Database(join(await directory(), 'room.sqlite'));
    const store = storeOf(database);
    releases.push(() => store.close());
    for (const room of ['one', 'two', 'three']) await store.createRoom(firstStep(room));
    return { database, store };
  }
  const said = (id: string, text = 'text') => ({ events: [note(id)], words: [words(id, text)] });
  const lengths = (store: Store) =>
    Promise.all(['one', 'two', 'three'].map(async (room) => (await store.loadRoom(room))?.events.length));

  it('are answered each by itself: one that fails, clashes or is repeated changes nothing for the others', async () => {
    const { store } = await opened();
    const command = { actor: 'ann', id: 'c', ack: 4 };
    const settled = await store.appendTogether([
      step('one', 1, { ...said('first'), command }),
      step('two', 1, said('first')),
      step('three', 7, said('late')),
      step('two', 1, said('second')),
      step('one', 2, { ...said('again'), command }),
      step('two', 2, said('third')),
    ]);
    expect(settled.map((each) => (each.status === 'fulfilled' ? each.value : 'failed'))).toEqual([
      { ok: true },
      'failed',
      { ok: false, why: 'clash' },
      { ok: true },
      { ok: false, why: 'repeated', ack: 4 },
      { ok: true },
    ]);
    expect(await lengths(store)).toEqual([2, 3, 1]);
    expect([...((await store.loadRoom('two'))?.words.keys() ?? [])]).toEqual(['second', 'third']);
  });

  it('may bring anything, and are stored in order', async () => {
    const { store } = await opened();
    const sheets = [{ sheet: 'sheet', seed: Uint8Array.of(1) }];
    const settled = await store.appendTogether([step('one', 1, { sheets, members: ['ann'] }), step('one', 2)]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect(await lengths(store)).toEqual([3, 1, 1]);
    expect(await store.roomOfSheet('sheet')).toBe('one');
  });

  it('on a full disk are kept where they fit, and told apart from those that do not', async () => {
    const { database, store } = await opened();
    fill(database);
    const settled = await store.appendTogether([step('one', 1), longNote('two', 1), step('three', 1)]);
    expect(settled[1]).toMatchObject({ status: 'rejected', reason: { code: 'SQLITE_FULL' } });
    const stored = settled.map(({ status }) => (status === 'fulfilled' ? 2 : 1));
    expect(await lengths(store)).toEqual(stored);
    database.pragma('max_page_count = 1000000');
    expect(await store.append(longNote('two', 1))).toEqual({ ok: true });
  });

  it('waits for the disk as a single one does', async () => {
    const { database, store } = await opened();
    const level = () => database.pragma('synchronous', { simple: true });
    await store.appendUpdates([]);
    expect(level()).toBe(1);
    await store.appendTogether([step('one', 1), step('two', 1)]);
    expect(level()).toBe(2);
  });
});

describe('the thread of a SQLite file', () => {
  it('carries out what is called at once in order, steps among other calls', async () => {
    const { store } = await sqlite();
    const rooms = Array.from({ length: 12 }, (_, i) => `room-${i}`);
    await Promise.all(rooms.map((room) => store.createRoom(firstStep(room))));
    const settled: string[] = [];
    const calls = rooms.flatMap((room, i) => [
      store.append(step(room, i === 5 ? 9 : 1)).then(({ ok }) => settled.push(`${i} ${ok}`)),
      ...(i % 4 === 0 ? [store.secretHash(room).then((hash) => settled.push(`${i} ${hash}`))] : []),
    ]);
    await Promise.all(calls);
    const expected = rooms.flatMap((_, i) => [`${i} ${i !== 5}`, ...(i % 4 === 0 ? [`${i} hash`] : [])]);
    expect(settled).toEqual(expected);
  });

  it('rejects what was asked of it when it dies, and what is asked after', async () => {
    const threads: Worker[] = [];
    const keep = (thread: Worker) => threads.push(thread);
    process.once('worker', keep);
    const { store } = await sqlite();
    const pending = [store.createRoom(firstStep('room')), store.loadRoom('room')];
    await threads[0]?.terminate();
    const ended = new StoreUnavailable('The thread of the database has ended');
    for (const { status, ...rest } of await Promise.allSettled(pending)) {
      expect({ status, ...rest }).toEqual({ status: 'rejected', reason: ended });
    }
    await expect(store.loadRoom('room')).rejects.toThrow(ended);
    await store.close();
  });

  it('tells a wrong call from a store out of use', async () => {
    const { store } = await sqlite();
    await store.createRoom(firstStep('room'));
    const again: unknown = await store.createRoom(firstStep('room')).catch((reason: unknown) => reason);
    expect(again).toBeInstanceOf(StoreError);
    expect(again).not.toBeInstanceOf(StoreUnavailable);
    expect(again).toMatchObject({ cause: { code: 'SQLITE_CONSTRAINT_PRIMARYKEY' } });
  });
});
