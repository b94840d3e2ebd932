/** Checks as unittest runs them, cases typed on the spot, and what a case must not pass for. */

import { afterAll, describe, expect, it } from 'vitest';
import { Python } from '../../server/deck/python/python.ts';
import { PYTHON_LIMITS } from '../../shared/python/limits.ts';
import type { CheckCase } from '../../shared/python/messages.ts';

const python = new Python(30_000);
afterAll(() => python.close());

const SHEET = `def fee(n):
    return {1: "y", 2: "z"}.get(n)
async def later(n):
    return n
`;

async function casesOf(source: string, code = SHEET, label = 'check.py'): Promise<CheckCase[]> {
  const { cases, broken } = await python.do('checks', { code, checks: [[label, source]] });
  expect(broken).toBeUndefined();
  return cases;
}

const typed = async (source: string, code = SHEET): Promise<[string, string]> => {
  const [only, ...more] = await casesOf(source, code, 'typed');
  expect(more).toEqual([]);
  return [only!.outcome, only!.message];
};

describe('[PY-19] a case typed on the spot', () => {
  it.each([
    ['fee(1) == "y" and fee(2) == "x"', 'fail', /does not hold/],
    ['fee(1) == "y" and fee(2) == "z"', 'pass', /^$/],
    ['fee(1) == "n"\nfee(2) == "z"', 'fail', /y.*n/s],
    ['fee(1) == "y", fee(2) == "x"', 'fail', /z.*x/s],
    ['"y" == fee(1) == "x"', 'fail', /does not hold/],
    ['"a" < fee(1) < "z"', 'pass', /^$/],
    ['not fee(1)', 'fail', /does not hold/],
    ['fee(1) == "x" or fee(2) == "z"', 'pass', /^$/],
    ['for n in (1, 2):\n    fee(n) == "y"', 'fail', /z.*y/s],
    ['isinstance(fee(1), int)', 'fail', /does not hold/],
    ['isinstance(fee(1), str)', 'pass', /^$/],
    ['def test_it():\n    assert fee(1) == "x"', 'fail', /y.*x/s],
    ['def test_it():\n    assert fee(1) == "y"', 'pass', /^$/],
    ['def test_it():\n    fee(1) == "x"\ntest_it()', 'fail', /y.*x/s],
    ['async def test_it():\n    assert await later(1) == 2', 'fail', /1 != 2/],
    ['def test_it(n):\n    assert fee(n) == "x"', 'error', /test_it needs arguments/],
    ['def test_it():\n    assert 1\ndef test_it():\n    assert fee(1)', 'error', /test_it is defined twice/],
    ['try:\n    fee([])\n    assert False\nexcept TypeError:\n    pass', 'pass', /^$/],
    ['try:\n    fee(1)\n    assert False, "no error"\nexcept TypeError:\n    pass', 'fail', /no error/],
    ['if fee(1) != "x":\n    raise AssertionError("not x")', 'fail', /not x/],
    ['if fee(1) != "y":\n    raise AssertionError("not y")', 'pass', /^$/],
    ['import unittest\nunittest.TestCase().assertEqual(fee(1), "x")', 'fail', /y.*x/s],
    ['assert fee(1) == "y" if fee(2) else False', 'pass', /^$/],
    ['assert (found := fee(1)) == "x"', 'fail', /y.*x/s],
    ['assert (fee(1) == "x"), "msg"', 'fail', /msg/],
    ['all(fee(n) == "x" for n in (1, 2))', 'fail', /does not hold/],
    ['def test_it():\n    fee(1) == "y"\nasync def test_other():\n    fee(2) == "x"', 'fail', /z.*x/s],
    ['async def go():\n    assert await later(1) == 2\nimport asyncio\nasyncio.run(go())', 'fail', /1 != 2/],
    ['assert fee(0), "# TestCase is only a word here"', 'fail', /only a word/],
  ])('is judged in every expression: %j', async (source, outcome, message) => {
    const [came, why] = await typed(source);
    expect([came, why]).toEqual([outcome, expect.stringMatching(message)]);
  });

  it.each([
    ['assert (fee(1) == "x", "msg")', /line 1: this assertion is always true: it holds a pair/i],
    ['assert(fee(1) == "x", "msg")', /always true/],
    ['x = 1\nassert fee(1) == "x" or "y"', /Line 2: this assertion is always true/],
    ['assert "fee(1) == x"', /always true/],
    ['assert lambda: fee(1) == "x"', /always true/],
    ['assert fee', /always counts as true/],
    ['assert later(1)', /always counts as true/],
    ['fee(1)', /tests nothing: fee\(1\) gives 'y'/],
    ['x = fee(1) == "x"', /tests nothing/],
    ['print(fee(1) == "x")', /tests nothing/],
    ['"fee(1) == 2"', /tests nothing/],
    ['# fee(1) == 2', /tests nothing/],
    ['def helper():\n    assert fee(1) == "x"', /tests nothing/],
    ['class TestFee:\n    def test_it(self):\n        assert fee(1) == "x"', /tests nothing/],
    ['if False:\n    assert fee(1) == "x"', /tests nothing/],
    ['for n in []:\n    assert fee(n) == "x"', /tests nothing/],
    ['try:\n    assert fee(1) == "x"\nexcept AssertionError:\n    pass', /case went on: .*y.* != .*x/s],
    ['try:\n    fee(1) < "x"\nexcept:\n    pass', /case went on: fee\(1\) < "x" does not hold/],
    ['from contextlib import suppress\nwith suppress(AssertionError):\n    assert not fee(1)', /case went on/],
    ['def test_it():\n    yield fee(1) == "x"\nassert fee(1)', /test_it gives <generator .*not judged/],
    ['async def test_it():\n    yield fee(1) == "x"\nassert fee(1)', /test_it gives <async generator .*not judged/],
    ['def test_it():\n    return fee(1) == "x"\nassert fee(1)', /test_it gives False, which is not judged/],
    ['async def go():\n    assert fee(1) == "x"\ngo()\nassert fee(1)', /go\(\) gives .*nothing runs it/],
    ['def go():\n    assert fee(1) == "x"\n    yield\nassert fee(1)\ngo()', /go\(\) gives .*nothing runs it/],
    ['(fee(n) == "x" for n in (1, 2))', /nothing runs it/],
    ['1 == 1', /always true/],
    ['assert not False', /always true/],
    ['import unittest\nclass T(unittest.TestCase):\n    def check_it(self):\n        self.fail()', /holds no case/],
  ])('is an error where it tests nothing: %j', async (source, message) => {
    const [outcome, why] = await typed(source);
    expect([outcome, why]).toEqual(['error', expect.stringMatching(message)]);
  });
});

