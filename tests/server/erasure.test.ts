/**
 * A person who deletes themselves: who is asked, who notices, and what is left in memory, on the wire and on the disk.
 */

import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { CLOSE } from '../../shared/wire.ts';
import type { Report } from '../../shared/report/report.ts';
import { OWN_QUESTION } from '../support/cards.ts';
import { PLACE } from '../support/frames.ts';
import { KillableServer } from '../support/killable.ts';
import { peer, type Addressed, type Answer, type Peer } from '../support/peer.ts';
import { PLAN } from '../support/session.ts';
import { startServer, until } from '../support/server.ts';
import { temporarySqlite } from '../support/stores.ts';
import { ask, both, endAndSeal, formOf, pairAsked, pairIn, playOn, sealForm } from './pair.ts';

const erase = (who: Peer, name = who.name): Promise<Answer> => who.request('DELETE', '/api/me', { name });

/** What nobody else writes, so that each can be looked for in the bytes of a file. */
const SECRETS = [
  'Zanzibar-name',
  'zebra-note',
  'zither-pin',
  'zodiac-form',
  'zephyr-promise',
  'zenith-draft',
  'zinnia-mark',
];

/**
 * Somebody who leaves every kind of word behind: a finished session with Ben, and a second one that waits for their
 * form.
 */
async function wordy(server: Addressed): Promise<{ zoe: Peer; ben: Peer; done: string; open: string }> {
  const [zoe, ben] = [await peer(server, 'Zanzibar-name'), await peer(server, 'Ben')];
  const done = await session(zoe, ben);
  await done.one.does({ type: 'end-round' });
  await sealForm(done.one, 'zodiac-form');
  await sealForm(done.two, 'form of Ben');
  await both('finish', done.one, done.two);
  await done.one.does({ type: 'promise', lesson: 'thinking-aloud', text: 'zephyr-promise' });
  await done.two.does({ type: 'promise', lesson: 'thinking-aloud', text: 'promise of Ben' });
  const open = await session(zoe, ben);
  await open.one.does({ type: 'end-round' });
  await open.one.sees((view) => view.myForm?.sealed === false);
  for (const rev of [0, 1, 2]) {
    await open.one.does({ type: 'save-draft', form: formOf(open.one, 'zenith-draft '.repeat(9 * rev + 1)), rev });
  }
  return { zoe, ben, done: done.room, open: open.room };
}

/** One round with notes, pins and marks. */
async function session(zoe: Peer, ben: Peer, card = 'one') {
  const { room, secret } = await zoe.open(PLAN);
  await ben.join(room, secret);
  const [one, two] = [await zoe.connect(room), await ben.connect(room)];
  await one.sees((view) => view.peers.filter(({ connected }) => connected).length === 2);
  await one.does({ type: 'begin' });
  const asked = await ask(one, card);
  const place = { ask: asked.ask, ...PLACE };
  for (let i = 0; i < 20; i++) await one.does({ type: 'note', text: `zebra-note ${'n'.repeat(i * 17)}` });
  await one.does({ type: 'pin', ...place, quote: 'q', text: 'zither-pin' });
  await one.does({ type: 'mark', ...place, line: 1, quote: 'zinnia-mark', verdict: 'vague' });
  await two.does({ type: 'note', text: `note of ${ben.name}` });
  return { room, one, two };
}

/** Those of the words that are anywhere in the folder of a database. */
async function onDisk(file: string, words: readonly string[]): Promise<string[]> {
  const folder = dirname(file);
  const files = (await readdir(folder)).map((name) => readFile(join(folder, name)));
  const bytes = Buffer.concat(await Promise.all(files));
  return words.filter((word) => bytes.includes(word));
}

