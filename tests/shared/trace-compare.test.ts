/**
 * Values compared as Python has them, and predictions laid beside traces: laws over many traces, and telling examples.
 */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TraceReport, TraceRow } from '../../shared/python/messages.ts';
import { missedCells } from '../../shared/trace/cells.ts';
import { compare } from '../../shared/trace/compare.ts';
import { sameValue } from '../../shared/trace/equal.ts';
import { namedValues, rowOf } from '../../shared/trace/table.ts';
import { EMPTY_ROW, tableOf } from '../support/tables.ts';

const same = (real: string, predicted: string) => sameValue(real, predicted);

describe('values', () => {
  it.each([
    ["'paid'", '"paid"'],
    ["'it\\'s'", '"it\'s"'],
    ["'a\\nb'", '"""a\nb"""'],
    ["b'x'", 'b"x"'],
    ['[1, 2]', '[ 1,2, ]'],
    ["{'a': 1, 'b': [2]}", '{"b":[2],"a":1}'],
    ['{1, 2}', '{2, 1}'],
    ['set()', 'set( )'],
    ['(1,)', '( 1 , )'],
    ['(1, 2)', '1, 2'],
    ['1000', '1_000'],
    ['255', '0xff'],
    ['-1', '- 1'],
    ['1.0', '1.00'],
    ['1e-05', '0.00001'],
    ['nan', 'nan'],
    ["Decimal('1.50')", 'Decimal("1.50")'],
    ["Order(id=3, lines=['a'])", "Order(lines=['a'], id=3)"],
    ["deque([1, 'a'])", 'deque([1,"a"])'],
    ['<generator read>', '<generator  read>'],
    ['Status.PAID', ' Status.PAID '],
    ["defaultdict(<class 'list'>, {})", 'defaultdict(<class "list">, {})'],
    ['[1, 2, 3…', '[1, 2, 3, ...]'],
    ['[1, 2, 3…', '[1, 2, 3, 4, 5]'],
  ])('%s equals %s', (real, predicted) => expect(same(real, predicted)).toBe(true));

  it.each([
    ['1.0', '1'],
    ['1', '1.0'],
    ['True', '1'],
    ['1', "'1'"],
    ["'paid'", 'paid'],
    ["'a b'", "'ab'"],
    ["'a'", "b'a'"],
    ['[1, 2]', '(1, 2)'],
    ['(1,)', '1'],
    ['{1}', '[1]'],
    ['{}', 'set()'],
    ['{1, 2}', '{1, 3}'],
    ["{'a': 1}", "{'a': 2}"],
    ['[1, 2]', '[1]'],
    ['None', ''],
    ['Order(id=3)', 'Order(id=4)'],
    ['[1, 2, 3…', '[1, 3, ...]'],
    ['not a', 'nota'],
  ])('%s differs from %s', (real, predicted) => expect(same(real, predicted)).toBe(false));

  it('lets 1 stand for 1.0 where the card says so, inside others too', () => {
    const rules = { floatIsInt: true };
    expect(sameValue('1.0', '1', rules)).toBe(true);
    expect(sameValue("{'a': [1.0]}", '{"a": [1]}', rules)).toBe(true);
    expect(sameValue('1.5', '1', rules)).toBe(false);
  });

  it('are read whatever the text, and equal themselves', () => {
    fc.assert(fc.property(fc.string(), (text) => sameValue(text, text)));
    const noise = fc.array(
      fc.constantFrom('[', ']', '{', '}', '(', ')', ',', ':', "'", '"', '1', '.', 'a', '\\', ' ', '='),
    );
    fc.assert(fc.property(noise, (parts) => sameValue(parts.join(''), parts.join(''))));
  });
});

/** A value, as Python writes it and as somebody else may. */
interface Written {
  python: string;
  other: string;
}
const plain = (python: string, other = python): Written => ({ python, other });
const { value } = fc.letrec<{ value: Written }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.integer().map((n) => plain(`${n}`, ` ${n}`)),
    fc.stringMatching(/^[a-z ,=[]{0,6}$/).map((text) => plain(`'${text}'`, `"${text}"`)),
    fc.constantFrom('None', 'True', 'False', '1.5', '-0.25').map((text) => plain(text)),
    fc.array(tie('value'), { maxLength: 3 }).map((items) => ({
      python: `[${items.map(({ python }) => python).join(', ')}]`,
      other: `[ ${items.map(({ other }) => other).join(',')}]`,
    })),
    tie('value').map((one) => plain(`{'k': ${one.python}, 'l': 1}`, `{"l":1,"k":${one.other}}`)),
  ),
}));

const changes = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'total', 'self.n'), value), {
  selector: ([name]) => name,
  maxLength: 3,
});
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined });

