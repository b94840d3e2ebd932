/** The player, frame by frame, without a clock: the test says what time it is. */

import { expect, test } from 'vitest';
import { Player } from '../../client/replay/Player.svelte.ts';
import type { Edit } from '../../shared/replay/recording.ts';
import type { Timeline } from '../../shared/replay/timeline.ts';
import { recordingOf, STARTED, timelineOf } from '../support/recordings.ts';

const typed = (ms: number, inserted: string, at = 0, by = 1): Edit => ({
  ...{ time: STARTED + ms, by, text: 0, at, removed: 0, inserted },
});
const noted = (ms: number): Timeline['moments'][number] => ({
  at: STARTED + ms,
  moment: { kind: 'note', moment: `note at ${ms}`, round: 1, by: 'a', at: ms, late: false, text: 'x' },
});

/** A minute with one card, asked after ten seconds. */
const minute = (edits: Edit[], moments: Timeline['moments'] = []) =>
  new Player(
    timelineOf(60_000, [{ ask: 'one', at: 10_000 }], { moments }),
    new Map([['sheet of one', recordingOf(edits)]]),
  );

/** Draws a frame every 10 ms, for so long. */
function draw(player: Player, ms: number): void {
  for (let now = 0; now <= ms; now += 10) player.tick(now);
}

const code = (player: Player) => player.frame?.texts['code'];

test('[REPLAY-3] it begins at the first card and plays at the speed that was chosen, to the end', () => {
  const player = minute([typed(12_000, 'a'), typed(20_000, 'b', 1)]);
  expect([player.time, code(player), player.clock]).toEqual([10_000, '', 0]);
  player.play();
  draw(player, 1_990);
  expect(code(player)).toBe('');
  player.play();
  draw(player, 10);
  expect([player.time, code(player)]).toEqual([12_000, 'a']);
  player.speed = 16;
  draw(player, 1_000);
  expect([player.time, player.clock, code(player)]).toEqual([28_000, 18_000, 'ab']);
  draw(player, 5_000);
  expect([player.time, player.playing]).toEqual([60_000, false]);
  player.toggle();
  expect([player.time, player.playing]).toEqual([0, true]);
});

test('[REPLAY-3] a page that was away goes on from where it was', () => {
  const player = minute([]);
  player.play();
  player.tick(0);
  player.tick(3_600_000);
  expect(player.time).toBeLessThan(11_000);
});

test('[REPLAY-3] any instant can be sought, before the first card and past the end too', () => {
  const player = minute([typed(12_000, 'a')]);
  player.seek(-5);
  expect([player.time, player.ask, player.frame]).toEqual([0, null, null]);
  player.seek(12_000);
  expect(code(player)).toBe('a');
  player.seek(11_999);
  expect(code(player)).toBe('');
  player.seek(99_999);
  expect([player.time, code(player)]).toEqual([60_000, 'a']);
});

test('[REPLAY-1] at the end it shows what the sheet said, also what was on its way when the round ended', () => {
  const player = minute([typed(12_000, 'a'), typed(60_004, 'b', 1)]);
  player.seek(60_000);
  expect(code(player)).toBe('ab');
});

test('[REPLAY-4] by edit it goes one on and one back, also where several share a millisecond', () => {
  const player = minute([typed(12_000, 'a'), typed(12_000, 'b', 1), typed(12_000, 'c', 2), typed(13_000, 'd', 3)]);
  player.play();
  const seen = [1, 1, 1, 1, 1, -1, -1, -1, -1, -1] as const;
  const texts = seen.map((by) => (player.step(by) ? code(player) : null));
  expect(texts).toEqual(['a', 'ab', 'abc', 'abcd', null, 'abc', 'ab', 'a', '', null]);
  expect([player.playing, player.time]).toEqual([false, 10_000]);
});

