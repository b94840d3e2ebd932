/**
 * What the panes around an editor work out for themselves: words, blocks of output, moves in a table, steps of a trace.
 */

import { describe, expect, it } from 'vitest';
import { isAboutCode, opensOn } from '../../client/sheet/opening.ts';
import { MARK_KEYS, marksOf } from '../../client/sheet/reading/code-marks.ts';
import { lastChecks } from '../../client/sheet/run/checks.ts';
import { blocksOf } from '../../client/sheet/run/output-blocks.ts';
import { mayPreload } from '../../client/sheet/run/python.svelte.ts';
import { statusWords, whyNot } from '../../client/sheet/run/run-words.ts';
import { moveOf } from '../../client/sheet/trace/moves.ts';
import { fitting, knownAt } from '../../client/sheet/trace/report.ts';
import type { TraceReport, TraceRow } from '../../shared/python/messages.ts';
import { signed, streamsOf } from '../../shared/python/streams.ts';
import type { MomentView } from '../../shared/room/roomview.ts';

describe('what a card needs of its sheet', () => {
  const plain = { checks: { open: false, added: 0 } };
  const trace = { n: 1, call: 'f(1)', committed: false };

  it.each(['behavioral', 'concept', 'scenario', 'design', 'rapid-fire'] as const)(
    '[SHEET-18] %s opens on the outline, without anything to run',
    (kind) => {
      expect(opensOn({ ...plain, kind })).toBe('outline');
      expect(isAboutCode({ ...plain, kind })).toBe(false);
    },
  );

  it.each(['code-reading', 'debugging', 'refactor', 'coding', 'testing'] as const)(
    '[SHEET-18] %s opens on the code, also with a call to trace',
    (kind) => {
      expect(opensOn({ ...plain, kind })).toBe('code');
      expect(opensOn({ ...plain, kind, trace })).toBe('code');
    },
  );

  it('[SHEET-18] a trace opens on its table, once there is a call', () => {
    expect(opensOn({ ...plain, kind: 'trace', trace })).toBe('trace');
    expect(opensOn({ ...plain, kind: 'trace' })).toBe('code');
  });

  it('[SHEET-18] a card of words that brings code, checks or a call is about code', () => {
    expect(opensOn({ ...plain, kind: 'scenario', starts: true })).toBe('code');
    expect(opensOn({ checks: { open: true, added: 0 }, kind: 'concept' })).toBe('code');
    expect(isAboutCode({ ...plain, kind: 'concept', trace })).toBe(true);
  });
});

describe('two streams in one text', () => {
  it('come apart as they were printed, also piece by piece', () => {
    const first = signed([{ stream: 'stdout', text: 'a' }], 'stdout');
    const second = signed([{ stream: 'stderr', text: 'b' }], 'stdout');
    const third = signed(
      [
        { stream: 'stderr', text: 'c' },
        { stream: 'stdout', text: 'd' },
      ],
      'stderr',
    );
    expect(streamsOf(first + second + third)).toEqual([
      { stream: 'stdout', text: 'a' },
      { stream: 'stderr', text: 'bc' },
      { stream: 'stdout', text: 'd' },
    ]);
  });

  it('cannot be mixed up by what code prints', () => {
    expect(streamsOf(signed([{ stream: 'stdout', text: 'a\x0eb\x0fc' }], 'stdout'))).toEqual([
      { stream: 'stdout', text: 'abc' },
    ]);
  });
});

describe('output in blocks', () => {
  it('links the lines that a traceback names, and nothing that code prints to stdout', () => {
    const line = '  File "sheet.py", line 12, in f\n';
    const blocks = blocksOf(
      signed(
        [
          { stream: 'stdout', text: line },
          { stream: 'stderr', text: line },
        ],
        'stdout',
      ),
    );
    expect(blocks.map(({ pieces }) => pieces)).toEqual([
      [{ text: line }],
      [{ text: '  ' }, { text: 'File "sheet.py", line 12', line: 12 }, { text: ', in f\n' }],
    ]);
  });

  it('loses nothing, keeps blocks small and ends them with lines', () => {
    const text = `${'x'.repeat(9_000)}\n${'line\n'.repeat(3_000)}`;
    const blocks = blocksOf(text);
    const texts = blocks.map(({ pieces }) => pieces.map((piece) => piece.text).join(''));
    expect(texts.join('')).toBe(text);
    expect(Math.max(...texts.map((part) => part.length))).toBeLessThanOrEqual(4_001);
    expect(texts.slice(3, -1).every((part) => part.endsWith('\n'))).toBe(true);
    expect(blocks.map(({ first }) => first)).toEqual([true, ...texts.slice(1).map(() => false)]);
  });
});

describe('why nothing runs', () => {
  const open = { seat: 'candidate', runsLocked: false, locked: false };
  const trace = { n: 1, call: 'f()', committed: false };

  it('[PY-5] names the prediction, to each seat in its own words', () => {
    expect(whyNot({ frozen: false, trace }, open)).toContain('you commit your prediction');
    expect(whyNot({ frozen: false, trace }, { ...open, seat: 'interviewer' })).toContain('the candidate commits');
    expect(whyNot({ frozen: false, trace: { ...trace, committed: true } }, open)).toBeNull();
  });

  it('[PY-1] names the lock to the candidate, and does not bind the interviewer', () => {
    expect(whyNot({ frozen: false }, { ...open, runsLocked: true })).toContain('locked running');
    expect(whyNot({ frozen: false }, { ...open, runsLocked: true, seat: 'interviewer' })).toBeNull();
    expect(whyNot({ frozen: true }, open)).toContain('frozen');
    expect(whyNot({ frozen: false }, { ...open, locked: true })).toContain('cannot be written');
  });

  it('says how a run ended, and whose it was', () => {
    const output = { by: 'ada', run: 'r', ms: 1_234, asking: false, text: '' };
    expect(statusWords({ ...output, status: 'raised', line: 4 }, 'Ada')).toBe(
      'Raised an error on line 4, 1.23 s, run by Ada',
    );
    expect(statusWords({ ...output, status: 'lost' }, 'Ada')).toContain('The run was lost');
    expect(statusWords({ ...output, status: 'running', asking: true }, 'you')).toBe('Waiting for input, run by you');
  });
});