const suite = (body: string, more = '', before = '') => `${before}import unittest
from sheet import *

class Cases(unittest.TestCase):
${body.replace(/^/gm, '    ')}
${more}`;
const PASSES = 'def test_a(self):\n    pass';
const outcomes = (cases: CheckCase[]) => cases.map(({ name, outcome }) => [name, outcome]);

describe('[PY-15] unittest cases', () => {
  it('run after the fixtures of their module and class, once each', async () => {
    const more = `
log = []
def setUpModule(): log.append("module")
class More(unittest.TestCase):
    @classmethod
    def setUpClass(cls): log.append("class")
    @classmethod
    def tearDownClass(cls): log.append("end")
    def test_first(self): self.assertEqual(log, ["module", "class"])
    def test_second(self): self.assertEqual(log, ["module", "class"])
class Last(unittest.TestCase):
    def test_last(self): self.assertEqual(log, ["module", "class", "end"])
`;
    const cases = await casesOf(suite(PASSES, more));
    expect(cases.filter(({ outcome }) => outcome !== 'pass')).toEqual([]);
    expect(cases).toHaveLength(4);
  });

  it.each([
    ['def setUpModule(): 1 / 0', [['test_a', 'error']], /^setUpModule: .*ZeroDivisionError/],
    ['def setUpModule(): raise unittest.SkipTest("later")', [['test_a', 'skipped']], /^setUpModule: later/],
    [
      'def tearDownModule(): 1 / 0',
      [
        ['test_a', 'pass'],
        ['tearDownModule (checks)', 'error'],
      ],
      /ZeroDivisionError/,
    ],
  ])('say what a fixture did: %s', async (more, expected, message) => {
    const cases = await casesOf(suite(PASSES, more));
    expect(outcomes(cases)).toEqual(expected);
    expect(cases.at(-1)!.message).toMatch(message);
  });

  it('of a class that cannot be set up are errors, and the others run', async () => {
    const more = 'class Other(unittest.TestCase):\n    def test_other(self): pass\n';
    const cases = await casesOf(suite(`@classmethod\ndef setUpClass(cls): 1 / 0\n${PASSES}`, more));
    expect(outcomes(cases)).toEqual([
      ['test_a', 'error'],
      ['test_other', 'pass'],
    ]);
    expect(cases[0]!.message).toMatch(/^setUpClass: /);
  });

  it('name every subtest that failed, also where there are many', async () => {
    const some = await casesOf(
      suite(
        'def test_each(self):\n    for n in range(4):\n        with self.subTest(n=n):\n            self.assertEqual(n, 2)',
      ),
    );
    expect(some[0]!.message).toBe('with n=0: 0 != 2\n\nwith n=1: 1 != 2\n\nwith n=3: 3 != 2');
    const many = await casesOf(
      suite(
        'def test_each(self):\n    for n in range(60):\n        with self.subTest("long", n=n):\n' +
          '            self.assertEqual("x" * 500, n)',
      ),
    );
    for (let n = 0; n < 60; n += 1) expect(many[0]!.message).toContain(`with long, n=${n}: `);
    expect(many[0]!.message.length).toBeLessThanOrEqual(PYTHON_LIMITS.message);
  });

  it('that are skipped are skipped, and one expected to fail passes', async () => {
    const cases = await casesOf(
      suite(
        '@unittest.skip("why")\ndef test_a(self): self.fail()\n' +
          'def test_b(self): self.skipTest("not here")\n' +
          '@unittest.expectedFailure\ndef test_c(self): self.fail()\n' +
          '@unittest.expectedFailure\ndef test_d(self): pass\n' +
          'def test_e(self): raise KeyboardInterrupt\n' +
          'def test_f(self): raise SystemExit(3)\n' +
          'def test_g(self): pass',
      ),
    );
    expect(cases.map(({ outcome }) => outcome)).toEqual([
      ...['skipped', 'skipped', 'pass', 'fail', 'error', 'error', 'pass'],
    ]);
    expect(cases.slice(0, 2).map(({ message }) => message)).toEqual(['why', 'not here']);
  });

  it.each([
    ['assert(1 == 2, "msg")', /always true/],
    ['assert fee(1) == "x" or "y"', /Line 6: .*always true/],
    ['self.assertTrue("x")', /always true/],
    ['self.assertTrue("x", fee(1) == "x")', /always true/],
    ['yield self.assertEqual(fee(1), "x")', /test_a gives .*generator.*never judged/],
    ['return fee(1) == "x"', /test_a gives a value, which is never judged/],
  ])('are an error where an assertion is always true: %s', async (line, message) => {
    const cases = await casesOf(suite(`def test_a(self):\n    ${line}`));
    expect(cases[0]).toMatchObject({ outcome: 'error', message: expect.stringMatching(message) });
  });

  it.each(['self.assertEqual(1, 2)', 'await later(1)'])('are an error where nothing awaits them: %s', async (line) => {
    const [only] = await casesOf(suite(`async def test_a(self):\n    ${line}`));
    expect(only).toMatchObject({ outcome: 'error', message: expect.stringMatching(/IsolatedAsyncioTestCase/) });
  });

  it('that are async run where their class awaits them', async () => {
    const source = suite('async def test_a(self):\n    self.assertEqual(await later(1), 2)');
    const [only] = await casesOf(source.replace('unittest.TestCase', 'unittest.IsolatedAsyncioTestCase'));
    expect(only).toMatchObject({ outcome: 'fail', message: '1 != 2' });
  });

  it('include functions outside of a class, which would never run', async () => {
    const cases = await casesOf(suite(PASSES, 'def test_out():\n    assert fee(1) == "x"\n'));
    expect(outcomes(cases)).toEqual([
      ['test_a', 'pass'],
      ['test_out', 'fail'],
    ]);
    const later = await casesOf(suite(PASSES, 'async def test_out():\n    assert fee(1) == "x"\n'));
    expect(later.at(-1)).toMatchObject({ name: 'test_out', outcome: 'fail' });
  });
});