/** A trace, and the same prediction in another hand. */
const traced = fc
  .array(
    fc.record({
      line: fc.integer({ min: 1, max: 6 }),
      changes,
      branch: maybe(fc.boolean()),
      printed: maybe(fc.stringMatching(/^[a-z]{1,5}$/)),
      returned: maybe(value),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((rows) => {
    const real = rows.map(({ changes: set, returned, ...row }): TraceRow => {
      const said = set.map(([name, { python }]) => ({ name, value: python }));
      const row2: TraceRow = { ...row, frame: 'f', depth: 0, changes: said };
      if (row.printed !== undefined) row2.printed = `${row.printed}\n`;
      return returned === undefined ? row2 : { ...row2, returned: returned.python };
    });
    const prediction = rows.map(({ changes: set, line, branch, printed, returned }) => ({
      line: ` ${line}`,
      values: set.map(([name, { other }]) => `${name}=${other}`).join(', '),
      branch: branch === undefined ? '' : branch ? 'yes' : 'No',
      printed: printed ?? '',
      returned: returned?.other ?? '',
    }));
    return { report: { rows: real, truncated: false } satisfies TraceReport, prediction };
  });

const cellCount = (row: TraceRow): number => missedCells(row).length;
/** A row of the trace, chosen by a number of any size. */
const pick = fc.nat();

describe('a prediction', () => {
  it('of the whole truth agrees everywhere, in any hand', () => {
    fc.assert(
      fc.property(traced, ({ report, prediction }) => {
        for (const table of [prediction, tableOf(report)]) {
          const result = compare(report, table);
          expect(result).toMatchObject({ wrong: 0, missed: 0, first: null, divergence: null });
          expect(result.agreed).toBeGreaterThanOrEqual(report.rows.length);
          expect(result.rows.map(({ real }) => real)).toEqual(report.rows.map((_row, index) => index));
        }
      }),
    );
  });

  it('with one cell changed is wrong exactly once, and there', () => {
    fc.assert(
      fc.property(traced, pick, pick, ({ report, prediction }, at, which) => {
        const row = at % report.rows.length;
        const real = report.rows[row]!;
        const table = [...prediction];
        const ways = [{ line: `${real.line + 1}` }, ...wrongCells(real, prediction[row]!.values)];
        table[row] = { ...table[row]!, ...ways[which % ways.length] };
        expect(compare(report, table)).toMatchObject({ wrong: 1, missed: 0, first: row });
      }),
    );
  });

  it('without one row has missed its cells and nothing else', () => {
    fc.assert(
      fc.property(traced, pick, ({ report, prediction }, at) => {
        const row = at % report.rows.length;
        const missed = cellCount(report.rows[row]!) - (report.rows[row]!.returned === 'None' ? 1 : 0);
        const result = compare(report, prediction.toSpliced(row, 1));
        expect(result.wrong).toBe(0);
        expect(result.missed).toBeGreaterThanOrEqual(Math.max(missed, 1));
        expect(result.missed).toBeLessThanOrEqual(cellCount(report.rows[row]!));
      }),
    );
  });

  it('with a row too many is wrong exactly once', () => {
    fc.assert(
      fc.property(traced, pick, ({ report, prediction }, at) => {
        const extra = { ...EMPTY_ROW, line: '99', values: 'x = 1' };
        const table = prediction.toSpliced(at % (prediction.length + 1), 0, extra);
        expect(compare(report, table)).toMatchObject({ wrong: 1, missed: 0 });
      }),
    );
  });

  it('is laid beside the trace in order, whole, whatever it says', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('', '1', '2', 'a = 1', 'true', "'x'"));
    const rows = fc.array(fc.record({ line: cell, values: cell, branch: cell, printed: cell, returned: cell }));
    fc.assert(
      fc.property(traced, rows, ({ report }, table) => {
        const result = compare(report, table);
        expect(result.rows.flatMap(({ real }) => real ?? [])).toEqual(report.rows.map((_row, index) => index));
        const said = result.rows.flatMap(({ predicted }) => predicted ?? []);
        expect(said).toEqual([...said].sort((a, b) => a - b));
        expect(result.first === null).toBe(result.wrong + result.missed === 0);
      }),
    );
  });
});

/** Each way in which one cell of the row can be wrong. */
function wrongCells(real: TraceRow, values: string) {
  const [named] = namedValues(values);
  return [
    ...(named ? [{ values: values.replace(/=.*?(?=, [a-z.]+=|$)/s, '= nonsense(0)') }] : []),
    ...(real.branch === undefined ? [] : [{ branch: String(!real.branch) }]),
    ...(real.printed === undefined ? [] : [{ printed: 'NO' }]),
    ...(real.returned === undefined ? [] : [{ returned: 'nonsense(1)' }]),
  ];
}

const row = (line: number, more: Partial<TraceRow> = {}): TraceRow => ({
  line,
  frame: 'f',
  depth: 0,
  changes: [],
  ...more,
});
const set = (name: string, text: string) => ({ changes: [{ name, value: text }] });
const say = (line: number, values = '', more = {}) => ({ ...EMPTY_ROW, line: String(line), values, ...more });
const report = (rows: TraceRow[], truncated = false): TraceReport => ({ rows, truncated });

describe('told by example', () => {
  it('a prediction that leaves a loop one pass early is right again after it', () => {
    const passes = [1, 2, 3].flatMap((n) => [
      row(2, { branch: true, ...set('n', `${n}`) }),
      row(3, set('total', `${10 * n}`)),
    ]);
    const real = report([...passes, row(2, { branch: false }), row(4, { returned: '30' })]);
    const table = tableOf(real).toSpliced(4, 2);
    expect(compare(real, table)).toMatchObject({
      wrong: 0,
      missed: 5,
      first: 4,
      divergence: { at: 4, cell: 0, row: 4 },
    });
  });

  it('arguments of the call need not be repeated, and must be right where they are', () => {
    const real = report([row(2, { changes: [{ name: 'n', value: '3', given: true }] })]);
    expect(compare(real, [say(2)])).toMatchObject({ agreed: 1, wrong: 0, missed: 0 });
    expect(compare(real, [say(2, 'n = 3')])).toMatchObject({ agreed: 2, wrong: 0 });
    expect(compare(real, [say(2, 'n = 4')])).toMatchObject({ agreed: 1, wrong: 1 });
  });

  it('a value that still holds may be said again, and one that does not may not', () => {
    const real = report([row(2, set('n', '3')), row(3)]);
    expect(compare(real, [say(2, 'n = 3'), say(3, 'n = 3')])).toMatchObject({ agreed: 3, wrong: 0, missed: 0 });
    expect(compare(real, [say(2, 'n = 3'), say(3, 'n = 4')])).toMatchObject({ agreed: 3, wrong: 1, missed: 0 });
  });

  it('a lone value stands for the only variable that the line set', () => {
    const real = report([row(2, set('n', '3'))]);
    expect(compare(real, [say(2, '3')])).toMatchObject({ agreed: 2, wrong: 0 });
  });

  it('an exception is agreed with by its type', () => {
    const real = report([row(2, { raised: "KeyError: 'sku'" })]);
    for (const returned of ['KeyError', "raises KeyError: 'sku'", 'KeyError()']) {
      expect(compare(real, [say(2, '', { returned })])).toMatchObject({ agreed: 2, wrong: 0, missed: 0 });
    }
    expect(compare(real, [say(2, '', { returned: 'ValueError' })])).toMatchObject({ wrong: 1 });
    expect(compare(real, [say(2)])).toMatchObject({ missed: 1 });
  });

  it('what is printed may be with or without quotes and a line end', () => {
    const real = report([row(2, { printed: 'ask N-1\n' })]);
    for (const printed of ['ask N-1', "'ask N-1'", '"ask N-1\\n"', ' ask N-1 \n']) {
      expect(compare(real, [say(2, '', { printed })])).toMatchObject({ agreed: 2, wrong: 0 });
    }
    expect(compare(real, [say(2, '', { printed: 'askN-1' })])).toMatchObject({ wrong: 1 });
  });

  it('nobody need say that a function without return returns None, and it is right to', () => {
    const real = report([row(2, { returned: 'None' })]);
    expect(compare(real, [say(2)])).toMatchObject({ agreed: 1, missed: 0 });
    expect(compare(real, [say(2, '', { returned: 'None' })])).toMatchObject({ agreed: 2 });
    expect(compare(real, [say(2, '', { returned: '0' })])).toMatchObject({ wrong: 1 });
  });

  it('rows that a long loop leaves out are not judged, nor what lies beyond a trace that was cut off', () => {
    const real = report([row(2, set('n', '1')), row(2, { folded: 8 }), row(2, set('n', '10')), row(3)], true);
    const table = [1, 2, 3, 10].map((n) => say(2, `n = ${n}`)).concat(say(3), say(4));
    expect(compare(real, table)).toMatchObject({ agreed: 5, wrong: 0, missed: 0, first: null });
    expect(compare(real, [say(2, 'n = 1'), say(2, 'n = 10'), say(3)])).toMatchObject({
      agreed: 5,
      wrong: 0,
      missed: 0,
    });
  });

  it('empty rows are not rows, and an empty table has missed everything', () => {
    const real = report([row(2, set('n', '1')), row(3)]);
    expect(compare(real, [say(2, 'n = 1'), EMPTY_ROW, say(3)]).rows.map(({ predicted }) => predicted)).toEqual([0, 2]);
    expect(compare(real, [])).toMatchObject({ agreed: 0, wrong: 0, missed: 3, first: 0 });
    expect(compare(report([]), [say(1)])).toMatchObject({ agreed: 0, wrong: 1, missed: 0, first: 0 });
  });

  it('a values cell is split between variables, not inside a value', () => {
    const cell = "a = [1, 2], b = f(x=1), text = 'c, d = 1'; t = 1, 2\nself.n: 3";
    expect(namedValues(cell).map(({ name, value: text }) => `${name}|${text}`)).toEqual([
      'a|[1, 2]',
      'b|f(x=1)',
      "text|'c, d = 1'",
      't|1, 2',
      'self.n|3',
    ]);
    expect(rowOf(row(1, { changes: [{ name: 'a', value: '[1, 2…' }, ...set('b', '3').changes] })).values).toBe(
      'a = [1, 2…\nb = 3',
    );
    expect(namedValues('a = [1, 2…\nb = 3')).toHaveLength(2);
  });
});
