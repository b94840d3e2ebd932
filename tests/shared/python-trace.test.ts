/** What a trace says of each construct of the language, and how it bears what is long, endless or hostile. */

import { afterAll, describe, expect, it } from 'vitest';
import { Python } from '../../server/deck/python/python.ts';
import { PYTHON_LIMITS } from '../../shared/python/limits.ts';
import type { TraceReport, TraceRow } from '../../shared/python/messages.ts';
import { compare } from '../../shared/trace/compare.ts';
import { tableOf } from '../support/tables.ts';

const python = new Python(30_000);
afterAll(() => python.close());

const traceOf = (code: string, call: string): Promise<TraceReport> => python.do('trace', { code, call });

/** `line: what it set, printed, gave back`, indented by depth; arguments in brackets. */
function told({ line, depth, changes, branch, printed, returned, raised, folded }: TraceRow): string {
  const set = changes.map(({ name, value, given }) => (given ? `(${name}=${value})` : `${name}=${value}`));
  const parts = [
    ...(branch === undefined ? [] : [branch ? 'yes' : 'no']),
    ...set,
    ...(printed === undefined ? [] : [`prints ${printed.trimEnd()}`]),
    ...(returned === undefined ? [] : [`-> ${returned}`]),
    ...(raised === undefined ? [] : [`! ${raised}`]),
    ...(folded === undefined ? [] : [`folds ${folded}`]),
  ];
  return `${'  '.repeat(depth)}${line}: ${parts.join(' ')}`.trimEnd();
}

async function rows(code: string, call: string): Promise<string[]> {
  const report = await traceOf(code, call);
  const { wrong, missed } = compare(report, tableOf(report));
  expect({ wrong, missed, broken: report.broken, truncated: report.truncated }).toEqual({
    wrong: 0,
    missed: 0,
    truncated: false,
  });
  return report.rows.map(told);
}