const PROBE = `import pickle, sys
from dataclasses import dataclass, field
from typing import ClassVar
from unittest import mock

@dataclass
class Point:
    x: int
    seen: ClassVar[list] = []

def helper():
    return 1

def probe():
    assert pickle.loads(pickle.dumps(Point(1))) == Point(1)
    assert [f for f in Point.__dataclass_fields__.values() if f._field_type.name == "_FIELD"][0].name == "x"
    with mock.patch(__name__ + ".helper", return_value=2):
        assert helper() == 2
    assert sys.modules[__name__].helper is helper
    return True
`;

describe('the modules of a check', () => {
  const FUTURE = 'from __future__ import annotations\n';

  it('can be imported like any other: the checks', async () => {
    const inside = suite('def test_probe(self):\n    self.assertTrue(probe())', '', FUTURE + PROBE);
    expect(await casesOf(inside)).toMatchObject([{ outcome: 'pass', message: '' }]);
    expect(await typed(`${FUTURE}${PROBE}assert probe()`)).toEqual(['pass', '']);
  });

  it('can be imported like any other: the sheet, in a check and in a run', async () => {
    expect(await typed('assert probe()', FUTURE + PROBE)).toEqual(['pass', '']);
    const ran = await python.do('program', { code: `${FUTURE}${PROBE}assert probe()\n` });
    expect(ran).toMatchObject({ outcome: 'finished' });
  });
});

it('[PY-15] what is done is told as it is done, so that it is known if a case never ends', async () => {
  const code = `
import json
from harness.checks import run_checks
told = []
source = "import unittest\\nclass T(unittest.TestCase):\\n def test_a(self): pass\\n def test_b(self): self.fail()\\n"
run_checks("x = 1", [("check.py", source), ("added", "x == 1")], told.append)
print(json.dumps([{k: v for k, v in json.loads(step).items()} for step in told]))`;
  const { output } = await python.do('prints', { code, modules: {} });
  expect(JSON.parse(output)).toMatchObject([
    { sources: ['check.py', 'added'] },
    { source: 'check.py' },
    { names: ['test_a', 'test_b'] },
    { begins: 'test_a' },
    { case: { name: 'test_a', outcome: 'pass' } },
    { begins: 'test_b' },
    { case: { name: 'test_b', outcome: 'fail' } },
    { source: 'added' },
    { names: ['added'] },
    { begins: 'added' },
    { case: { name: 'added', outcome: 'pass' } },
  ]);
});
