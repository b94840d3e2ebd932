/** What a replay shows of an instant, where that is on the timeline, and how you get there. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisOf } from '../../client/replay/axis.ts';
import { actOf } from '../../client/replay/replay-keys.ts';
import { Opening } from '../../client/replay/Opening.svelte.ts';
import { placeOfLine, placeOfQuote } from '../../client/replay/places.ts';
import { Player } from '../../client/replay/Player.svelte.ts';
import { standingWords } from '../../client/replay/said.ts';
import { Viewing } from '../../client/replay/Viewing.svelte.ts';
import { instantOfAnswer, instantOfScore, timeIn } from '../../client/debrief/where.ts';
import { ApiError } from '../../client/room/api.ts';
import { addressOf, targetIn } from '../../client/room/replays.ts';
import type { CaretSample, Edit } from '../../shared/replay/recording.ts';
import type { MomentView } from '../../shared/room/roomview.ts';
import { emptyScore } from '../../shared/rubric/form.ts';
import { recordingOf, STARTED, timelineOf } from '../support/recordings.ts';

type Words<M = MomentView> = M extends unknown ? Omit<M, 'moment' | 'round' | 'by' | 'at' | 'late'> : never;

/** A minute with one card, asked after ten seconds: its clock shows ten less than the axis. */
const FIRST = 10_000;
const moment = (id: string, ms: number, words: Words, by = 'a'): { at: number; moment: MomentView } => ({
  at: STARTED + ms,
  moment: { moment: id, round: 1, by, at: ms - FIRST, late: false, ...words } as MomentView,
});
const note = (id: string, ms: number) => moment(id, ms, { kind: 'note', text: `note ${id}` });
const edit = (ms: number, inserted: string, at: number, by = 1): Edit => ({
  ...{ time: STARTED + ms, by, text: 0, at, removed: 0, inserted },
});
const PEERS = [
  { peer: 'a', name: 'Kim' },
  { peer: 'b', name: 'Sam' },
];

function viewing(
  moments: ReturnType<typeof note>[],
  edits: Edit[] = [],
  carets: CaretSample[] = [],
  texts: string[] = ['code'],
): Viewing {
  const timeline = timelineOf(60_000, [{ ask: 'one', at: FIRST }], { moments });
  const recordings = new Map([['sheet of one', recordingOf(edits, { carets, texts })]]);
  return new Viewing(new Player(timeline, recordings), PEERS);
}

describe('what is shown of an instant', () => {
  const edits = [edit(10_000, 'same\nother\nsame\n', 0, -1), edit(20_000, 'first\n', 0), edit(40_000, 'x', 3)];

  it('[PLAY-1] holds the code of that instant and both carets, in the colours of their seats', () => {
    const view = viewing([], edits, [{ time: STARTED + 15_000, by: 0, text: 0, anchor: 5, head: 10 }]);
    view.goTo(30_000);
    expect(view.code.text).toBe('first\nsame\nother\nsame\n');
    expect(view.code.carets).toEqual([
      { peer: 'a', name: 'Kim', seat: 'interviewer', anchor: 11, head: 16 },
      { peer: 'b', name: 'Sam', seat: 'candidate', anchor: 6, head: 6 },
    ]);
  });

  it('[PLAY-3] marks what a pin was set on: of equal stretches the one its author had selected', () => {
    const pin = moment('p', 30_000, { kind: 'pin', ask: 'one', from: '', to: '', quote: 'same', text: '' });
    const caret = { time: STARTED + 29_000, by: 0, text: 0, anchor: 17, head: 21 };
    const view = viewing([pin], edits, [caret]);
    view.openAt({ clock: 20_000, moment: 'p' });
    expect(view.code.place).toEqual({ of: 'p', from: 17, to: 21 });
    view.player.seek(41_000);
    expect(view.code.place, 'it goes with its text').toEqual({ of: 'p', from: 18, to: 22 });
    view.goTo(15_000);
    expect(view.code.place).toBeNull();
  });

  it('[PLAY-3] a pin on the answer outline is looked for there', () => {
    const words = { ...edit(12_000, 'we need same order', 0), text: 1 };
    const pin = moment('p', 30_000, { kind: 'pin', ask: 'one', from: '', to: '', quote: 'same', text: '' });
    const caret = { time: STARTED + 29_000, by: 0, text: 1, anchor: 8, head: 12 };
    const view = viewing([pin], [edit(10_000, 'same', 0, -1), words], [caret], ['code', 'frame/decision']);
    view.look('p');
    expect(view.spotIn).toBe('frame/decision');
    expect(view.code.place).toBeNull();
    expect(view.parts.find(({ part }) => part === 'decision')?.at.place).toEqual({ of: 'p', from: 8, to: 12 });
  });

  it('[PLAY-1] has the marks made until then, on lines that are still there', () => {
    const mark = moment('m', 15_000, {
      ...{ kind: 'mark', ask: 'one', line: 2, verdict: 'vague', quote: 'other', from: '', to: '' },
    } as Words);
    const view = viewing([mark], edits);
    view.goTo(14_000);
    expect(view.code.marks).toEqual([]);
    view.goTo(16_000);
    expect(view.code.marks).toEqual([{ at: 5, verdict: 'vague' }]);
    view.goTo(30_000);
    expect(view.code.marks).toEqual([{ at: 11, verdict: 'vague' }]);
  });

  it('[PLAY-1] says where it is, and which hints had been given', () => {
    const hint = (id: string, ms: number, rung: number) =>
      moment(id, ms, { kind: 'hint', ask: 'one', rung, how: 'spoken', text: 'look again' });
    const view = viewing([hint('h1', 20_000, 0), hint('h2', 40_000, 1)]);
    view.goTo(19_000);
    expect(view.standing).toBe('00:09 of 00:50');
    view.goTo(20_000);
    expect(view.standing).toBe('00:10 of 00:50, hint 1 given');
    view.goTo(50_000);
    expect(view.standing).toBe('00:40 of 00:50, hints 1 and 2 given');
    expect(standingWords(0, 1_000, [], true)).toBe('00:00 of 00:01, paused');
  });

  it('[PLAY-1] marks the line where a run broke off, until the reader has moved on', () => {
    const run = moment('r', 20_000, { kind: 'run', ask: 'one', outcome: 'raised', ms: 5, line: 2, excerpt: '' }, 'b');
    const view = viewing([run], edits);
    view.look('r');
    expect([view.code.broke, view.ran?.moment]).toEqual([2, 'r']);
    view.goTo(35_000);
    expect([view.code.broke, view.ran?.moment]).toEqual([null, 'r']);
    view.goTo(19_000);
    expect(view.ran).toBeNull();
  });
});