test('[REPLAY-4] it goes from moment to moment, and while it plays back over the one that has just passed', () => {
  const player = minute([], [noted(15_000), noted(20_000), noted(30_000)]);
  const go = (way: 'nextMoment' | 'previousMoment') => player[way]()?.moment ?? null;
  expect([go('previousMoment'), go('nextMoment'), go('nextMoment')]).toEqual([null, 'note at 15000', 'note at 20000']);
  expect([go('nextMoment'), go('nextMoment'), player.time]).toEqual(['note at 30000', null, 30_000]);
  player.play();
  draw(player, 500);
  expect(go('previousMoment')).toBe('note at 20000');
  expect(player.timeOf('note at 15000')).toBe(15_000);
  expect(player.timeOf('a note of somebody else')).toBeNull();
});

test('[REPLAY-4] it plays as far as it is told, unless one goes elsewhere', () => {
  const player = minute([]);
  player.play(10_500);
  draw(player, 1_000);
  expect([player.time, player.playing]).toEqual([10_500, false]);
  player.play(11_500);
  player.seek(11_000);
  draw(player, 1_000);
  expect([player.time, player.playing]).toEqual([12_000, true]);
});

test('[REPLAY-5] what is idle is passed in less than a second, and what is not at the usual speed', () => {
  const player = minute([typed(12_000, 'a'), typed(50_000, 'b', 1)]);
  player.skipIdle = true;
  player.play();
  const ticks = { skipping: 0, not: 0 };
  for (let now = 0; player.playing; now += 10) {
    player.tick(now);
    ticks[player.skipping ? 'skipping' : 'not']++;
    if (player.time > 49_000 && player.time < 49_200) expect(code(player)).toBe('a');
  }
  // Two idle stretches, from 14 to 49 and from 52 to the end; all else took as long as it did.
  expect(ticks.skipping).toBeGreaterThan(60);
  expect(ticks.skipping).toBeLessThan(150);
  expect(ticks.not).toBeGreaterThan(600);
  expect(ticks.not).toBeLessThan(1_000);
});

test('[REPLAY-6] it shows the card that the candidate was at, unless another was chosen', () => {
  const timeline = timelineOf(60_000, [
    { ask: 'one', at: 1_000 },
    { ask: 'two', at: 20_000 },
  ]);
  const player = new Player(timeline);
  player.add('sheet of two', recordingOf([typed(25_000, 'x'), typed(45_000, 'y', 0, 0)]));
  player.add('sheet of one', recordingOf([typed(2_000, 'a'), typed(40_000, 'b', 1)]));
  const at = (ms: number) => {
    player.seek(ms);
    return [player.ask?.ask, code(player)];
  };
  expect([at(19_000), at(20_000), at(39_000), at(46_000)]).toEqual([
    ['one', 'a'],
    ['two', ''],
    ['two', 'x'],
    ['one', 'ab'],
  ]);
  player.chosen = 'two';
  expect(at(46_000)).toEqual(['two', 'yx']);
  expect(player.edits).toBe(2);
});

test('[REPLAY-3] it can be shown before its recordings have come', () => {
  const player = new Player(timelineOf(60_000, [{ ask: 'one', at: 0 }]));
  expect([player.ask?.ask, player.frame, player.step(1)]).toEqual(['one', null, false]);
  player.add('sheet of one', recordingOf([typed(0, 'a')]));
  expect(code(player)).toBe('a');
});

test('[REPLAY-3] its clock stops where the round was paused', () => {
  const running = [
    { from: STARTED + 10_000, to: STARTED + 20_000 },
    { from: STARTED + 30_000, to: STARTED + 60_000 },
  ];
  const player = new Player({ ...timelineOf(60_000, [{ ask: 'one', at: 10_000 }]), running });
  const at = (ms: number) => {
    player.seek(ms);
    return [player.clock, player.clockRan];
  };
  expect([0, 15_000, 25_000, 31_000, 60_000].map(at)).toEqual([
    [0, false],
    [5_000, true],
    [10_000, false],
    [11_000, true],
    [40_000, false],
  ]);
});
