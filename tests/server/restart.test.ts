/** The process itself: wrong settings, an orderly end, and a kill in the middle of everything. */

import { spawn, type ChildProcess } from 'node:child_process';
import { copyFile, cp, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { ConfigError, readConfig } from '../../server/config.ts';
import { BUILD_MS, ensureBuilt } from '../support/built.ts';
import { peer, request, type Addressed } from '../support/peer.ts';
import { until } from '../support/server.ts';
import { PLAN } from '../support/session.ts';
import { temporaryDirectory } from '../support/stores.ts';
import { formOf, pairIn } from './pair.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** ms that a process may take to start or end where others keep the machine busy. */
const START_MS = 30_000;

beforeAll(ensureBuilt, BUILD_MS);

interface Run {
  out: string;
  err: string;
  code: number | null;
  ended: boolean;
  child: ChildProcess;
}

/** As `npm start` does once all is built. */
function run(env: Record<string, string>): Run {
  const child = spawn(process.execPath, ['dist/server/main.js'], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', ...env },
  });
  const started: Run = { out: '', err: '', code: null, ended: false, child };
  child.stdout.on('data', (data: Buffer) => (started.out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (started.err += data.toString()));
  child.on('close', (code) => Object.assign(started, { code, ended: true }));
  onTestFinished(() => void child.kill('SIGKILL'));
  return started;
}

const ended = (started: Run): Promise<Run> =>
  until(() => {
    expect(started.ended, started.out).toBe(true);
    return started;
  }, START_MS);

/** Reads the address off the line `ready`. */
const ready = (started: Run): Promise<string> =>
  until(() => {
    expect(started.ended, started.err).toBe(false);
    const line = started.out.split('\n').find((each) => each.includes('"msg":"ready"'));
    return (JSON.parse(line ?? '') as { url: string }).url.replace('localhost', '127.0.0.1');
  }, START_MS);

async function surroundings(): Promise<{ DATA_DIR: string; DECK_DIR: string }> {
  const { path, remove } = await temporaryDirectory();
  onTestFinished(remove);
  await cp(join(ROOT, 'questions'), join(path, 'questions'), { recursive: true });
  return { DATA_DIR: join(path, 'data'), DECK_DIR: join(path, 'questions') };
}

test.for([
  ['PORT', 'eighty', 'from 0 to 65535'],
  ['PORT', '65536', 'from 0 to 65535'],
  ['PORT', '-1', 'from 0 to 65535'],
  ['PORT', '80.5', 'from 0 to 65535'],
  ['METRICS_PORT', 'on', 'from 0 to 65535'],
  ['HOST', 'http://x', 'an address or a host name'],
  ['PUBLIC_URL', 'practice.example.org', 'http or https'],
  ['PUBLIC_URL', 'ftp://practice.example.org', 'http or https'],
  ['PUBLIC_URL', 'https://practice.example.org/room', 'without a path'],
  ['DATABASE_URL', 'postgres://x', 'not supported yet'],
  ['REDIS_URL', 'redis://x', 'not supported yet'],
  ['ICE_SERVERS', 'stun:x', 'not supported yet'],
])('[RUN-1] %s=%s is named, with what is allowed', ([name = '', value, allowed = '']) => {
  const read = () => readConfig({ [name]: value });
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(name);
  expect(read).toThrow(allowed);
});

test('[RUN-1] a wrong setting stops the start with one line and exit 2', { timeout: 90_000 }, async () => {
  const { DATA_DIR, DECK_DIR } = await surroundings();
  await writeFile(DATA_DIR, 'a file where a folder must be');
  const damaged = `${DATA_DIR}-damaged`;
  await mkdir(damaged);
  await writeFile(join(damaged, 'practice-room.sqlite'), 'not a database, but as long as one may be '.repeat(40));
  const settings: [Record<string, string>, RegExp][] = [
    [{ PORT: 'eighty' }, /^PORT is "eighty".*65535/],
    [{ DATABASE_URL: 'postgres://x' }, /^DATABASE_URL is not supported yet/],
    [{ DATA_DIR, DECK_DIR }, /^DATA_DIR is ".*": EEXIST.* It must be a folder that this server can write to\.$/m],
    [{ DATA_DIR: damaged, DECK_DIR }, /^The database .* is not a SQLite database\. Restore it from a backup, .*\.$/m],
    [{ HOST: 'no-such-host.invalid', DATA_DIR: `${DATA_DIR}-2`, DECK_DIR }, /^HOST is "no-such-host.invalid"/],
  ];
  const ends = await Promise.all(settings.map(([env]) => ended(run(env))));
  for (const [i, { code, err }] of ends.entries()) {
    expect({ code, lines: err.trim().split('\n').length }, err).toEqual({ code: 2, lines: 1 });
    expect(err).toMatch(settings[i]?.[1] ?? /never/);
  }
});

test('[RUN-1] a deck with a fault stops the start, by file and line', { timeout: 90_000 }, async () => {
  const { DATA_DIR, DECK_DIR } = await surroundings();
  const file = join(DECK_DIR, 'language/picking-list/card.md');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/^kind: .*$/m, 'kind: riddle'));
  const line = text.split('\n').findIndex((each) => each.startsWith('kind: ')) + 1;
  const { code, err } = await ended(run({ DATA_DIR, DECK_DIR }));
  expect(code).toBe(2);
  expect(err).toContain(`${file}:${line}`);
  expect(err).toContain('riddle');
  expect(err).toContain('code-reading');
});

