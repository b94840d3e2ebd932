/** The server's clock and the round's: wall clocks that are set, restarts, and time without a server. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lastInstant, rememberInstants, steadyClock } from '../../server/clock.ts';
import { startServer, TestClock } from '../support/server.ts';
import { temporaryDirectory, temporarySqlite } from '../support/stores.ts';
import { ask, pairAsked } from './pair.ts';

const MINUTE = 60_000;

/** A machine whose wall clock can be set. */
function machine(wall = 1_000_000) {
  const state = { wall, passed: 50 };
  return {
    sources: { wall: () => state.wall, passed: () => state.passed },
    pass(ms: number) {
      state.wall += ms;
      state.passed += ms;
    },
    set: (ms: number) => void (state.wall += ms),
  };
}

test.each([-5 * MINUTE, 60 * MINUTE])('[TIME-1] a wall clock that is set by %i ms does not move the server’s', (by) => {
  const { sources, pass, set } = machine();
  const now = steadyClock(0, sources);
  pass(MINUTE);
  set(by);
  pass(MINUTE);
  expect(now()).toBe(1_000_000 + 2 * MINUTE);
});

test('[TIME-1] a process begins after the last instant of the one before, whatever the wall clock says', () => {
  const { sources, pass } = machine();
  const now = steadyClock(1_000_000 + MINUTE, sources);
  expect(now()).toBe(1_000_000 + MINUTE + 1);
  pass(10);
  expect(now()).toBe(1_000_000 + MINUTE + 11);
});

test('[TIME-1] the last instant is read back from the folder, and nonsense there counts as none', async () => {
  const { path: folder, remove } = await temporaryDirectory();
  onTestFinished(remove);
  expect(lastInstant(folder)).toBe(0);
  rememberInstants(folder, () => 1_234)();
  expect(lastInstant(folder)).toBe(1_234);
  for (const nonsense of ['', 'x', '-1', '1e400']) {
    writeFileSync(join(folder, 'practice-room.clock'), nonsense);
    expect(lastInstant(folder)).toBe(0);
  }
});

test.each([-5 * MINUTE, 60 * MINUTE])('[TIME-2] both seats agree after the wall clock is set by %i ms', async (by) => {
  const { sources, pass, set } = machine(Date.now());
  const server = await startServer({ now: steadyClock(0, sources) });
  const { one, two, second, room } = await pairAsked(server);
  pass(5 * MINUTE);
  set(by);
  await one.does({ type: 'note', text: 'after it was set' });
  two.close();
  const again = await second.connect(room);
  const [mine, theirs] = [one.view.clock, again.view.clock];
  expect(Math.abs(mine.elapsedMs - theirs.elapsedMs)).toBeLessThan(1_000);
  expect(theirs.elapsedMs).toBe(5 * MINUTE);
  pass(MINUTE);
  await one.does({ type: 'note', text: 'a minute later' });
  expect((one.view.moments ?? []).map(({ at }) => at)).toEqual([0, 5 * MINUTE, 6 * MINUTE]);
});

test('[ROUND-4] a wall clock set back does not let an old card be taken back', async () => {
  const { sources, pass, set } = machine(Date.now());
  const server = await startServer({ now: steadyClock(0, sources) });
  const { one, ask } = await pairAsked(server);
  pass(40_000);
  set(-60 * MINUTE);
  expect(await one.refusal({ type: 'unask', ask })).toBe('stale');
});

test('[TIME-3] time without a server is none of the round’s, and the view says how long it was', async () => {
  const clock = new TestClock();
  const sqlite = await temporarySqlite();
  const until = { at: 0 };
  const server = await startServer({ store: sqlite.store, now: clock.now, ranUntil: () => until.at });
  const { one, two, first, second, room } = await pairAsked(server);
  clock.pass(3 * MINUTE);
  until.at = clock.time;
  one.close();
  two.close();
  clock.pass(10 * MINUTE);
  await server.restart(sqlite.reopen);
  for (const who of [first, second]) {
    const { view } = await who.connect(room);
    expect(view.clock).toMatchObject({ running: true, elapsedMs: 3 * MINUTE, awayMs: 10 * MINUTE });
  }
  clock.pass(MINUTE);
  const later = await first.connect(room);
  expect(later.view.clock.elapsedMs).toBe(4 * MINUTE);
  // A clock that somebody had paused stays so.
  await later.does({ type: 'pause' });
  until.at = clock.time;
  later.close();
  clock.pass(10 * MINUTE);
  await server.restart(sqlite.reopen);
  const paused = await second.connect(room);
  expect(paused.view.clock).toMatchObject({ running: false, elapsedMs: 4 * MINUTE, awayMs: 10 * MINUTE });
});

test('[TIME-4] time without a server does not count towards the absence of somebody who was away before', async () => {
  const clock = new TestClock();
  const sqlite = await temporarySqlite();
  const until = { at: 0 };
  const server = await startServer({ store: sqlite.store, now: clock.now, ranUntil: () => until.at });
  const { one, two, first, second, room } = await pairAsked(server);
  two.close();
  const isAway = (view: typeof one.view) => view.peers.some(({ connected }) => !connected);
  await one.sees(isAway);
  clock.pass(4 * MINUTE);
  until.at = clock.time;
  one.close();
  clock.pass(10 * MINUTE);
  await server.restart(sqlite.reopen);
  const back = await first.connect(room);
  const awaySince = () => back.view.peers.find(({ peer }) => peer === second.id)?.awaySince;
  expect(awaySince()).toBe(clock.time);
  expect(await back.refusal({ type: 'remove-peer', peer: second.id })).toBe('wrong-phase');
  clock.pass(5 * MINUTE);
  await back.does({ type: 'remove-peer', peer: second.id });
});

test('[TIME-5] while the clock stands, cards and notes stay in the order in which they came', async () => {
  const server = await startServer();
  const { one } = await pairAsked(server);
  await one.does({ type: 'pause' });
  await one.does({ type: 'note', text: 'before the second card' });
  await ask(one, 'two');
  await one.does({ type: 'note', text: 'after it' });
  const told = (one.view.moments ?? []).map((moment) =>
    moment.kind === 'note' ? moment.text : moment.kind === 'ask' ? moment.ask : moment.kind,
  );
  const asks = one.view.asks.map(({ ask: id }) => id);
  expect(told).toEqual([asks[0], 'before the second card', asks[1], 'after it']);
});
