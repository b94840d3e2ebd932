/** Commands over real sockets: repeated, refused, and of every wrong kind. */

import { readFile } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { LIMITS } from '../../shared/limits.ts';
import type { Ack } from '../../shared/wire.ts';
import { peer } from '../support/peer.ts';
import { startServer, until } from '../support/server.ts';
import { temporarySqlite } from '../support/stores.ts';
import { formOf, pairAsked, pairIn, sealForm } from './pair.ts';

test('[CMD-1] a repeated command acts once and gets the same ack, also after a restart and a new phase', async () => {
  const sqlite = await temporarySqlite();
  onTestFinished(() => sqlite.dispose());
  const server = await startServer({ store: sqlite.store });
  const { room, first, one, two, ask } = await pairAsked(server);
  const said: object[] = [];
  const acks: Ack[] = [];
  const say = async (command: object): Promise<void> => {
    const ack = await one.say(command);
    expect(ack, JSON.stringify(command)).toMatchObject({ ok: true });
    said.push(command);
    acks.push(ack);
  };
  await say({ id: 'beat', type: 'beat', ask, beat: 0, heard: true });
  await say({ id: 'beat-again', type: 'beat', ask, beat: 0, heard: true });
  await say({ id: 'note', type: 'note', text: 'noted once' });
  await say({ id: 'resume', type: 'resume' });
  await say({ id: 'end', type: 'end-round' });
  await one.sees((view) => view.myForm !== undefined);
  await say({ id: 'draft', type: 'save-draft', form: formOf(one), rev: 0 });
  await say({ id: 'draft-2', type: 'save-draft', form: formOf(one), rev: 1 });
  await say({ id: 'form', type: 'submit-form', form: formOf(one) });

  const repeat = async (): Promise<void> => {
    for (const [i, command] of said.entries()) expect(await one.say(command), JSON.stringify(command)).toEqual(acks[i]);
  };
  const events = async () =>
    (await server.store.loadRoom(room))?.events.filter(({ actor }) => actor === first.id).length;
  const before = await events();
  await repeat();
  expect(await events()).toBe(before);
  const since = one.connections;
  await server.restart(() => sqlite.reopen());
  await one.returned(since);
  await repeat();
  expect(one.view.moments?.filter(({ kind }) => kind === 'note' || kind === 'beat')).toHaveLength(2);
  // Another peer's command of the same id is a command of its own.
  expect(await two.say({ id: 'note', type: 'note', text: 'mine' })).toMatchObject({ ok: true });
});

test('[CMD-1] [ERASE-5] the id of a command takes no words to the disk, and one of an earlier version still repeats', async () => {
  const sqlite = await temporarySqlite();
  onTestFinished(() => sqlite.dispose());
  const server = await startServer({ store: sqlite.store });
  const { room, first, one } = await pairAsked(server);
  const said = { id: 'my secret words', type: 'note', text: 'a note' };
  const ack = await one.say(said);
  expect(await one.say(said)).toEqual(ack);
  await one.does({ type: 'end-round' });
  await one.sees((view) => view.myForm !== undefined);
  const drafted = { id: 'more secret words', type: 'save-draft', form: formOf(one), rev: 0 };
  expect(await one.say(drafted)).toEqual(await one.say(drafted));
  const files = await Promise.all(['', '-wal'].map((end) => readFile(`${sqlite.file}${end}`, 'latin1')));
  expect(files.join()).toContain('a note');
  expect(files.join()).not.toMatch(/secret words/);

  const old = new Database(sqlite.file);
  old.prepare('insert into commands (room, actor, command, ack) values (?, ?, ?, ?)').run(room, first.id, 'old', 7);
  old.close();
  expect(await one.say({ id: 'old', type: 'note', text: 'said before the update' })).toEqual({ ok: true, seq: 7 });
});

test('[CMD-1] the same command sent many times at once acts once', async () => {
  const server = await startServer();
  const { room, one } = await pairAsked(server);
  const command = { id: 'once', type: 'note', text: 'noted once' };
  const acks = await Promise.all(Array.from({ length: 20 }, () => one.say(command)));
  expect(new Set(acks.map((ack) => JSON.stringify(ack)))).toHaveProperty('size', 1);
  const stored = await server.store.loadRoom(room);
  expect(stored?.events.filter(({ type }) => type === 'noted')).toHaveLength(1);
});