describe('getting there', () => {
  const draw = (view: Viewing, from: number, ms: number) => {
    for (let now = from; now <= from + ms; now += 10) view.tick(now);
  };

  it('[PLAY-4] plays the thirty seconds around a moment, again and again, until one goes elsewhere', () => {
    const view = viewing([note('n', 30_000)]);
    view.look('n');
    expect(view.player.playing, 'nothing plays by itself').toBe(false);
    view.around();
    expect([view.player.time, view.player.playing, view.loop]).toEqual([15_000, true, { from: 15_000, to: 45_000 }]);
    draw(view, 0, 29_000);
    expect(view.told?.moment.moment).toBe('n');
    draw(view, 29_010, 1_500);
    expect(view.player.playing).toBe(true);
    expect(view.player.time).toBeLessThan(17_000);
    view.toggle();
    view.toggle();
    expect(view.loop).not.toBeNull();
    view.goTo(50_000);
    expect(view.loop).toBeNull();
  });

  it('[PLAY-2] opens at a moment, at the clock’s time where there is none, and at a moment of just that time', () => {
    const view = viewing([note('early', 15_000), note('n', 30_000)]);
    view.openAt({ clock: 0, moment: 'n' });
    expect([view.player.time, view.told?.moment.moment]).toEqual([30_000, 'n']);
    view.openAt({ clock: 12_345, moment: 'not for this reader' });
    expect([view.player.time, view.told?.moment.moment]).toEqual([22_345, 'early']);
    view.openAt({ clock: 20_000 });
    expect(view.told?.moment.moment).toBe('n');
  });

  it('[PLAY-5] goes from moment to moment and says which it came to', () => {
    const view = viewing([note('n', 20_000), note('m', 30_000)]);
    const next = view.next();
    expect(next && view.nameOfMoment(next)).toBe('00:10 note, Kim: note n');
    expect(view.next()?.moment).toBe('m');
    expect(view.next()).toBeNull();
    expect(view.previous()?.moment).toBe('n');
  });

  it('[PLAY-5] leaves presses alone that belong to what has the focus', () => {
    const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({
      ...{ key, altKey: false, ctrlKey: false, metaKey: false, defaultPrevented: false, isComposing: false },
      ...more,
    });
    const on = (kind: string) => ({
      matches: (selectors: string) => selectors.split(/,\s*/).some((s) => s.startsWith(kind)),
    });
    expect(actOf(press(' '), null)).toBe('toggle');
    expect(actOf(press(' '), on('button'))).toBeNull();
    expect(actOf(press('n'), on('button'))).toBe('next');
    expect(actOf(press('n'), on('textarea'))).toBeNull();
    expect(actOf(press('ArrowLeft', { altKey: true }), null)).toBeNull();
    expect(actOf(press('ArrowLeft', { defaultPrevented: true }), null)).toBeNull();
  });

  it('[PLAY-6] a sheet that could not be had is fetched again, and the others not', async () => {
    const fetched: string[] = [];
    let down = true;
    const asks = [
      { ask: 'one', at: 0 },
      { ask: 'two', at: 10_000 },
    ];
    const parts = {
      timeline: () => Promise.resolve(timelineOf(60_000, asks)),
      recording: (sheet: string) => {
        fetched.push(sheet);
        const gone = new ApiError({ refusal: 'unavailable', message: 'The server is away.' }, 0);
        return down && sheet === 'sheet of one' ? Promise.reject(gone) : Promise.resolve(recordingOf([]));
      },
    };
    const opening = new Opening(parts, { round: 1, clock: 20_000 });
    await expect.poll(() => opening.trouble).toBe('The server is away.');
    expect(fetched, 'the sheet that is shown first comes first').toEqual(['sheet of two', 'sheet of one']);
    expect(opening.player, 'what is there is shown').not.toBeNull();
    down = false;
    await opening.open();
    expect([opening.trouble, opening.progress]).toEqual([null, { came: 2, of: 2 }]);
    expect(fetched).toEqual(['sheet of two', 'sheet of one', 'sheet of one']);
  });
});

