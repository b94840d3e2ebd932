/** From a room's events to the timeline of one round, as one reader may see it. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clockAt, instantAt } from '../../shared/replay/replay-clock.ts';
import { timelineFor } from '../../shared/replay/timeline-of.ts';
import type { Timeline } from '../../shared/replay/timeline.ts';
import { momentsFor } from '../../shared/room/moments.ts';
import { roundsOf } from '../../shared/room/queries.ts';
import { Session } from '../support/session.ts';
import { afterAny, afterAnyCode } from '../support/walk.ts';

function timelineIn(session: Session, reader: string, round = 1): Timeline {
  const found = roundsOf(session.state).find((each) => each.round === round);
  if (found?.endedAt == null) throw new Error('that round has not ended');
  return timelineFor(session.events, session.state, { ...found, endedAt: found.endedAt }, reader, session);
}

/** Seconds since the round started. */
const since = ({ startedAt }: Timeline, at: number) => (at - startedAt) / 1_000;
const secondsOf = (timeline: Timeline) => ({
  running: timeline.running.map(({ from, to }) => [since(timeline, from), since(timeline, to)]),
  asks: timeline.asks.map(({ at }) => since(timeline, at)),
  moments: timeline.moments.map(({ at, moment }) => [
    since(timeline, at),
    moment.kind === 'note' ? moment.text : moment.kind,
  ]),
  end: since(timeline, timeline.endedAt),
});

/** In the room's first round, before any card was asked. */
function begun(): { session: Session; after: (seconds: number) => void } {
  const session = Session.seated();
  session.does('a', { type: 'begin' });
  const start = session.now;
  return { session, after: (seconds) => (session.now = start + seconds * 1_000) };
}

test('[REPLAY-7] moments are at the instant they happened, pauses included, and the clock ran in between', () => {
  const { session, after } = begun();
  after(5);
  session.does('a', { type: 'note', text: 'before the card' });
  after(10);
  const ask = session.ask('a', 'one');
  after(20);
  session.does('a', { type: 'beat', ask, beat: 0, heard: true });
  after(30);
  session.does('b', { type: 'pause' });
  after(50);
  session.does('a', { type: 'note', text: 'in the pause' });
  after(90);
  session.does('b', { type: 'resume' });
  after(100);
  session.does('a', { type: 'hint', ask, rung: 0, how: 'sent' });
  after(110);
  session.does('a', { type: 'end-round' });
  expect(secondsOf(timelineIn(session, 'a'))).toEqual({
    running: [
      [10, 30],
      [90, 110],
    ],
    asks: [10],
    moments: [
      [5, 'before the card'],
      [10, 'ask'],
      [20, 'beat'],
      [50, 'in the pause'],
      [100, 'hint'],
    ],
    end: 110,
  });
});

test('[REPLAY-7] what was put elsewhere on the clock, or written afterwards, is where the clock says', () => {
  const { session, after } = begun();
  after(10);
  session.ask('a', 'one');
  after(30);
  session.does('a', { type: 'pause' });
  after(90);
  session.does('a', { type: 'resume' });
  after(100);
  session.does('a', { type: 'note', text: 'fifteen on the clock', at: 15_000 });
  after(110);
  session.does('a', { type: 'end-round' });
  after(500);
  session.does('a', { type: 'note', text: 'late, twenty-five', at: 25_000 });
  session.does('a', { type: 'note', text: 'late' });
  const { moments } = secondsOf(timelineIn(session, 'a'));
  expect(moments).toEqual([
    [10, 'ask'],
    [25, 'fifteen on the clock'],
    [95, 'late, twenty-five'],
    [110, 'late'],
  ]);
});

test('[REPLAY-7] a card that was taken back leaves nothing, and with the only one the clock starts over', () => {
  const { session, after } = begun();
  after(10);
  const ask = session.ask('a', 'one');
  after(15);
  session.does('a', { type: 'beat', ask, beat: 0, heard: true });
  session.does('a', { type: 'note', text: 'kept' });
  after(20);
  session.does('a', { type: 'unask', ask });
  after(40);
  session.ask('a', 'two');
  after(60);
  session.does('a', { type: 'end-round' });
  expect(secondsOf(timelineIn(session, 'a'))).toEqual({
    running: [[40, 60]],
    asks: [40],
    moments: [
      [15, 'kept'],
      [40, 'ask'],
    ],
    end: 60,
  });
});

test('[REPLAY-7] a round without a card has a timeline without a clock', () => {
  const { session, after } = begun();
  after(10);
  session.does('a', { type: 'end-round' });
  expect(secondsOf(timelineIn(session, 'b'))).toEqual({ running: [], asks: [], moments: [], end: 10 });
});

test('[REPLAY-8] after anything, a timeline holds what the reader may see of the round and nothing else', () => {
  let seen = 0;
  for (const after of [afterAny, afterAnyCode]) {
    after((session) => {
      for (const round of roundsOf(session.state)) {
        if (round.endedAt === null) continue;
        for (const reader of ['a', 'b', 'c', 'd']) {
          const { moments } = timelineIn(session, reader, round.round);
          const allowed = momentsFor(session.state, round, reader, session).map(({ moment }) => moment);
          expect(moments.map(({ moment }) => moment.moment).sort()).toEqual(allowed.sort());
          seen += moments.length;
        }
      }
    }, 60);
  }
  expect(seen, 'the walk ends rounds with moments').toBeGreaterThan(0);
});

test('[REPLAY-7] after anything, a timeline is in order, within its round, and agrees with the round’s clock', () => {
  let seen = 0;
  afterAny((session) => {
    for (const round of roundsOf(session.state)) {
      if (round.endedAt === null) continue;
      const timeline = timelineIn(session, round.seats.interviewer ?? 'a', round.round);
      const times = timeline.moments.map(({ at }) => at);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      for (const at of times) expect(at >= timeline.startedAt && at <= timeline.endedAt).toBe(true);
      expect(clockAt(timeline, timeline.endedAt)).toBe(round.clock.elapsed);
      for (const ask of round.asks) expect(clockAt(timeline, ask.at)).toBe(ask.clockAt);
      seen++;
    }
  }, 60);
  expect(seen).toBeGreaterThan(0);
});

test('[REPLAY-7] the first instant at which the clock showed something is found again', () => {
  const stretches = fc.array(fc.tuple(fc.nat(50), fc.integer({ min: 1, max: 50 })), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(stretches, fc.nat(400), (lengths, clock) => {
      let now = 0;
      const running = lengths.map(([pause, run]) => ({ from: (now += pause), to: (now += run) }));
      const found = instantAt({ running, startedAt: 0 }, clock);
      const total = lengths.reduce((sum, [, run]) => sum + run, 0);
      expect(clockAt({ running }, found)).toBe(Math.min(clock, total));
      if (clock > 0 && clock <= total) expect(clockAt({ running }, found - 1)).toBe(clock - 1);
    }),
  );
});