test("[VIEW-3] seq counts a recipient's views, and an ack names the view that shows the command", async () => {
  const server = await startServer();
  const { one, two, ask } = await pairAsked(server);
  const ack = await one.command({ type: 'beat', ask, beat: 1, heard: true });
  await until(() => expect(ack).toEqual({ ok: true, seq: one.view.seq }));
  expect(one.view.moments?.some((moment) => moment.kind === 'beat')).toBe(true);
  const seqs = (tab: typeof one) => tab.views.map(({ seq }) => seq);
  await two.does({ type: 'pause' });
  await one.sees((view) => !view.clock.running);
  for (const tab of [one, two]) {
    const [start = 0] = seqs(tab);
    expect(seqs(tab)).toEqual(tab.views.map((_, i) => start + i));
  }
});

test('[CMD-2] [CMD-3] a refused command changes nothing', async () => {
  const server = await startServer();
  const { room, one, two, ask } = await pairAsked(server);
  const before = JSON.stringify(await server.store.loadRoom(room));
  const views = [one.views.length, two.views.length];
  const refused: [typeof one, Parameters<typeof one.refusal>[0], string][] = [
    [two, { type: 'ask', card: 'two' }, 'wrong-seat'],
    [two, { type: 'beat', ask, beat: 0, heard: true }, 'wrong-seat'],
    [two, { type: 'hint', ask, rung: 0, how: 'sent' }, 'wrong-seat'],
    [one, { type: 'ask', card: 'one' }, 'stale'],
    [one, { type: 'ask', card: '__proto__' }, 'not-found'],
    [one, { type: 'beat', ask, beat: 99, heard: true }, 'not-found'],
    [one, { type: 'begin' }, 'wrong-phase'],
    [one, { type: 'swap', agreed: true }, 'wrong-phase'],
    [one, { type: 'submit-form', form: { round: 1, scores: [] } }, 'wrong-phase'],
    [one, { type: 'promise', lesson: 'thinking-aloud', text: 'x' }, 'wrong-phase'],
  ];
  for (const [tab, said, refusal] of refused) expect(await tab.refusal(said), JSON.stringify(said)).toBe(refusal);
  expect(JSON.stringify(await server.store.loadRoom(room))).toBe(before);
  expect([one.views.length, two.views.length]).toEqual(views);
});

test('[FORM-5] a sealed form is sealed: another one is refused', async () => {
  const server = await startServer();
  const { one } = await pairAsked(server);
  await one.does({ type: 'end-round' });
  await sealForm(one);
  expect(await one.refusal({ type: 'submit-form', form: formOf(one, 'changed') })).toBe('wrong-phase');
  expect(await one.refusal({ type: 'save-draft', form: formOf(one, 'changed'), rev: 0 })).toBe('wrong-phase');
});

test('[CMD-4] commands of every wrong kind are answered, and another room does not notice', async () => {
  const server = await startServer();
  const { one } = await pairAsked(server);
  const other = await pairIn(server);
  const elsewhere = [other.one.packets.length, other.two.packets.length];
  const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
  const wrong: [unknown, string][] = [
    [null, 'malformed'],
    [undefined, 'malformed'],
    ['text', 'malformed'],
    [7, 'malformed'],
    [[], 'malformed'],
    [{}, 'malformed'],
    [{ id: 'x' }, 'malformed'],
    [{ id: 'x', type: 7 }, 'malformed'],
    [{ id: 'x', type: 'nothing' }, 'unknown-command'],
    [{ id: 'x', type: 'x'.repeat(10_000) }, 'unknown-command'],
    [{ id: 'x', type: '__proto__' }, 'unknown-command'],
    [{ id: 'x', type: 'constructor' }, 'unknown-command'],
    [{ id: 'x', type: 'join' }, 'unknown-command'],
    [{ id: 'x', type: 'deadline' }, 'unknown-command'],
    [{ type: 'pause' }, 'malformed'],
    [{ id: '', type: 'pause' }, 'malformed'],
    [{ id: 'x'.repeat(65), type: 'pause' }, 'malformed'],
    [{ id: 7, type: 'pause' }, 'malformed'],
    [{ id: 'x', type: 'pause', extra: 1 }, 'malformed'],
    [JSON.parse('{"id":"x","type":"pause","constructor":{"prototype":{}}}'), 'malformed'],
    [{ id: 'x', type: 'note', text: Buffer.from('bytes') }, 'malformed'],
    [{ id: 'x', type: 'note', text: { deep: Buffer.from('bytes') } }, 'malformed'],
    [Buffer.from('bytes'), 'malformed'],
    [{ id: 'x', type: 'note', text: nested(3_000) }, 'malformed'],
    [{ id: 'x', type: 'note', text: 'x'.repeat(LIMITS.note + 1) }, 'malformed'],
    [{ id: 'x', type: 'note', text: 'x'.repeat(LIMITS.command) }, 'too-large'],
    [{ id: 'x', type: 'note', text: 'x'.repeat(900_000) }, 'too-large'],
  ];
  for (const [command, refusal] of wrong) {
    expect(await one.say(command), JSON.stringify(command)?.slice(0, 80)).toEqual({
      ok: false,
      refusal,
      message: expect.stringMatching(/^.{10,300}$/) as string,
    });
  }
  expect(await one.command({ type: 'pause' })).toMatchObject({ ok: true });
  expect([other.one.packets.length, other.two.packets.length]).toEqual(elsewhere);
});

