/** A trace tells what was assigned, also where the value stayed the same, and a right prediction is never wrong. */

import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { Python } from '../../server/deck/python/python.ts';
import type { TraceReport } from '../../shared/python/messages.ts';
import { compare, type Comparison } from '../../shared/trace/compare.ts';

const python = new Python(30_000);
afterAll(() => python.close());

const traceOf = (code: string, call: string): Promise<TraceReport> => python.do('trace', { code, call });

/** Each row of the trace as `line: name=value`, with `~` before what was held already. */
const told = ({ rows }: TraceReport): string[] =>
  rows.map(({ line, changes }) =>
    [`${line}:`, ...changes.map(({ name, value, again }) => `${again ? '~' : ''}${name}=${value}`)].join(' '),
  );

const row = (line: number, values = '', more = {}) => ({
  ...{ line: String(line), values, branch: '', printed: '', returned: '' },
  ...more,
});

const wrong = ({ rows }: Comparison) =>
  rows.flatMap(({ cells }) => cells.filter(({ verdict }) => verdict === 'wrong' || verdict === 'extra'));

describe('[PY-18] an assignment of the value already held', () => {
  const cases: [string, string, string, string[]][] = [
    ['a variable', 'def f():\n    a = 1\n    a = 1\n', 'f()', ['2: a=1', '3: ~a=1']],
    ['the same object', 'def f():\n    a = []\n    a = a\n', 'f()', ['2: a=[]', '3: ~a=[]']],
    ['an equal object', 'def f():\n    a = [1]\n    a = [1]\n', 'f()', ['2: a=[1]', '3: ~a=[1]']],
    [
      'an attribute',
      'class A:\n    def set(self):\n        self.n = 1\n        self.n = 1\n        self.s = set()\ndef f():\n    a = A()\n' +
        '    a.set()\n    a.set()\n',
      'f()',
      [
        '7: a=A()',
        '8: a.n=1 a.s=set()',
        '3: self.n=1',
        '4: ~self.n=1',
        '5: self.s=set()',
        '9:',
        '3: ~self.n=1',
        '4: ~self.n=1',
        '5: ~self.s=set()',
      ],
    ],
    ['a global', 'N = 1\ndef f():\n    global N\n    N = 1\n    N = 2\n', 'f()', ['4: ~N=1', '5: N=2']],
    [
      'an attribute of a class',
      'class A:\n    one = None\ndef f():\n    A.one = 1\n    A.one = 1\n',
      'f()',
      ['4: A.one=1', '5: ~A.one=1'],
    ],
    ['an item', 'def f():\n    d = {1: 2}\n    d[1] = 2\n', 'f()', ['2: d={1: 2}', '3: ~d={1: 2}']],
    [
      'a loop variable',
      'def f():\n    for x in (1, 1):\n        pass\n',
      'f()',
      ['2: x=1', '3:', '2: ~x=1', '3:', '2:'],
    ],
    ['several targets', 'def f():\n    a = b = 1\n    a, b = 1, 2\n', 'f()', ['2: a=1 b=1', '3: ~a=1 b=2']],
    [
      'in place',
      'def f():\n    a = 1\n    a += 0\n    b: int = 1\n    b: int\n',
      'f()',
      ['2: a=1', '3: ~a=1', '4: b=1'],
    ],
    [
      'one that raised before it',
      'def f():\n    a = 1\n    try:\n        a = int("x")\n    except ValueError:\n        pass\n',
      'f()',
      ['2: a=1', '4:', '5:', '6:'],
    ],
    [
      'behind a yield',
      'def g():\n    x = None\n    x = yield 1\ndef f():\n    for y in g():\n        pass\n',
      'f()',
      [...['5: y=1', '2: x=None', '3:', '6:', '5:', '3: ~x=None']],
    ],
    [
      'with',
      'import contextlib\ndef f():\n    a = 1\n    with contextlib.nullcontext(1) as a:\n        pass\n',
      'f()',
      ['3: a=1', '4: ~a=1', '5:'],
    ],
  ];
  it.each(cases)('of %s', async (_what, code, call, expected) => {
    expect(told(await traceOf(code, call))).toEqual(expected);
  });

  it('is right to predict, and right to leave out', async () => {
    const report = await traceOf('def f():\n    a = 1\n    a = 1\n    a = 2\n', 'f()');
    const predicted = [row(2, 'a = 1'), row(3, 'a = 1'), row(4, 'a = 2')];
    expect(compare(report, predicted)).toMatchObject({ agreed: 6, wrong: 0, missed: 0 });
    expect(compare(report, [row(2, 'a = 1'), row(3), row(4, 'a = 2')])).toMatchObject({
      agreed: 5,
      wrong: 0,
      missed: 0,
    });
    expect(compare(report, [row(2, 'a = 1'), row(3, 'a = 5'), row(4, 'a = 2')])).toMatchObject({ wrong: 1 });
  });
});