describe('fetching Python ahead', () => {
  it('is not done on slow or metered connections', () => {
    expect(mayPreload({})).toBe(true);
    expect(mayPreload({ effectiveType: '4g' })).toBe(true);
    for (const network of [
      { saveData: true },
      { effectiveType: '3g' },
      { effectiveType: 'slow-2g' },
      { type: 'cellular' },
    ])
      expect(mayPreload(network)).toBe(false);
  });
});

const base = { moment: 'm', round: 1, by: 'ada', at: 0, late: false, ask: 'a' };

describe('moments of code', () => {
  it('gives the last check of each kind', () => {
    const counts = { passed: 1, failed: 1, errors: 1, broken: false, ms: 1 };
    const check = (moment: string, hidden: boolean): MomentView => ({
      ...base,
      ...counts,
      kind: 'check',
      moment,
      hidden,
    });
    const found = lastChecks([check('1', false), check('2', true), check('3', false)]);
    expect([found.seen?.moment, found.hidden?.moment, found.newest, found.words]).toEqual([
      '3',
      '2',
      '3',
      '1 of 3 pass',
    ]);
    expect(lastChecks([])).toEqual({ words: '' });
  });

  it('[PY-8] holds the last mark of each line', () => {
    const mark = (from: string, verdict: 'clear' | 'wrong', ask = 'a'): MomentView => ({
      ...{ ...base, kind: 'mark', ask, line: 1, quote: 'x', from, to: from, verdict },
    });
    const marks = marksOf([mark('p', 'wrong'), mark('q', 'clear'), mark('p', 'clear'), mark('p', 'wrong', 'b')], 'a');
    expect(marks.map(({ from, verdict }) => [from, verdict])).toEqual([
      ['p', 'clear'],
      ['q', 'clear'],
    ]);
    expect(Object.keys(MARK_KEYS)).toEqual(['c', 'v', 'w']);
  });
});

describe('keys in the table of a prediction', () => {
  const press = (key: string, more = {}) => ({
    ...{ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false },
    ...more,
  });
  const caret = (value: string, at: number) => ({ value, selectionStart: at, selectionEnd: at });

  it('move between cells only where the caret cannot move on', () => {
    expect(moveOf(press('ArrowRight'), caret('ab', 2), false)).toEqual({ cells: 1 });
    expect(moveOf(press('ArrowRight'), caret('ab', 1), false)).toBeNull();
    expect(moveOf(press('ArrowLeft'), caret('ab', 0), false)).toEqual({ cells: -1 });
    expect(moveOf(press('ArrowDown'), caret('ab', 1), false)).toEqual({ rows: 1 });
  });

  it('add and delete rows, and delete nothing by a plain Backspace that has something to delete', () => {
    expect(moveOf(press('Enter'), caret('', 0), true)).toBe('add');
    expect(moveOf(press('Backspace'), caret('', 0), false)).toBeNull();
    expect(moveOf(press('Backspace'), caret('', 0), true)).toBe('delete');
    expect(moveOf(press('Backspace', { ctrlKey: true }), caret('ab', 1), false)).toBe('delete');
    expect(moveOf(press('Enter', { ctrlKey: true }), caret('', 0), true)).toBeNull();
    expect(moveOf(press('Enter', { isComposing: true }), caret('', 0), true)).toBeNull();
  });
});

describe('a real trace', () => {
  const row = (line: number, more: Partial<TraceRow> = {}): TraceRow => ({
    line,
    frame: 'f',
    depth: 0,
    changes: [],
    ...more,
  });

  it('tells what the variables of a row’s own call hold', () => {
    const inner = { frame: 'g', depth: 1 };
    const rows = [
      row(1, { changes: [{ name: 'x', value: '1' }] }),
      row(9, { ...inner, changes: [{ name: 'x', value: '7' }] }),
      row(2, { changes: [{ name: 'a', value: '2' }] }),
    ];
    expect(knownAt({ rows, truncated: false }, 2)).toEqual([
      { name: 'a', value: '2', now: true },
      { name: 'x', value: '1', now: false },
    ]);
    expect(knownAt({ rows, truncated: false }, 5)).toEqual([]);
  });

  it('is cut to what the room takes, and then says so', () => {
    const changes = [{ name: 'x', value: 'y'.repeat(110) }];
    const long: TraceReport = {
      rows: Array.from({ length: 300 }, (_, line) => row(line, { changes })),
      truncated: false,
    };
    const cut = fitting(long);
    expect(JSON.stringify(cut).length).toBeLessThanOrEqual(32_000);
    expect(JSON.stringify({ ...cut, rows: long.rows.slice(0, cut.rows.length + 1) }).length).toBeGreaterThan(32_000);
    expect(cut.truncated).toBe(true);
    const short = { ...long, rows: long.rows.slice(0, 3) };
    expect(fitting(short)).toBe(short);
  });
});