describe('a trace of', () => {
  const cases: [string, string, string, string[]][] = [
    [
      'recursion',
      'def f(n):\n    if n == 0:\n        return 1\n    return n * f(n - 1)\n',
      'f(2)',
      ['2: no (n=2)', '4: -> 2', '  2: no (n=1)', '  4: -> 1', '    2: yes (n=0)', '    3: -> 1'],
    ],
    [
      'nested calls, the inner one first',
      'def f(x):\n    return x + 1\ndef g(x):\n    return x * 2\n',
      'f(g(3))',
      ['4: (x=3) -> 6', '2: (x=6) -> 7'],
    ],
    [
      'a closure that counts',
      'def make():\n    n = 0\n    def add():\n        nonlocal n\n        n += 1\n        return n\n' +
        '    return add\ndef f():\n    a = make()\n    return a() + a()\n',
      'f()',
      [
        '9: a=<function add>',
        '  2: n=0',
        '  3:',
        '  7: -> <function add>',
        '10: -> 3',
        '  5: n=1',
        '  6: -> 1',
        '  5: n=2',
        '  6: -> 2',
      ],
    ],
    [
      'mutation through an alias, and of an attribute',
      'class Cart:\n    def __init__(self):\n        self.lines = []\ndef f():\n    a = Cart()\n    b = a.lines\n' +
        '    b.append("x")\n    return a.lines\n',
      'f()',
      ['5: a=Cart(lines=[])', '  3: self.lines=[] -> None', '6: b=[]', "7: a.lines=['x'] b=['x']", "8: -> ['x']"],
    ],
    [
      'shared state of the sheet, told once',
      'LOG = []\ndef note(x):\n    LOG.append(x)\ndef f():\n    note(1)\n    return LOG\n',
      'f()',
      ['5:', '  3: LOG=[1] (x=1) -> None', '6: -> [1]'],
    ],
    [
      'a default that remembers',
      'def f(x, xs=[]):\n    xs.append(x)\n    return xs\n',
      '(f(1), f(2))',
      ['2: (x=1) xs=[1]', '3: -> [1]', '2: (x=2) xs=[1, 2]', '3: -> [1, 2]'],
    ],
    [
      'break and else',
      'def f(xs):\n    for x in xs:\n        if x > 1:\n            break\n    else:\n        return "none"\n' +
        '    return x\n',
      'f([1, 2])',
      ['2: yes x=1 (xs=[1, 2])', '3: no', '2: yes x=2', '3: yes', '4:', '7: -> 2'],
    ],
    [
      'else after a loop that ran out',
      'def f(xs):\n    while xs:\n        xs.pop()\n    else:\n        return "none"\n',
      'f([1])',
      ['2: yes (xs=[1])', '3: xs=[]', '2: no', "5: -> 'none'"],
    ],
    [
      'an exception that is caught in another call',
      'def g(row):\n    return row["sku"]\ndef f():\n    try:\n        return g({})\n' +
        '    except (ValueError, KeyError) as error:\n        code = 1\n    finally:\n        print("done")\n' +
        '    return code\n',
      'f()',
      ['5:', "  2: (row={}) ! KeyError: 'sku'", "6: error=KeyError('sku')", '7: code=1', '9: prints done', '10: -> 1'],
    ],
    [
      'raise again, and from',
      'def f():\n    try:\n        int("x")\n    except ValueError:\n        raise\n',
      'f()',
      [
        "3: ! ValueError: invalid literal for int() with base 10: 'x'",
        '4:',
        "5: ! ValueError: invalid literal for int() with base 10: 'x'",
      ],
    ],
    [
      'a condition that does not hold while an exception passes',
      'def f(n):\n    try:\n        raise KeyError("k")\n    finally:\n        if n: n = 0\n',
      'f(0)',
      ["3: (n=0) ! KeyError: 'k'", '5: no'],
    ],
    [
      'a return that finally holds up',
      'def f():\n    try:\n        return 1\n    finally:\n        print("bye")\n',
      'f()',
      ['3: -> 1', '5: prints bye'],
    ],
    [
      'a generator that is left early, and closes',
      'def read():\n    try:\n        yield 1\n        yield 2\n    finally:\n        print("closed")\ndef f():\n' +
        '    for x in read():\n        break\n    return x\n',
      'f()',
      ['8: yes x=1', '  3: -> 1', '9:', '  6: prints closed', '10: -> 1'],
    ],
    [
      'what is sent to a generator',
      'def echo():\n    got = yield 1\n    yield got * 2\ndef f():\n    g = echo()\n    next(g)\n' +
        '    return g.send(4)\n',
      'f()',
      ['5: g=<generator echo>', '6:', '  2: -> 1', '7: -> 8', '  2: got=4', '  3: -> 8'],
    ],
    [
      'a lazy generator expression, item by item',
      'def f(xs):\n    lazy = (x * n for x in xs)\n    n = 3\n    return next(lazy)\n',
      'f([1, 2])',
      ['2: lazy=<generator <genexpr>> (xs=[1, 2])', '3: n=3', '4: -> 3', '  2: x=1 -> 3'],
    ],
    [
      'comprehensions, generator expressions and keys that run where they are: one row',
      'def f(xs):\n    a = [\n        x\n        for x in xs\n        if x\n    ]\n    b = sum(x for x in xs)\n' +
        '    return sorted(a, key=lambda x: -x), b\n',
      'f([1, 0, 2])',
      ['2: a=[1, 2] (xs=[1, 0, 2])', '7: b=3', '8: -> ([2, 1], 3)'],
    ],
    [
      'functions called by a comprehension',
      'def g(x):\n    return x + 1\ndef f():\n    return [g(x) for x in (1, 2)]\n',
      'f()',
      ['4: -> [2, 3]', '  2: (x=1) -> 2', '  2: (x=2) -> 3'],
    ],
    [
      'late binding in lambdas',
      'def f():\n    fs = [lambda: i for i in range(2)]\n    return fs[0]()\n',
      'f()',
      ['2: fs=[<function <lambda>>, <function <lambda>>]', '3: -> 1', '  2: -> 1'],
    ],
    [
      'a decorator and its wrapper',
      'def twice(g):\n    def inner(x):\n        return g(g(x))\n    return inner\ndef f():\n    @twice\n' +
        '    def h(x):\n        return x + 1\n    return h(1)\n',
      'f()',
      [
        '7: h=<function inner>',
        '  2: (g=<function h>)',
        '  4: -> <function inner>',
        '9: -> 3',
        '  3: (x=1) -> 3',
        '    8: (x=1) -> 2',
        '    8: (x=2) -> 3',
      ],
    ],
    [
      'a class body',
      'def f():\n    class A:\n        n = 1\n        def get(self):\n            return self.n\n' +
        '    return A().get()\n',
      'f()',
      ['2:', '  3: n=1', '  4:', '6: -> 1', '  5: -> 1'],
    ],
    [
      'with: __enter__ and __exit__',
      'class Timer:\n    def __enter__(self):\n        return 5\n    def __exit__(self, *error):\n' +
        '        print("out")\ndef f():\n    with Timer() as t:\n        u = t\n    return u\n',
      'f()',
      ['7: t=5', '  3: -> 5', '8: u=5', '7:', '  5: (error=(None, None, None)) prints out -> None', '9: -> 5'],
    ],
    [
      'match',
      'def f(x):\n    match x:\n        case {"id": i}:\n            return i\n        case [a, *_] if a > 1:\n' +
        '            return a\n        case _:\n            return None\n',
      'f([2])',
      ['2: (x=[2])', '3: no', '5: yes a=2', '6: -> 2'],
    ],
    [
      'several statements and branches on one line',
      'def f(n):\n    a = 1; b = 2\n    if n: a = 5\n    if not n: return 0\n    while n: n -= 1\n' +
        '    for x in (1, 2): b += x\n    return a + b\n',
      'f(2)',
      [
        '2: a=1 b=2 (n=2)',
        '3: yes a=5',
        '4: no',
        '5: yes n=1',
        '5: yes n=0',
        '5: no',
        '6: yes b=3 x=1',
        '6: yes b=5 x=2',
        '6: no',
        '7: -> 10',
      ],
    ],
    [
      'coroutines that take turns',
      'import asyncio\nasync def one(n):\n    print("ask", n)\n    await asyncio.sleep(n / 1000)\n    return n\n' +
        'async def main():\n    return await asyncio.gather(one(9), one(1))\n',
      'asyncio.run(main())',
      ['7:', '3: (n=9) prints ask 9', '4:', '3: (n=1) prints ask 1', '4:', '5: -> 1', '5: -> 9', '7: -> [9, 1]'],
    ],
    [
      'the sheet itself',
      'x = 1\nfor y in [2]:\n    x += y\nprint(x)\n',
      '<module>',
      ['1: x=1', '2: yes y=2', '3: x=3', '2: no', '4: prints 3'],
    ],
    ['statements', 'def f(x):\n    return x\n', 'a = f(1)\nf(a + 1)', ['2: (x=1) -> 1', '2: (x=2) -> 2']],
  ];

  it.each(cases)('%s', async (_name, code, call, expected) => {
    expect(await rows(code, call)).toEqual(expected);
  });

  it('a trace ends in the value of the call, or in what it raised', async () => {
    expect(await traceOf('def f():\n    return {"a": (1,)}\n', 'f()')).toMatchObject({ value: "{'a': (1,)}" });
    const raised = await traceOf('class Refused(Exception): pass\ndef f():\n    raise Refused("no", 1)\n', 'f()');
    expect(raised).toMatchObject({ raised: "Refused: ('no', 1)", truncated: false });
    expect(raised).not.toHaveProperty('value');
  });
});