describe('asking for it', () => {
  test('[ERASE-1] takes your own name, exactly as written', async () => {
    const server = await startServer();
    const first = await peer(server, 'First');
    for (const name of ['', 'first', 'Firs', 'Second']) {
      expect(await erase(first, name)).toMatchObject({ status: 400, json: { refusal: 'malformed' } });
    }
    expect((await first.get('/api/me')).status).toBe(200);
    const { status, headers } = await erase(first);
    expect(status).toBe(200);
    expect(headers.get('set-cookie')).toMatch(/=;.*Max-Age=0/i);
    expect((await first.get('/api/me')).status).toBe(204);
    expect((await erase(first)).status).toBe(401);
  });

  test('[ERASE-1] [ID-6] takes it as it is read, however it is typed', async () => {
    const server = await startServer();
    const first = await peer(server, 'Zo\u00eb Lovelace');
    expect((await erase(first, '\u2067Zoe\u0308  \uff2covelace\u200b ')).status).toBe(200);
  });

  test('[ERASE-1] on one device ends it on all', async () => {
    const server = await startServer();
    const first = await peer(server, 'First');
    const { code } = (await first.post('/api/me/transfer')).json as { code: string };
    const phone = await peer(server, 'Phone');
    const moved = await phone.post('/api/me/claim', { code });
    const cookie = moved.headers.get('set-cookie')?.split(';')[0] ?? '';
    await erase(first);
    expect((await first.request('GET', '/api/me', undefined, { cookie })).status).toBe(204);
  });
});

describe('a room under way', () => {
  test('[ERASE-2] ends every socket of theirs within a second, and frees the seat', async () => {
    const server = await startServer();
    const { first, one, two, room, secret, sheet } = await pairAsked(server);
    const tap = first.watch(sheet);
    await until(() => expect(tap.text).toContain('# start of one'));
    await erase(first);
    await until(() => expect([one.closed, tap.code]).toEqual(['io server disconnect', CLOSE.notYours]), 1_000);
    const view = await two.sees(({ peers }) => peers.length === 1);
    expect(JSON.stringify(view)).not.toContain('First');
    const third = await peer(server, 'Third');
    expect((await third.join(room, secret)).json).toEqual({ seat: 'interviewer' });
  });

  test('[ERASE-2] goes on: the other finishes at once, and their form alone opens all', async () => {
    const server = await startServer();
    const { first, one, two } = await pairAsked(server);
    await one.does({ type: 'end-round' });
    await erase(first);
    await two.does({ type: 'finish', agreed: true });
    await sealForm(two);
    await two.sees(({ debrief }) => debrief !== undefined && debrief.revealedAt !== null);
  });

  test('[ERASE-2] somebody who watches, and somebody who was removed, go as well', async () => {
    const server = await startServer();
    const { one, two, second, room, secret } = await pairIn(server);
    await one.does({ type: 'allow-observers', agreed: true });
    await two.does({ type: 'allow-observers', agreed: true });
    const watcher = await peer(server, 'Watcher');
    await watcher.join(room, secret);
    await one.sees(({ observers }) => observers.length === 1);
    await one.does({ type: 'remove-peer', peer: second.id });
    for (const gone of [watcher, second]) {
      expect(await server.store.roomsNaming(gone.id)).toEqual([room]);
      await erase(gone);
      expect(await server.store.roomsNaming(gone.id)).toEqual([]);
    }
    await one.sees(({ observers, peers }) => observers.length === 0 && peers.length === 1);
  });

  test('[ERASE-1] a command that is repeated after it does nothing', async () => {
    const server = await startServer();
    const { first, two, one, room } = await pairAsked(server);
    const note = { id: 'once', type: 'note', text: 'said once' };
    expect(await one.say(note)).toMatchObject({ ok: true });
    await erase(first);
    await two.sees(({ peers }) => peers.length === 1);
    expect(await server.store.ackOf(room, first.id, 'once')).toBeNull();
    const tab = first.knock(room);
    await until(() => expect(tab.error?.data).toMatchObject({ refusal: 'no-identity' }));
  });
});