test('[CMD-4] a command without an ack, or a packet of another kind, harms nobody', async () => {
  const server = await startServer();
  const { one, two, room, second } = await pairAsked(server);
  const before = (await server.store.loadRoom(room))?.events.length;
  const raw = one.socket as unknown as { emit(event: string, ...values: unknown[]): void };
  raw.emit('command', { id: 'x', type: 'note', text: 'x' });
  raw.emit('command');
  raw.emit('command', { id: 'x', type: 'note', text: 'x' }, 'no function');
  raw.emit('view', {});
  raw.emit('nothing', 1, 2, 3);
  expect(await one.command({ type: 'resume' })).toMatchObject({ ok: true });
  expect((await server.store.loadRoom(room))?.events.length).toBe(before);
  // What is no packet at all ends the socket that sent it, and no other.
  one.socket.io.engine.write('9nonsense');
  await until(() => expect(one.closed).not.toBeNull());
  expect(await two.command({ type: 'pause' })).toMatchObject({ ok: true });
  const another = await second.connect(room);
  another.socket.io.engine.write('x'.repeat(1_100_000));
  await until(() => expect(another.closed).not.toBeNull());
  await one.sees((view) => !view.clock.running);
});

test('[CMD-4] [LIMIT-1] too many commands are refused as too fast, of all tabs of that peer and of nobody else', async () => {
  const server = await startServer();
  const { room, first, one, two } = await pairAsked(server);
  const other = await pairIn(server);
  const tabs = [one, await first.connect(room)];
  const acks = await Promise.all(
    Array.from({ length: LIMITS.commandBurst - 10 }, () => tabs.map((tab) => tab.command({ type: 'resume' }))).flat(),
  );
  const tooFast = acks.filter((ack) => !ack.ok && ack.refusal === 'too-fast').length;
  expect(tooFast).toBeGreaterThanOrEqual(20);
  expect(acks.filter(({ ok }) => ok).length).toBe(acks.length - tooFast);
  expect(await two.command({ type: 'pause' })).toMatchObject({ ok: true });
  expect(await other.one.command({ type: 'begin' })).toMatchObject({ ok: true });
  await until(async () => expect(await one.command({ type: 'resume' })).toMatchObject({ ok: true }));
});

test('[CMD-4] a handshake of a wrong kind is refused in words', async () => {
  const server = await startServer();
  const first = await peer(server, 'First');
  const { room } = await first.open();
  const wrong: [object, string][] = [
    [{ protocol: 0 }, 'stale'],
    [{ protocol: '1' }, 'stale'],
    [{ room: 7 }, 'malformed'],
    [{ room: { $ne: 1 } }, 'malformed'],
    [{ room: 'nothing' }, 'not-found'],
    [{ room: '__proto__' }, 'not-found'],
  ];
  for (const [auth, refusal] of wrong) {
    const tab = first.knock(room, { auth });
    await until(() => expect(tab.error?.data).toEqual({ refusal, message: expect.any(String) as string }));
    tab.close();
  }
});
