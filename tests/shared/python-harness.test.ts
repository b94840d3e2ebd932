/** Checks, runs and rendered values, in the same Pyodide as the room's. */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { LabelledSource } from '../../server/deck/python/jobs.ts';
import { Python } from '../../server/deck/python/python.ts';
import { PYTHON_LIMITS } from '../../shared/python/limits.ts';
import { sameValue } from '../../shared/trace/equal.ts';
import { seedOfRun } from '../support/random.ts';

const python = new Python(30_000);
afterAll(() => python.close());

async function printed(code: string): Promise<string> {
  return (await python.do('prints', { code, modules: {} })).output;
}

const SHEET = `def total(prices):
    print("adding", len(prices))
    return sum(prices)
`;
const suite = (body: string, more = '') => `import unittest
from sheet import *

class Cases(unittest.TestCase):
${body.replace(/^/gm, '    ')}
${more}`;
const check = (source: string, code = SHEET) => python.do('checks', { code, checks: [['check.py', source]] });

describe('checks', () => {
  it('tell each case in the order in which it is written, with what it printed', async () => {
    const { cases, broken } = await check(
      suite(
        `def test_sum(self):
    "Adds all prices.

    And more."
    self.assertEqual(total([1, 2]), 3)
def test_empty(self):
    self.assertEqual(total([]), 1)
def test_a_text(self):
    total("ab")`
          .replace('"Adds', '"""Adds')
          .replace('more."', 'more."""'),
      ),
    );
    expect(broken).toBeUndefined();
    expect(cases).toMatchObject([
      { name: 'test_sum', title: 'Adds all prices.', outcome: 'pass', message: '', output: 'adding 2\n' },
      { name: 'test_empty', outcome: 'fail', message: '0 != 1', output: 'adding 0\n' },
      { name: 'test_a_text', outcome: 'error', message: expect.stringMatching(/^sheet\.py, line 3: TypeError: /) },
    ]);
  });

  it('tell the difference of an assertion, and the values of a subtest', async () => {
    const { cases } = await check(
      suite(`def test_lists(self):
    self.assertEqual([1, 2, 3], [1, 5, 3])
def test_each(self):
    for n in (3, 4):
        with self.subTest(n=n):
            self.assertEqual(total([n]), 3)`),
    );
    expect(cases[0]!.message).toMatch(/^Lists differ: \[1, 2, 3\] != \[1, 5, 3\]\n\nFirst differing element 1:\n2\n5/);
    expect(cases[1]).toMatchObject({ outcome: 'fail', message: 'with n=4: 4 != 3' });
  });

  it('name a case after its class where two classes share the name', async () => {
    const more = 'class Others(Cases):\n    def test_c(self):\n        pass\n';
    const { cases } = await check(suite('def test_b(self):\n    pass', more));
    expect(cases.map(({ name }) => name)).toEqual(['Cases.test_b', 'Others.test_b', 'test_c']);
  });

  it('count a skipped case as none that passed, and keep setUp, tearDown and async cases', async () => {
    const { cases } = await check(
      suite(
        `@unittest.skip("later")
def test_skipped(self):
    pass
def setUp(self):
    self.n = 1
def test_set_up(self):
    self.assertEqual(self.n, 1)`,
        `class Async(unittest.IsolatedAsyncioTestCase):
    async def test_waits(self):
        import asyncio
        await asyncio.sleep(0.001)
        self.assertTrue(False)
`,
      ),
    );
    expect(cases.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['test_skipped', 'skipped'],
      ['test_set_up', 'pass'],
      ['test_waits', 'fail'],
    ]);
  });

  it.each([
    ['def f(:\n', /^sheet\.py, line 1: SyntaxError: /],
    ['x = 1\ny = 1 / 0\n', 'sheet.py, line 2: ZeroDivisionError: division by zero'],
    ['import sys\nsys.exit(3)\n', /SystemExit: 3/],
    ['class E(BaseException): pass\nraise E("out")\n', 'sheet.py, line 2: sheet.E: out'],
  ])('say at which line the sheet is broken: %j', async (code, broken) => {
    expect(await check(suite('def test_a(self):\n    pass'), code)).toMatchObject({
      cases: [],
      broken: typeof broken === 'string' ? broken : expect.stringMatching(broken),
    });
  });

  it('say what is wrong with a source of checks, and go on with the next', async () => {
    const checks = [
      ['check.py', 'import unittest\nfrom sheet import nothing  # TestCase\n'],
      ['one more', 'assert total([1]) == 1'],
    ] satisfies LabelledSource[];
    const { cases } = await python.do('checks', { code: SHEET, checks });
    expect(cases).toMatchObject([
      { name: 'check.py', outcome: 'error', message: expect.stringMatching(/^check\.py, line 2: ImportError: /) },
      { name: 'one more', outcome: 'pass' },
    ]);
  });

  it.each([
    ['assert total([1, 2]) == 3', 'pass', ''],
    ['assert total([1, 2]) == 4', 'fail', '3 != 4'],
    ['total([1, 2]) == 4', 'fail', '3 != 4'],
    ['n = total([2])\nn > 1', 'pass', ''],
    ['assert total([1]) > 1 and True', 'fail', 'total([1]) > 1 and True does not hold'],
    ['assert total([1]) == 2, "too little"', 'fail', 'too little'],
    ['assert 5 in [1]', 'fail', '5 not found in [1]'],
    ['total(1)', 'error', /line 2: TypeError/],
    ['total(', 'error', /^typed, line 1: SyntaxError/],
  ])('take what somebody types on the spot: %j', async (source, outcome, message) => {
    const { cases } = await python.do('checks', { code: SHEET, checks: [['typed', source]] });
    expect(cases).toMatchObject([{ name: 'typed', outcome }]);
    expect(cases[0]!.message).toMatch(message === '' ? /^$/ : message);
  });

  it('leave nothing behind for the next, and take a hundred cases at most', async () => {
    await check(suite('def test_a(self):\n    pass'), 'import sys\nleft = 1\nsys.modules["sheet"].more = 2\n');
    const { cases } = await check(suite('def test_a(self):\n    self.assertNotIn("left", dir(__import__("sheet")))'));
    expect(cases).toMatchObject([{ outcome: 'pass' }]);
    const many = Array.from({ length: 120 }, (_each, n) => `def test_${n}(self):\n    print("x" * 9999)`).join('\n');
    const full = await check(suite(many));
    expect(full.cases).toHaveLength(PYTHON_LIMITS.cases);
    expect(full.cases.at(-1)).toMatchObject({
      outcome: 'error',
      message: expect.stringMatching(/99 of its 120 cases/),
    });
    const { output } = full.cases[0]!;
    expect(output.length).toBeLessThanOrEqual(PYTHON_LIMITS.message);
    expect(output).toMatch(/^x+\n\[8,080 characters are left out here\]\nx+\n$/);
  });
});