describe.each(['running', 'restarted'])('what is told afterwards (%s)', (kind) => {
  test('[ERASE-3] no room, live or restarted, and no report or view holds a word of theirs', async () => {
    const sqlite = kind === 'restarted' ? await temporarySqlite() : undefined;
    if (sqlite) onTestFinished(() => sqlite.dispose());
    const server = await startServer(sqlite && { store: sqlite.store });
    const { zoe, ben, done, open } = await wordy(server);
    const viewOf = async (room: string) => {
      const tab = await ben.connect(room);
      tab.close();
      return tab.view;
    };
    const told = async () =>
      JSON.stringify([
        (await ben.get(`/api/rooms/${done}/report.json`)).json,
        (await ben.get(`/api/rooms/${done}/report.md`)).text,
        (await ben.get('/api/rooms')).json,
        await viewOf(done),
        await viewOf(open),
      ]);
    for (const word of SECRETS.filter((each) => !each.includes('draft'))) expect(await told()).toContain(word);
    expect((await erase(zoe)).status).toBe(200);
    if (sqlite) await server.restart(() => sqlite.reopen());
    for (let again = 0; again < 2; again++) {
      const text = await told();
      for (const word of SECRETS) expect(text).not.toContain(word);
      expect(text).toContain('a former peer');
      for (const word of ['note of Ben', 'form of Ben', 'promise of Ben', '# start of one'])
        expect(text).toContain(word);
      if (!sqlite) break;
      await server.restart(() => sqlite.reopen());
    }
    const report = (await ben.get(`/api/rooms/${done}/report.json`)).json as Report;
    expect(report.rounds[0]).toMatchObject({ withdrawn: ['interviewer'] });
    expect(server.log.join()).not.toMatch(new RegExp(SECRETS.join('|')));
  });
});

test('[ERASE-2] both may go, one after the other, and the rooms with nobody left do no harm', async () => {
  const server = await startServer();
  const pair = await pairAsked(server);
  await playOn(pair);
  const erased = await Promise.all([erase(pair.first), erase(pair.second)]);
  expect(erased.map(({ status }) => status)).toEqual([200, 200]);
  expect((await server.store.loadRoom(pair.room))?.words.size).toBe(0);
});

describe('the disk', () => {
  test('[ERASE-4] holds no byte of it, right after the answer, after a kill, and after further use', async () => {
    const server = await KillableServer.start();
    const { zoe, ben } = await wordy(server);
    expect(await onDisk(server.file, SECRETS)).toEqual(SECRETS);
    expect((await erase(zoe)).status).toBe(200);
    await server.kill();
    expect(await onDisk(server.file, SECRETS)).toEqual([]);
    await server.up();
    // Not the card that Ben was asked in the session that is still open.
    const { one, two } = await session(ben, await peer(server, 'Third'), 'two');
    await endAndSeal(one, two);
    expect(await onDisk(server.file, [...SECRETS, 'zebra'])).toEqual([
      'zebra-note',
      'zither-pin',
      'zinnia-mark',
      'zebra',
    ]);
    await erase(ben);
    await server.kill();
    expect(await onDisk(server.file, [...SECRETS, 'note of Ben', 'form of Ben'])).toEqual([]);
  });

  test('[ERASE-4] holds none of what an earlier version deleted without overwriting it', async () => {
    const sqlite = await temporarySqlite();
    onTestFinished(() => sqlite.dispose());
    const { store, file } = sqlite;
    await store.createPeer({ peer: 'zoe', name: 'Zanzibar-name', tokenHash: 'zoe', at: 1 });
    await store.createPeer({ peer: 'ben', name: 'Ben', tokenHash: 'ben', at: 1 });
    await store.close();
    const before = new Database(file);
    before.pragma('user_version = 0');
    before.pragma('secure_delete = OFF');
    before.exec("delete from peers where peer = 'zoe'");
    before.close();
    expect(await onDisk(file, SECRETS)).toEqual(['Zanzibar-name']);
    const reopened = await sqlite.reopen();
    expect(await reopened.erasePeer('ben', [])).toMatchObject({ ok: true });
    expect(await onDisk(file, [...SECRETS, '"Ben"'])).toEqual([]);
  });

  test('[ERASE-4] is clean as soon as the last reader of the log has ended', async () => {
    const sqlite = await temporarySqlite();
    onTestFinished(() => sqlite.dispose());
    const { store, file } = sqlite;
    await store.createPeer({ peer: 'zoe', name: 'Zanzibar-name', tokenHash: 'zoe', at: 1 });
    const reader = new Database(file);
    reader.exec('begin');
    reader.prepare('select * from peers').all();
    expect(await store.erasePeer('zoe', [])).toMatchObject({ ok: true, pending: true });
    expect(await onDisk(file, SECRETS)).toEqual(['Zanzibar-name']);
    reader.close();
    await until(async () => expect(await onDisk(file, SECRETS)).toEqual([]));
  }, 20_000);
});