test(
  '[RUN-2] [ID-8] SIGINT drains: readyz says so, sockets are told, and the process ends with 0',
  { timeout: 90_000 },
  async () => {
    const env = await surroundings();
    const started = run(env);
    const server: Addressed = { url: await ready(started) };
    expect(started.out.split('\n').filter((line) => line.includes('"ready"'))).toHaveLength(1);
    expect((await request(server, 'GET', '/readyz')).status).toBe(200);
    const { one, room, first } = await pairIn(server);
    const second = await ended(run({ ...(await surroundings()), PORT: new URL(server.url).port }));
    expect(second.code).toBe(2);
    expect(second.err).toMatch(/^PORT \d+ on 127.0.0.1 is in use.*\n$/);

    // Somebody who never finishes a request does not keep the server up.
    const slow = connect(Number(new URL(server.url).port), '127.0.0.1');
    slow.on('error', () => undefined);
    slow.write('POST /api/me HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{');
    started.child.kill('SIGINT');
    await until(async () => expect((await request(server, 'GET', '/readyz')).status).toBe(503));
    // npm hands on a Ctrl-C that the terminal has sent already.
    started.child.kill('SIGINT');
    expect((await request(server, 'GET', '/healthz')).status).toBe(200);
    await until(() => expect(one.drained).toBe(true));
    expect(await one.command({ type: 'begin' })).toMatchObject({ ok: true });
    expect((await ended(started)).code).toBe(0);
    expect(started.err).toBe('');

    // On another port: its people stay who they are.
    const again = run(env);
    const back = Object.assign(Object.create(first) as typeof first, { server: { url: await ready(again) } });
    expect((await back.connect(room)).view.phase).toBe('round');
  },
);

test(
  '[RUN-6] a second server on the same data folder stops, and names the first one until that has ended',
  { timeout: 120_000 },
  async () => {
    const env = await surroundings();
    const first = run(env);
    const url = await ready(first);
    const second = await ended(run(env));
    expect(second).toMatchObject({ code: 2, out: '' });
    expect(second.err).toMatch(/^DATA_DIR is "[^"]+": .* Stop it, or choose another folder with DATA_DIR=…\n$/);
    expect(second.err).toContain(
      `process ${first.child.pid} (${url.replace('127.0.0.1', 'localhost')}) has used it since`,
    );
    expect((await request({ url }, 'GET', '/readyz')).status).toBe(200);

    // Nothing is left of the lock of a process that was killed, and nobody has to remove it.
    first.child.kill('SIGKILL');
    await ended(first);
    const third = run(env);
    await ready(third);
    const fourth = await ended(run(env));
    expect(fourth.code).toBe(2);
    expect(fourth.err).toContain(`process ${third.child.pid} (`);

    third.child.kill('SIGTERM');
    expect((await ended(third)).code).toBe(0);
    await ready(run(env));
  },
);

test('[DATA-3] a port in use leads nobody to a second server on one folder', { timeout: 120_000 }, async () => {
  const env = await surroundings();
  const first = run(env);
  const PORT = new URL(await ready(first)).port;
  const second = await ended(run({ ...env, PORT }));
  expect(second).toMatchObject({ code: 2, out: '' });
  expect(second.err).toContain(`process ${first.child.pid} `);
  expect(second.err).not.toContain('PORT=');

  // A server of a version that took no lock has the database open and nothing else.
  const other = await surroundings();
  await mkdir(other.DATA_DIR);
  const old = new Database(join(other.DATA_DIR, 'practice-room.sqlite'));
  onTestFinished(() => void old.close());
  old.pragma('journal_mode = WAL');
  old.exec('create table anything (x)');
  const third = await ended(run({ ...other, PORT }));
  expect(third.code).toBe(2);
  expect(third.err).toMatch(
    /^PORT \d+ on 127.0.0.1 is in use\. Another process has the database in DATA_DIR .* open: .*\n$/,
  );
  expect(third.err).not.toContain('PORT=');

  // Nothing stays behind that would look like a kill.
  old.close();
  const fourth = await ended(run({ ...other, PORT }));
  expect(fourth.err).toMatch(/^PORT \d+ on 127.0.0.1 is in use\. Choose another with PORT=…\n$/);
  const left = ['practice-room.clock', 'practice-room.lock', 'practice-room.sqlite'];
  expect(await readdir(other.DATA_DIR)).toEqual(left);
});