describe('a run', () => {
  const run = (code: string) => python.do('program', { code });

  it('is the main program, and ends as it ends', async () => {
    expect(await run('if __name__ == "__main__":\n    raise SystemExit\n')).toMatchObject({ outcome: 'finished' });
    expect(await run('assert __name__ == "__main__"\nimport __main__\n__main__.run')).toMatchObject({
      outcome: 'raised',
      line: 3,
    });
    expect(await run('x = [0] * 10**9')).toMatchObject({ outcome: 'out-of-memory', line: 1 });
  });

  it('shows a traceback of the sheet alone, with its lines', async () => {
    const code = `
import io, contextlib
from harness.runner import run_main
err = io.StringIO()
with contextlib.redirect_stderr(err):
    print(run_main("def f():\\n    return {}['sku']\\ntry:\\n    1 / 0\\nexcept ZeroDivisionError:\\n    f()\\n"))
print(err.getvalue())
`;
    expect(await printed(code)).toBe(`{"outcome": "raised", "line": 2}
Traceback (most recent call last):
  File "sheet.py", line 4, in <module>
    1 / 0
    ~~^~~
ZeroDivisionError: division by zero

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "sheet.py", line 6, in <module>
    f()
    ~^^
  File "sheet.py", line 2, in f
    return {}['sku']
           ~~^^^^^^^
KeyError: 'sku'

`);
  });

  it('waits in asyncio.run until its coroutine has ended', async () => {
    expect(
      await printed(
        'import asyncio\nasync def f():\n    await asyncio.sleep(0.01)\n    print(1)\nasyncio.run(f())\nprint(2)',
      ),
    ).toBe('1\n2\n');
    expect(await printed('import asyncio\nasync def f():\n    await asyncio.Future()\nasyncio.run(f())')).toContain(
      'RuntimeError: ',
    );
  });
});