describe('while another process reads the database', () => {
  /** Reads what is there now, as a backup does. */
  function reader(file: string): Database.Database {
    const database = new Database(file);
    onTestFinished(() => void database.close());
    database.exec('begin');
    database.prepare('select * from peers').all();
    return database;
  }

  test('[ERASE-4] the answer says that it is pending, and it is done once that process has ended', async () => {
    const sqlite = await temporarySqlite();
    onTestFinished(() => sqlite.dispose());
    const server = await startServer({ store: sqlite.store });
    const { zoe, ben } = await wordy(server);
    const backup = reader(sqlite.file);
    const answer = await erase(zoe);
    expect(answer).toMatchObject({ status: 202, json: { pending: expect.stringContaining('backup') as string } });
    expect(answer.headers.get('set-cookie')).toMatch(/=;.*Max-Age=0/i);
    expect((await zoe.get('/api/me')).status).toBe(204);
    expect(await onDisk(sqlite.file, SECRETS)).toEqual(SECRETS);
    expect(server.log.join()).toContain('an erasure is pending');
    backup.close();
    await until(async () => expect(await onDisk(sqlite.file, SECRETS)).toEqual([]));
    expect((await erase(ben)).status).toBe(200);
  });

  test('[ERASE-4] a kill and a start in between forget nothing of it', { timeout: 30_000 }, async () => {
    const server = await KillableServer.start();
    const { zoe } = await wordy(server);
    const backup = reader(server.file);
    expect((await erase(zoe)).status).toBe(202);
    await server.kill();
    await server.up();
    expect(await onDisk(server.file, SECRETS)).toEqual(SECRETS);
    backup.close();
    await until(async () => expect(await onDisk(server.file, SECRETS)).toEqual([]));
  });

  test('[ERASE-4] one that writes keeps an erasure from happening at all', async () => {
    const sqlite = await temporarySqlite();
    onTestFinished(() => sqlite.dispose());
    const server = await startServer({ store: sqlite.store });
    const zoe = await peer(server, 'Zanzibar-name');
    const shell = new Database(sqlite.file);
    shell.exec('begin immediate');
    expect((await erase(zoe)).status).toBe(503);
    expect((await zoe.get('/api/me')).json).toMatchObject({ name: 'Zanzibar-name' });
    shell.close();
    expect((await erase(zoe)).status).toBe(200);
  });
});