describe('[PY-18] the card "One object for the settings"', () => {
  const start = readFileSync(new URL('../../questions/language/settings-made-twice/start.py', import.meta.url), 'utf8');

  it('tells at each call of __init__ what is set again', async () => {
    expect(told(await traceOf(start, 'may_try_again(4)'))).toEqual([
      ...['22: attempts=4', '8: values=()', '10:', '13: max_attempts=3 ~self.max_attempts=3', '14: ~self.flags=set()'],
    ]);
    const inits = (await traceOf(start, '(Settings(3), Settings(3))')).rows.filter(
      ({ frame }) => frame === 'Settings.__init__',
    );
    expect(
      inits.map(({ line, changes }) => [
        line,
        changes.filter(({ given }) => !given).map(({ name, value }) => `${name} = ${value}`),
      ]),
    ).toEqual([
      [13, ['self.max_attempts = 3']],
      [14, ['self.flags = set()']],
      [13, ['self.max_attempts = 3']],
      [14, ['self.flags = set()']],
    ]);
    const all = await traceOf(start, '(Settings(3), Settings(3))');
    const predicted = all.rows.map(({ line, changes, branch, returned }) =>
      row(line, changes.map(({ name, value }) => `${name} = ${value}`).join('\n'), {
        branch: branch === undefined ? '' : String(branch),
        returned: returned ?? '',
      }),
    );
    expect(compare(all, predicted)).toMatchObject({ wrong: 0, missed: 0 });
  });
});

describe('[PY-18] a change beyond what is shown of a value', () => {
  it.each([
    ['an item of a list', 'a = list(range(999))\n    a[500] = 7', 'a'],
    ['a nested item', 'a = [[0] * 50 for _ in range(50)]\n    a[40][40] = 7', 'a'],
    ['a value of a dict', 'a = {n: "x" * 50 for n in range(50)}\n    a[40] = "y"', 'a'],
    ['a text', 'a = "x" * 500\n    a = a[:-1] + "y"', 'a'],
    ['bytes', 'a = b"x" * 500\n    a = a[:-1] + b"y"', 'a'],
    ['a number', 'a = 10**400\n    a = a + 1', 'a'],
    ['a set', 'a = set(range(500))\n    a ^= {1000, 3}', 'a'],
    ['a depth', 'a = [[[[[[[[[1]]]]]]]]]\n    a[0][0][0][0][0][0][0][0][0] = 2', 'a'],
    ['an attribute', 'a = A()\n    a.xs[200] = 7', 'a.xs'],
    ['a text in an attribute', 'a = A()\n    a.s = a.s[:-1] + "y"', 'a.s'],
  ])('is told: %s', async (_what, body, name) => {
    const code = `class A:\n    def __init__(self): self.xs, self.s = list(range(300)), "x" * 500\ndef f():\n    ${body}\n    return 1\n`;
    const { rows } = await traceOf(code, 'f()');
    const changed = rows.find(({ line }) => line === 5)!.changes.find((change) => change.name === name);
    expect(changed).toBeDefined();
    expect(changed).not.toHaveProperty('again');
  });

  it('and values of any size do not make a trace take long', async () => {
    const code =
      'def f():\n    a = list(map(list, zip(range(4_000), range(4_000))))\n    for n in range(100):\n        a[n] = n\n    return 1\n';
    expect(await traceOf(code, 'f()')).toMatchObject({ value: '1', truncated: false });
  });
});