describe('values', () => {
  it('are rendered as CPython does, as far as they go', async () => {
    const code = `
import random, json, sys
from harness.values import bounded
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
P = namedtuple("P", "x y")
rng = random.Random(SEED)
def value(depth):
    leaf = [None, True, rng.randint(-99, 10**12), rng.random(), float("inf"), 2j, "a'b", "\\n\\u00e9", b"x\\xff", ...,
            date(2026, 3, 1), timedelta(1), Decimal("1.50"), Fraction(1, 3), range(3), len, int, frozenset()]
    if depth == 0 or rng.random() < 0.4:
        return rng.choice(leaf)
    items = [value(depth - 1) for _ in range(rng.randint(0, 3))]
    plain = [rng.randint(0, 9) for _ in range(rng.randint(0, 3))]
    return rng.choice([
        items, tuple(items), deque(items), set(plain), frozenset(plain), dict(zip("abc", items)),
        {}.fromkeys(plain).keys(), OrderedDict(zip("ab", items)), defaultdict(list, zip("ab", items)),
        Counter("aabc"), P(1, items), ValueError(*items)])
print(json.dumps([(bounded(v, 10**6), repr(v)) for v in (value(2) for _ in range(2000))]))
`;
    const seed = seedOfRun();
    const pairs = JSON.parse(await printed(code.replace('SEED', String(seed)))) as [string, string][];
    expect(
      pairs.filter(([ours, theirs]) => ours !== theirs),
      `seed ${seed}`,
    ).toEqual([]);
  });

  it('are equal here where they are equal in Python, and of the same type throughout', async () => {
    const scalars = ['0', '1', '1.0', 'True', 'None', "'1'", '"1"', "b'1'", "''", '-1', '0x1', '1e0'];
    const nested = fc.letrec<{ v: string }>((tie) => ({
      v: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(...scalars),
        fc.array(tie('v'), { maxLength: 2 }).map((items) => `[${items.join(',')}]`),
        fc.array(tie('v'), { maxLength: 2 }).map((items) => `(${items.map((item) => `${item},`).join(' ')})`),
        fc.tuple(tie('v'), tie('v')).map(([a, b]) => `{'a': ${a}, 1: ${b}}`),
        fc.tuple(tie('v'), tie('v')).map(([a, b]) => `{1: ${b}, "a": ${a}}`),
        fc.constantFrom('{1, 2}', '{2,1}', '{1}', 'set()', 'frozenset({1})', 'frozenset( {1} )'),
      ),
    })).v;
    const seed = seedOfRun();
    const alike = nested.map((text): [string, string] => [text, text.replaceAll('"', "'").replaceAll(',', ' , ')]);
    const texts = fc.sample(fc.oneof(fc.tuple(nested, nested), alike), { numRuns: 3000, seed });
    const code = `
import json
def same(a, b):
    if type(a) is not type(b):
        return False
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    return a == b
print(json.dumps([same(eval(a), eval(b)) for a, b in json.loads(${JSON.stringify(JSON.stringify(texts))})]))
`;
    const truth = JSON.parse(await printed(code)) as boolean[];
    const differing = texts.filter(([a, b], n) => sameValue(a, b) !== truth[n]);
    expect(differing, `seed ${seed}`).toEqual([]);
    expect(truth.filter(Boolean).length).toBeGreaterThan(1000);
  });
});

it('keeps in Python to the limits that both ends know', () => {
  const text = readFileSync(new URL('../../shared/python/limits.py', import.meta.url), 'utf8');
  const limits = Object.fromEntries(
    [...text.matchAll(/^(\w+) = ([\d_]+)$/gm)].map(([, name, n]) => [name, Number(n?.replaceAll('_', ''))]),
  );
  expect(limits).toEqual({
    TRACE_ROWS: PYTHON_LIMITS.traceRows,
    TRACE_STEPS: PYTHON_LIMITS.traceSteps,
    TRACE_TEXT: PYTHON_LIMITS.traceText,
    REPR: PYTHON_LIMITS.repr,
    CASES: PYTHON_LIMITS.cases,
    MESSAGE: PYTHON_LIMITS.message,
    REPORT: PYTHON_LIMITS.report,
  });
});