describe('the timeline', () => {
  const at = (ms: number) => STARTED + ms;
  const paused = { startedAt: at(0), endedAt: at(4_000_000) };
  const running = [
    { from: at(0), to: at(100_000) },
    { from: at(3_700_000), to: at(4_000_000) },
  ];

  it('[PLAY-7] draws a long pause short, and what ran evenly', () => {
    const axis = axisOf({ ...paused, running });
    const [pause] = axis.pauses;
    expect(axis.pauses).toHaveLength(1);
    expect((pause?.to ?? 1) - (pause?.from ?? 0)).toBeLessThan(0.03);
    expect(axis.x(100_000) / (1 - axis.x(3_700_000))).toBeCloseTo(1 / 3);
  });

  it('[PLAY-7] every time has its place and every place its time', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 600_000 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(lengths, fc.double({ min: 0, max: 1, noNaN: true }), (pieces, part) => {
        const ends = pieces.reduce<number[]>((sums, ms) => [...sums, (sums.at(-1) ?? 0) + ms], []);
        const round = ends.at(-1) ?? 0;
        const runs = ends.flatMap((to, i) => (i % 2 === 0 ? [{ from: at(ends[i - 1] ?? 0), to: at(to) }] : []));
        const axis = axisOf({ startedAt: at(0), endedAt: at(round), running: runs });
        const time = part * round;
        expect(axis.time(axis.x(time))).toBeCloseTo(time, 3);
        expect(axis.x(round)).toBeCloseTo(1);
        expect(axis.x(0)).toBe(0);
      }),
    );
  });
});

describe('what was quoted', () => {
  it('[PLAY-3] is found where it is, of several the nearest', () => {
    expect(placeOfQuote('ab ab ab', 'ab', 3)).toBe(3);
    expect(placeOfQuote('ab ab ab', 'ab', 5)).toBe(6);
    expect(placeOfQuote('ab', 'ab', 99)).toBe(0);
    expect(placeOfQuote('ab', 'x', 0)).toBeNull();
    expect(placeOfQuote('ab', '', 0)).toBeNull();
    expect(placeOfLine('x\ny\nx', 'x', 3)).toBe(4);
    expect(placeOfLine('x\ny\nxx', 'x', 3)).toBe(0);
    expect(placeOfLine('xx', 'x', 1)).toBeNull();
  });
});

describe('a judgement', () => {
  const beat = moment('b', 20_000, {
    kind: 'beat',
    ask: 'one',
    beat: 0,
    text: '',
    lesson: 'testing-explanations',
  }).moment;
  const other = note('n', 15_000).moment;
  const score = { ...emptyScore('testing-explanations'), moments: ['n'] };

  it('[PLAY-2] leads to the time it names, else to its first moment, else nowhere', () => {
    expect(instantOfScore([beat, other], score, 'at 12:04 you said')).toEqual({ clock: 724_000 });
    expect(instantOfScore([beat, other], score, 'you said')).toEqual({ clock: 5_000, moment: 'n' });
    expect(instantOfScore([beat, other], { ...score, moments: [] })).toBeNull();
  });

  it('[PLAY-2] about the interviewer leads to what it is about', () => {
    const hint = moment('h', 30_000, { kind: 'hint', ask: 'one', rung: 0, how: 'sent', text: '' }).moment;
    expect(instantOfAnswer([beat, hint], 'helped')).toEqual({ clock: 20_000, moment: 'h' });
    expect(instantOfAnswer([beat], 'helped')).toBeNull();
  });

  it('[PLAY-2] takes for a time only what is one', () => {
    expect(timeIn('12:04')).toBe(724_000);
    expect(timeIn('from 1:30, to 2:00')).toBe(90_000);
    expect(timeIn('1:02:03')).toBeNull();
    expect(timeIn('3:75')).toBeNull();
    expect(timeIn('x[1:20]')).toBe(80_000);
  });

  it('[PLAY-8] keeps the address of an instant, with no secret in it', () => {
    expect(addressOf('r1', { round: 2, clock: 724_000.4 })).toBe('/r/r1/report?t=2-724000');
    expect(targetIn('?t=2-724000')).toEqual({ round: 2, clock: 724_000 });
    for (const none of ['', '?t=', '?t=2', '?t=2-x', '?t=-1-5', '?t=1-99999999999']) expect(targetIn(none)).toBeNull();
  });
});