test(
  '[DATA-2] an older database restored after a kill is refused in one line, until its log is moved away',
  { timeout: 120_000 },
  async () => {
    const env = await surroundings();
    const file = join(env.DATA_DIR, 'practice-room.sqlite');
    const backup = `${file}.backup`;
    const started = run(env);
    const server: Addressed = { url: await ready(started) };
    const early = await peer(server, 'Early');
    const rooms = async (count: number) => {
      for (let i = 0; i < count; i++) {
        const host = await peer(server, `Host ${i}`);
        await Promise.all([host.open(PLAN), host.open(PLAN), host.open(PLAN)]);
      }
    };
    await rooms(10);
    // A copy of the open file alone, as a careless backup makes it, at a moment at which it is whole.
    const open = new Database(file);
    open.pragma('wal_checkpoint(TRUNCATE)');
    await copyFile(file, backup);
    open.close();
    await rooms(100);
    started.child.kill('SIGKILL');
    await ended(started);
    await copyFile(backup, file);
    const before = await Promise.all([readFile(file), readFile(`${file}-wal`)]);
    for (let again = 0; again < 2; again++) {
      const { code, err, out } = await ended(run(env));
      expect({ code, out, lines: err.trim().split('\n').length }, err).toEqual({ code: 2, out: '', lines: 1 });
      expect(err).toMatch(/^The database .* is damaged.* Restore .* from a backup/);
      const after = await Promise.all([readFile(file), readFile(`${file}-wal`)]);
      expect(after.every((bytes, i) => bytes.equals(before[i] ?? Buffer.alloc(0)))).toBe(true);
    }
    await rename(`${file}-wal`, `${file}-wal.aside`);
    const url = await ready(run({ ...env, PORT: new URL(server.url).port }));
    expect(url).toBe(server.url);
    expect((await early.get('/api/me')).json).toMatchObject({ name: 'Early' });
  },
);

test(
  '[RUN-3] after a kill each returns to the same seat, phase, clock, text and drafts',
  { timeout: 120_000 },
  async () => {
    const env = await surroundings();
    const started = run(env);
    const url = await ready(started);
    const server: Addressed = { url };
    const { first, second, one, two, room } = await pairIn(server, { ...PLAN, rounds: 2 });
    await one.does({ type: 'begin' });
    const asked = await one.does({ type: 'ask', card: 'picking-list' });
    const { ask = '', sheet = '' } = asked.ask ?? {};
    await two.sees((view) => view.ask !== undefined);
    const [mine, theirs] = [await first.write(sheet), await second.write(sheet)];
    theirs.code.insert(0, '# typed before the kill\n');
    await until(() => expect(mine.code.toString()).toContain('before the kill'));
    const note = { id: 'note', type: 'note', text: 'kept' };
    const ack = await one.say(note);
    await one.does({ type: 'beat', ask, beat: 0, heard: true });
    const before = one.view;

    started.child.kill('SIGKILL');
    await ended(started);
    theirs.code.insert(0, '# typed while it was down\n');
    const again = run({ ...env, PORT: new URL(url).port });
    await ready(again);
    await one.sees((view) => view.seq > before.seq && view.peers.every(({ connected }) => connected));
    expect(one.view).toMatchObject({ phase: 'round', me: before.me, asks: before.asks, moments: before.moments });
    expect(one.view.clock).toMatchObject({ running: true });
    const passed = one.view.clock.sentAt - before.clock.sentAt;
    const { awayMs = 0, elapsedMs } = one.view.clock;
    expect(awayMs).toBeGreaterThan(0);
    expect(elapsedMs - before.clock.elapsedMs).toBe(passed - awayMs);
    await until(() => expect(mine.code.toString()).toMatch(/^# typed while it was down\n# typed before the kill\n/));
    expect(mine.code.toString().match(/before the kill/g)).toHaveLength(1);
    expect(await one.say(note)).toEqual(ack);

    await one.does({ type: 'end-round' });
    await two.sees((view) => view.myForm !== undefined);
    await two.does({ type: 'save-draft', form: formOf(two, 'drafted'), rev: 0 });
    const since = two.connections;
    again.child.kill('SIGKILL');
    await ended(again);
    await ready(run({ ...env, PORT: new URL(url).port }));
    const back = await two.returned(since);
    expect(back.myForm).toMatchObject({ rev: 1, form: formOf(two, 'drafted') });
    expect(back.me.seat).toBe('candidate');
    const third = await peer(server, 'Third');
    expect((await third.get(`/api/rooms/${room}/report`)).status).toBe(403);
    const { code } = await second.write(sheet);
    expect(code.toString()).toMatch(/^# typed while it was down\n# typed before the kill\n/);
  },
);
