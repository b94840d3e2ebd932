/** The pictures of a round say what happened in it, and nothing that the room cannot know. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FRAMES } from '../../shared/deck/card.ts';
import { emptyScore } from '../../shared/rubric/form.ts';
import { LESSONS } from '../../shared/rubric/lessons.ts';
import { outlineOrder } from '../../shared/report/pictures/outline.ts';
import { EARLY_AFTER_ASK_MS, EARLY_QUIET_MS, hintLines } from '../../shared/report/pictures/hints.ts';
import { interviewingOf } from '../../shared/report/pictures/interviewing.ts';
import { radarOf, scored } from '../../shared/report/pictures/radar.ts';
import { linesOf, stripOf } from '../../shared/report/pictures/beats.ts';
import { predictionsOf } from '../../shared/report/pictures/predictions.ts';
import { orderText, partText, predictionText, spanText, spokeText } from '../../shared/report/pictures/words.ts';
import { askOf, figuresOf, heard, hint, MINUTE, roundOf, SECOND } from '../support/pictured.ts';

describe('the radar', () => {
  const score = (level: 2 | 4 | null) => ({ ...emptyScore('thinking-aloud'), level });
  const forms = (peer: 2 | null, self: 4) => [
    { by: 'ada', seat: 'interviewer' as const, form: { round: 1, scores: [score(peer)] } },
    { by: 'ben', seat: 'candidate' as const, form: { round: 1, scores: [score(self)] } },
  ];

  test('[PIC-1] has all eight lessons in their order, and keeps "not observed" apart from "not scored"', () => {
    const spokes = radarOf({ forms: forms(null, 4), lastTime: { startedAt: '', levels: { 'debugging-stories': 3 } } });
    expect(spokes.map(({ lesson }) => lesson)).toEqual([...LESSONS]);
    expect(spokes[1]).toEqual({ lesson: 'thinking-aloud', peer: null, self: 4, last: undefined });
    expect(spokes[2]).toMatchObject({ peer: undefined, self: undefined, last: 3 });
    expect(scored(spokes)).toHaveLength(2);
  });

  test('[PIC-1] in words says whose level it is, and of last time only where there was one', () => {
    const [spoke] = scored(radarOf({ forms: forms(2, 4) }));
    expect(spoke && spokeText(spoke, false)).toBe('Thinking aloud: peer 2 of 4, self 4 of 4');
    expect(spoke && spokeText(spoke, true)).toBe('Thinking aloud: peer 2 of 4, self 4 of 4, last time not scored');
  });
});

describe('the strip of beats', () => {
  test('[PIC-2] has each card’s heard and missed beats under it, also those heard after the next was asked', () => {
    const asks = [askOf('one'), askOf('two', { clockAt: 5 * MINUTE })];
    const moments = [heard('late', 6 * MINUTE, 2), heard('first', MINUTE, 0)];
    const { cards, totalMs } = stripOf(roundOf({ asks, moments }));
    expect(totalMs).toBe(20 * MINUTE);
    expect(cards.map(({ from, to }) => [from, to])).toEqual([
      [0, 5 * MINUTE],
      [5 * MINUTE, 20 * MINUTE],
    ]);
    expect(cards.map((card) => card.heard.map(({ moment }) => moment))).toEqual([['first', 'late'], []]);
    expect(cards.map((card) => card.missed.map(({ text }) => text))).toEqual([
      ['beat 1'],
      ['beat 0', 'beat 1', 'beat 2'],
    ]);
  });

  test('[PIC-2] every beat of a card is heard or missed, never both', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(2)), fc.nat(20 * MINUTE), (tapped, at) => {
        const { cards } = stripOf(roundOf({ moments: tapped.map((beat) => heard(`m${beat}`, at + beat, beat)) }));
        const [card] = cards;
        const texts = [...(card?.heard ?? []), ...(card?.missed ?? [])].map(({ text }) => text);
        expect(texts.sort()).toEqual(['beat 0', 'beat 1', 'beat 2']);
      }),
    );
  });

  test('[PIC-2] no two dots of a line overlap', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100)), fc.integer({ min: 1, max: 30 }), (places, apart) => {
        const at = [...places].sort((a, b) => a - b);
        const lines = linesOf(at, apart);
        for (const line of new Set(lines)) {
          const on = at.filter((_, i) => lines[i] === line);
          for (const [i, each] of on.entries())
            if (i > 0) expect(each - (on[i - 1] ?? 0)).toBeGreaterThanOrEqual(apart);
        }
      }),
    );
  });
});

describe('the order of the answer outline', () => {
  const frameTexts = [{ part: 'context', text: 'two shops' }];
  const order = (frame: Record<string, number>, running = [{ from: 0, to: 20 * MINUTE }]) =>
    outlineOrder({ ...askOf('one', { figures: figuresOf([], [], frame) }), frameTexts }, roundOf({ running }));

  test('[PIC-3] says which part came when, and which never came', () => {
    const read = order({ decision: MINUTE, context: 2 * MINUTE });
    expect(read.parts.map(({ part, place }) => [part, place])).toEqual([
      ['context', 2],
      ['constraint', null],
      ['decision', 1],
      ['tradeoff', null],
      ['outcome', null],
    ]);
    expect(read.inOrder).toBe(false);
    expect(orderText(read)).toBe('Its parts came out of order; never came: constraint, tradeoff, outcome.');
    expect(read.parts.map((part) => partText(part, true))).toEqual([
      'context: came second, at 02:00',
      'constraint: never came',
      'decision: came first, at 01:00, and was removed again',
      'tradeoff: never came',
      'outcome: never came',
    ]);
  });

  test('[PIC-3] is by the round’s clock: what lies in a pause is where the clock stopped', () => {
    const paused = [
      { from: 0, to: MINUTE },
      { from: 5 * MINUTE, to: 9 * MINUTE },
    ];
    expect(order({ context: 3 * MINUTE }, paused).parts[0]?.at).toBe(MINUTE);
    expect(order({ context: 6 * MINUTE }, paused).parts[0]?.at).toBe(2 * MINUTE);
  });

  test('[PIC-3] without the log it says what is there, and that the rest never came only where nothing is', () => {
    const read = outlineOrder({ ...askOf('one'), frameTexts }, roundOf());
    expect(read).toMatchObject({ timed: false });
    expect(read.parts.map((part) => partText(part, read.timed)).slice(0, 2)).toEqual([
      'context: filled; when is not known',
      'constraint: never came',
    ]);
    expect(orderText(outlineOrder({ ...askOf('one'), frameTexts: [] }, roundOf()))).toBe(
      'The answer outline was not used.',
    );
  });

  test('[PIC-3] the places are 1 to the number of parts that came, in the order of time', () => {
    const times = fc.dictionary(fc.constantFrom(...FRAMES.decision), fc.nat(20 * MINUTE));
    fc.assert(
      fc.property(times, (frame) => {
        const came = order(frame).parts.filter(({ place }) => place !== null);
        const byPlace = came.toSorted((a, b) => (a.place ?? 0) - (b.place ?? 0));
        expect(byPlace.map(({ place }) => place)).toEqual(byPlace.map((_, i) => i + 1));
        expect(byPlace.map(({ at }) => at)).toEqual(
          byPlace.map(({ at }) => at).toSorted((a, b) => (a ?? 0) - (b ?? 0)),
        );
      }),
    );
  });
});

describe('the hint ledger', () => {
  const AT = 10 * MINUTE;
  const ledger = (typed: readonly number[] | null, at = AT, others: Parameters<typeof roundOf>[0] = {}) => {
    const asks = [askOf('one', typed ? { figures: figuresOf(typed) } : {})];
    const moments = [hint('h', at, { rung: 1, how: 'sent' }), ...(others.moments ?? [])];
    return hintLines(roundOf({ asks, ...others, moments })).find(({ moment }) => moment.moment === 'h');
  };

  test('[PIC-4] says the rung, when, how, and the quiet before', () => {
    expect(ledger([540])).toMatchObject({ of: 3, sinceAsk: AT, quiet: MINUTE, early: false });
  });

  test.each([
    ['typed within 20 s before', [AT / SECOND - EARLY_QUIET_MS / SECOND + 1], AT, true],
    ['quiet for 20 s', [AT / SECOND - EARLY_QUIET_MS / SECOND], AT, false],
    ['within a minute of the ask, however quiet', [], EARLY_AFTER_ASK_MS - 1, true],
    ['a minute after the ask, quiet', [], EARLY_AFTER_ASK_MS, false],
  ])('[PIC-5] %s', (_, typed, at, early) => {
    expect(ledger(typed, at)?.early).toBe(early);
  });

  test('[PIC-5] a beat heard and a run of the candidate are signs; of the interviewer’s own nothing is', () => {
    const moments = [heard('b', AT - 5 * SECOND, 0)];
    expect(ledger([], AT, { moments })).toMatchObject({ quiet: 5 * SECOND, early: true });
    const run = { ...{ moment: 'r', at: AT - 5 * SECOND, round: 1, late: false, kind: 'run' as const, ask: 'one' } };
    const ran = (by: string) => ({ ...run, by, excerpt: '', outcome: 'finished' as const, ms: 1 });
    expect(ledger([], AT, { moments: [ran('ben')] })?.early).toBe(true);
    expect(ledger([], AT, { moments: [ran('ada')] })?.early).toBe(false);
    const asks = [askOf('one', { figures: figuresOf([], [AT / SECOND - 3]) })];
    expect(ledger([], AT, { asks })?.early).toBe(false);
  });

  test('[PIC-5] a pause is no quiet', () => {
    const running = [
      { from: 0, to: 5 * MINUTE },
      { from: 60 * MINUTE, to: 75 * MINUTE },
    ];
    expect(ledger([299], 5 * MINUTE + 10 * SECOND, { running })).toMatchObject({ quiet: 11 * SECOND, early: true });
  });

  test('[PIC-5] without the log nobody can say how quiet it was, nor that a hint was not early', () => {
    expect(ledger(null)).toMatchObject({ quiet: null, early: null });
    expect(ledger(null, 30 * SECOND)?.early).toBe(true);
  });
});

test('[PIC-6] each prediction has its result', () => {
  const base = { round: 1, by: 'ben', late: false, ask: 'one' };
  const moments = [
    { ...base, moment: 'c1', at: 1, kind: 'trace-committed' as const, n: 1, rows: 4 },
    { ...base, moment: 't1', at: 2, kind: 'trace' as const, n: 1, agreed: 3, wrong: 1, missed: 0, first: 2 },
    { ...base, moment: 'c2', at: 3, kind: 'trace-committed' as const, n: 2, rows: 1 },
  ];
  expect(predictionsOf(roundOf({ moments })).map(predictionText)).toEqual([
    '4 rows predicted: 3 agreed, 1 wrong, 0 missed, first in row 3',
    '1 row predicted, never traced',
  ]);
});

describe('how a round was interviewed', () => {
  test('[PIC-7] counts hints and those that came early, and the edits of each in the sheets', () => {
    const asks = [askOf('one', { figures: figuresOf([1, 2, 595], [700]) })];
    const moments = [hint('a', 10 * MINUTE), hint('b', 15 * MINUTE, { rung: 1 })];
    expect(interviewingOf(roundOf({ asks, moments }))).toMatchObject({
      ...{ hints: 2, early: 1, edits: { interviewer: 1, candidate: 3 } },
      quiets: [5 * SECOND, 15 * MINUTE - 595 * SECOND],
    });
  });

  test('[PIC-8] the silence left uninterrupted is one that the candidate ended, with nothing of the interviewer’s within', () => {
    const read = (moments: ReturnType<typeof hint>[]) =>
      interviewingOf(roundOf({ asks: [askOf('one', { figures: figuresOf([60, 240, 300]) })], moments })).letStand;
    expect(read([])).toBe(3 * MINUTE);
    expect(read([hint('h', 3 * MINUTE)])).toBe(MINUTE);
  });

  test('[PIC-7] without the log it says nothing of keystrokes and quiet', () => {
    const asks = [askOf('one')];
    expect(interviewingOf(roundOf({ asks, moments: [hint('h', 10 * MINUTE)] }))).toEqual({
      ...{ hints: 1, early: null, edits: null, quiets: null, letStand: null },
    });
    expect(interviewingOf(roundOf({ asks })).early).toBe(0);
  });
});

test('spans are told in seconds, then in minutes', () => {
  expect([0, 61_499, 119_000, 185_000].map(spanText)).toEqual(['0 s', '61 s', '119 s', '3 min 05 s']);
});
