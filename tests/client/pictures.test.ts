/** What the pictures say to people who do not see them, and where their dots lead. */

import { render } from 'svelte/server';
import { describe, expect, it, test } from 'vitest';
import { labelAt, outlineOf, pointAt, SIZE } from '../../client/debrief/pictures/radar.ts';
import BeatStrip from '../../client/debrief/pictures/BeatStrip.svelte';
import OutlineOrder from '../../client/debrief/pictures/OutlineOrder.svelte';
import HintTable from '../../client/debrief/pictures/HintTable.svelte';
import Radar from '../../client/debrief/pictures/Radar.svelte';
import TraceAgreement from '../../client/debrief/pictures/TraceAgreement.svelte';
import { LESSONS } from '../../shared/rubric/lessons.ts';
import { outlineOrder } from '../../shared/report/pictures/outline.ts';
import { hintLines } from '../../shared/report/pictures/hints.ts';
import { stripOf } from '../../shared/report/pictures/beats.ts';
import { askOf, figuresOf, heard, hint, MINUTE, roundOf } from '../support/pictured.ts';

/** What is there for a screen reader: no hidden part, no markup, no layout. */
function spoken({ body }: { body: string }): string {
  const seen = body.replace(/<!--.*?-->/gs, '').replace(/<svg\b.*?<\/svg>/gs, '');
  const labelled = seen.replace(/<(\w+)[^>]*\saria-hidden="true"[^>]*>.*?<\/\1>/gs, '');
  return labelled
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const spokes = LESSONS.map((lesson, i) => ({
  lesson,
  peer: i === 0 ? (2 as const) : i === 1 ? null : undefined,
  self: i === 0 ? (3 as const) : undefined,
  last: i === 0 ? (1 as const) : undefined,
}));

describe('[PIC-1] the radar', () => {
  it('has a table of every lesson that was scored, with the names of the two', () => {
    const props = { spokes, interviewer: 'Ada', candidate: 'Ben' };
    expect(spoken(render(Radar, { props }))).toMatch(
      /Ada Ben Answer structure 2 of 4 3 of 4 Thinking aloud not observed not scored$/,
    );
    const lastTime = { startedAt: '2026-01-05T10:00:00.000Z', levels: {} };
    expect(spoken(render(Radar, { props: { ...props, lastTime } }))).toMatch(
      /Last time Answer structure 2 of 4 3 of 4 1 of 4 .*2026, as the interviewer/,
    );
  });

  it('keeps each spoke in its place and within the picture', () => {
    for (const [i] of LESSONS.entries()) {
      const { x, y } = labelAt(i, 8);
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(SIZE.width);
      expect(y).toBeGreaterThan(10);
      expect(y).toBeLessThan(SIZE.height - 10);
    }
    expect(pointAt(0, 8, 4).y).toBeLessThan(pointAt(0, 8, 1).y);
  });

  it('joins three or more neighbours with a level, not two alone, and nothing across a lesson without one', () => {
    const sides = (levels: (1 | 4 | null | undefined)[]) => outlineOf(levels).sides.length;
    expect(sides([1, 4, 1, 4])).toBe(4);
    expect(sides([1, null, 4, undefined])).toBe(0);
    expect(sides([1, 4, 1, undefined])).toBe(2);
    expect(sides([1, 4, undefined, null])).toBe(0);
    expect(sides([4, null, undefined, null, 1, null, 4, 1])).toBe(2);
    expect(outlineOf([1, undefined, null, 4]).points.map(({ spoke }) => spoke)).toEqual([0, 3]);
  });
});

test('[PIC-2] the strip says under each card what was heard, when, and what was missed', () => {
  const strip = stripOf(roundOf({ moments: [heard('m', 2 * MINUTE, 1)] }));
  expect(spoken(render(BeatStrip, { props: { strip } }))).toBe(
    'Card one 1 of 3 beats heard 02:00 heard: beat 1 missed: beat 0 missed: beat 2',
  );
});

test('[PIC-3] the order of the frame says each part’s place, and which never came', () => {
  const ask = { ...askOf('one', { figures: figuresOf([], [], { decision: MINUTE }) }), frameTexts: [] };
  const said = spoken(render(OutlineOrder, { props: { round: 1, orders: [outlineOrder(ask, roundOf())] } }));
  expect(said).toContain('context: never came');
  expect(said).toContain('decision: came first, at 01:00, and was removed again');
});

test('[PIC-4] [PIC-5] the ledger says rung, quiet and early, or that they are not known', () => {
  const ledger = (typed: number[] | null) =>
    hintLines(
      roundOf({ asks: [askOf('one', typed ? { figures: figuresOf(typed) } : {})], moments: [hint('h', 5 * MINUTE)] }),
    );
  expect(spoken(render(HintTable, { props: { hints: ledger([290]) } }))).toContain(
    '05:00 Look at the default rung 1 of 3, spoken. Card one 10 s early',
  );
  expect(spoken(render(HintTable, { props: { hints: ledger(null) } }))).toContain('not known not known');
});

test('[PIC-6] each prediction is told in words', () => {
  const base = { round: 1, by: 'ben', at: MINUTE, late: false, ask: 'one', n: 1 };
  const committed = { ...base, moment: 'c', kind: 'trace-committed' as const, rows: 4 };
  const traced = { ...base, moment: 't', kind: 'trace' as const, agreed: 3, wrong: 1, missed: 0, first: 2 };
  const props = { predictions: [{ committed, traced, title: 'Card one' }] };
  expect(spoken(render(TraceAgreement, { props }))).toBe(
    '01:00 Card one 4 rows predicted: 3 agreed, 1 wrong, 0 missed, first in row 3',
  );
});