describe('words in what stays', () => {
  test('[ERASE-5] a place is a place, and a topic one of the deck: neither takes words', async () => {
    const server = await startServer();
    const zoe = await peer(server, 'Zoe');
    const plan = { ...PLAN, topics: ['zebra-topic', 'closures'] };
    const { room, secret } = await zoe.open(plan);
    const ben = await peer(server, 'Ben');
    await ben.join(room, secret);
    const [one, two] = [await zoe.connect(room), await ben.connect(room)];
    await two.sees(({ peers }) => peers.every(({ connected }) => connected));
    expect(one.view.plan.topics).toEqual(['closures']);
    await one.does({ type: 'set-plan', plan: { ...plan, minutes: 30 } });
    expect(one.view.plan).toMatchObject({ topics: ['closures'], minutes: 30 });
    await one.does({ type: 'begin' });
    const asked = await ask(one, 'one');
    const item = '"item":{"client":4294967295,"clock":12}';
    const places = [`{"tname":"frame/context",${item},"assoc":0}`, `{${item},"assoc":-1}`, PLACE.from, PLACE.to];
    for (const from of places) await one.does({ type: 'pin', ask: asked.ask, from, to: from, quote: 'q' });
    const spoilt = [
      'zebra',
      '',
      '{}',
      '{"tname":"zebra","assoc":0}',
      '{"tname":"code","assoc":0,"zebra":1}',
      ' {"tname":"code","assoc":0}',
      '{"tname":"code","assoc":0,"assoc":0}',
      `{"item":{"client":"zebra","clock":1},"assoc":0}`,
    ];
    for (const from of spoilt) {
      const pin = { type: 'pin', ask: asked.ask, quote: 'q' } as const;
      expect(await one.refusal({ ...pin, ...PLACE, from }), from).toBe('malformed');
      expect(await one.refusal({ ...pin, ...PLACE, to: from }), from).toBe('malformed');
      const mark = { type: 'mark', ask: asked.ask, line: 1, quote: 'q', verdict: 'vague' } as const;
      expect(await one.refusal({ ...mark, ...PLACE, from }), from).toBe('malformed');
    }
    expect(JSON.stringify((await server.store.loadRoom(room))?.events)).not.toContain('zebra');
  });

  test('[ERASE-5] of a question of their own a placeholder stays, everywhere and on the disk', async () => {
    const sqlite = await temporarySqlite();
    onTestFinished(() => sqlite.dispose());
    const server = await startServer({ store: sqlite.store });
    const words = ['Zanzibar', 'zebra-prompt', 'zither-beat', 'zodiac-hint', 'zenith-answer'];
    const [title = '', prompt = '', beat = '', hint = '', modelAnswer = ''] = words;
    const beats = [{ text: beat, lesson: 'thinking-aloud' as const }, OWN_QUESTION.beats[0]].filter((each) => !!each);
    const own = { ...OWN_QUESTION, title, prompt, beats, hints: [hint], modelAnswer };
    const { first, second, one, two, room } = await pairIn(server);
    await one.does({ type: 'begin' });
    const asked = (await one.does({ type: 'ask-own', own })).ask?.ask ?? '';
    await one.does({ type: 'ask-own', own: { ...own, kind: 'rapid-fire', prompt: `1. ${prompt} one?\n2. two?` } });
    await one.does({ type: 'ask', card: 'one' });
    await one.does({ type: 'hint', ask: asked, rung: 0, how: 'sent' });
    await two.sees((view) => JSON.stringify(view).includes(hint));
    expect(await onDisk(sqlite.file, words)).toEqual(words);

    expect((await erase(first)).status).toBe(200);
    const gone = await two.sees((view) => view.asks[0]?.title === 'A question of a former peer');
    expect(gone.asks.map(({ title: told }) => told)).toEqual([
      'A question of a former peer',
      'A question of a former peer',
      'Title of one',
    ]);
    expect(gone.asks[1]?.questions?.of).toBe(2);
    expect(await onDisk(sqlite.file, words)).toEqual([]);
    await server.restart(() => sqlite.reopen());
    const again = await second.connect(room);
    await again.does({ type: 'finish', agreed: true });
    await sealForm(again);
    await again.sees((view) => view.debrief?.revealedAt != null);
    const told = await Promise.all(
      ['report.json', 'report.md'].map((path) => second.get(`/api/rooms/${room}/${path}`)),
    );
    const exported = await second.get('/api/me/export.json');
    const text = [JSON.stringify(again.view), ...told.map((each) => each.text), exported.text].join();
    for (const word of words) expect(text).not.toContain(word);
    expect(text).toContain('A question of a former peer');
  });
});