describe('[PY-18] a right prediction is never wrong', () => {
  const right: [string, string, string, ReturnType<typeof row>[]][] = [
    [
      'an item by its key',
      'def f():\n    d = {}\n    d["a"] = 1\n',
      'f()',
      [row(2, 'd = {}'), row(3, "d['a'] = 1", { returned: 'None' })],
    ],
    [
      'an item by its index',
      'def f():\n    d = [0, 0]\n    d[1] = 5\n',
      'f()',
      [row(2, 'd = [0, 0]'), row(3, 'd[1] = 5')],
    ],
    [
      'an attribute of an attribute',
      'class A: pass\ndef f():\n    a = A()\n    a.b = A()\n    a.b.c = 5\n',
      'f()',
      [row(3, 'a = A()'), row(4, 'a.b = A()'), row(5, 'a.b.c = 5')],
    ],
    [
      'the whole object',
      'class A: pass\ndef f():\n    a = A()\n    a.n = 5\n    a.m = 6\n    return 1\n',
      'f()',
      [
        row(3, 'a = A()'),
        row(4, 'a = A(n=5)'),
        row(5, 'a = A(n=5, m=6)'),
        row(6, 'a = A(n=5, m=6)', { returned: '1' }),
      ],
    ],
    ['colours printed', 'def f():\n    print("\\x1b[31mred\\x1b[0m")\n', 'f()', [row(2, '', { printed: 'red' })]],
    ['an attribute of a class', 'class A: n = 0\ndef f():\n    A.n = 5\n', 'f()', [row(3, 'A.n = 5')]],
  ];
  it.each(right)('%s', async (_what, code, call, predicted) => {
    const compared = compare(await traceOf(code, call), predicted);
    expect(wrong(compared)).toEqual([]);
    expect(compared.missed).toBe(0);
  });

  it.each([
    ['an item', 'def f():\n    d = {}\n    d["a"] = 1\n', 'd["a"] = 2'],
    ['a key', 'def f():\n    d = {}\n    d["a"] = 1\n', 'd["b"] = 1'],
    ['an object', 'class A: pass\ndef f():\n    a = A(); a.n = 1\n', 'a = A(n=2)'],
  ])('and a wrong one is: %s', async (_what, code, values) => {
    const report = await traceOf(code, 'f()');
    expect(wrong(compare(report, [row(2, 'd = {}'), row(3, values)]))).not.toEqual([]);
  });
});

it('[PY-18] tracing <module> enters the main guard', async () => {
  const code = 'def f():\n    return 1\nif __name__ == "__main__":\n    x = f()\n';
  expect(told(await traceOf(code, '<module>'))).toEqual(['1:', '3:', '4: x=1', '2:']);
  expect(told(await traceOf(code, 'f()'))).toEqual(['2:']);
});

it('[PY-15] each row is told as it is, so that it is known if Python ends', async () => {
  const code = `
import json
from harness.tracer import run_trace
told = []
report = json.loads(run_trace("def f():\\n a = 1\\n return a\\n", "f()", told.append))
last = {step["row"]: step["is"] for step in map(json.loads, told)}
print(json.dumps([list(last.values())[:1] == report["rows"][:1], len(last)]))`;
  expect(JSON.parse((await python.do('prints', { code, modules: {} })).output)).toEqual([true, 2]);
});