describe('a trace bears', () => {
  it('a sheet or a call that cannot run, and says at which line', async () => {
    const broken = async (code: string, call: string) => (await traceOf(code, call)).broken;
    expect(await broken('x = 1\ndef f(:\n', 'f()')).toBe('sheet.py, line 2: SyntaxError: invalid syntax');
    expect(await broken('x = 1\n\ny = 1 / 0\n', 'f()')).toBe('sheet.py, line 3: ZeroDivisionError: division by zero');
    expect(await broken('x = 1\n', 'f(')).toMatch(/^<call>, line 1: SyntaxError: /);
    expect(await traceOf('x = 1\n', 'f()')).toMatchObject({ rows: [], raised: "NameError: name 'f' is not defined" });
  });

  it('a long loop: its middle is folded, and what is shown fits', async () => {
    const report = await traceOf(
      'def f():\n    n = 0\n    for i in range(500):\n        n += i\n    return n\n',
      'f()',
    );
    expect(report.truncated).toBe(false);
    expect(report.rows.find(({ folded }) => folded !== undefined)).toMatchObject({ line: 3, folded: 500 - 15 });
    expect(report.rows.map(told).slice(-3)).toEqual(['4: n=124750', '3: no', '5: -> 124750']);
    expect(report.rows.length).toBeLessThan(40);
  });

  it('loops in loops: what is shown keeps to its limits', async () => {
    const code =
      'def f():\n    text = ""\n    for i in range(30):\n        for j in range(50):\n' +
      '            text = f"{i} {j} " * 20\n    return text\n';
    const report = await traceOf(code, 'f()');
    expect(report.rows.length).toBeLessThanOrEqual(PYTHON_LIMITS.traceRows);
    expect(JSON.stringify(report.rows).length).toBeLessThanOrEqual(PYTHON_LIMITS.traceText);
    expect(report.truncated).toBe(false);
  });

  it.each([
    ['that never ends', 'def f():\n    while True:\n        pass\n'],
    [
      'that catches everything',
      'def f():\n    while True:\n        try:\n            x = 1\n        except BaseException:\n            pass\n',
    ],
    ['within a comprehension', 'def f():\n    return [x for x in iter(int, 1)]\n'],
  ])('a call %s: it is stopped', async (_name, code) => {
    const report = await traceOf(code, 'f()');
    expect(report.truncated).toBe(true);
    expect(report).not.toHaveProperty('value');
    expect(report.rows.length).toBeGreaterThan(0);
  });

  it('a recursion without an end: its beginning is shown', async () => {
    const report = await traceOf('def f(n):\n    return f(n + 1)\n', 'f(0)');
    expect(report.truncated).toBe(true);
    expect(told(report.rows[2]!)).toBe('    2: (n=2)');
  });

  it('objects whose __repr__ never ends, raises, or lies: none is called', async () => {
    const loud = (body: string) =>
      `class A:\n    def __init__(self):\n        self.n = 1\n    def __repr__(self):\n        ${body}\ndef f():\n` +
      `    a = [A()]\n    return a\n`;
    for (const body of ['while True: pass', 'raise KeyError(1)', 'return 5', 'print("seen")']) {
      const report = await traceOf(loud(body), 'f()');
      expect(report).toMatchObject({ value: '[A(n=1)]', truncated: false });
      expect(report.rows.map(told)).toEqual(['7: a=[A(n=1)]', '  3: self.n=1 -> None', '8: -> [A(n=1)]']);
    }
  });

  it('values of any size: a change beyond what is shown is told all the same', async () => {
    const report = await traceOf(
      'def f():\n    a = list(range(999))\n    a.append(1)\n    b = 10 ** 9999\n    c = "x" * 9999\n',
      'f()',
    );
    expect(report.rows.every(({ changes }) => changes.every(({ value }) => value.length <= PYTHON_LIMITS.repr))).toBe(
      true,
    );
    expect(report.rows.map(({ changes }) => changes.map(({ name }) => name))).toEqual([['a'], ['a'], ['b'], ['c']]);
  });

  it('code that replaces what the harness uses, and the next trace is whole', async () => {
    await traceOf('import sys\ndef f():\n    sys.settrace(None)\n    sys.stdout = None\n    return 1\n', 'f()');
    expect(await rows('def f():\n    print("x")\n    return 1\n', 'f()')).toEqual(['2: prints x', '3: -> 1']);
  });
});
