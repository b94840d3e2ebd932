/** Where Python in the browser must behave as on a desktop, or say in plain words why it cannot. */

import { expect, test, type Page } from '@playwright/test';
import { runOn, startPythonServer, type PythonServer, type RunOptions } from './support/python.ts';

test.describe.configure({ mode: 'default' });

let server: PythonServer;
let page: Page;

test.beforeAll(async ({ browser }) => {
  server = await startPythonServer();
  page = await browser.newPage();
  await page.goto(server.url);
});

test.afterAll(async () => {
  await page.close();
  await server.close();
});

const run = (code: string, options?: RunOptions) => runOn(page, code, options);
const check = (code: string, source: string, limitMs = 10_000) =>
  page.evaluate(
    ([text, checks, limit]) => {
      const seen: number[] = [];
      const request = { code: text, checks: [{ label: 'check.py', source: checks }], limitMs: limit };
      return window.sandbox.checks(request, (cases) => seen.push(cases.length)).result.then((r) => ({ ...r, seen }));
    },
    [code, source, limitMs] as const,
  );
const trace = (code: string, call: string, limitMs = 10_000) =>
  page.evaluate(([text, what, limit]) => window.sandbox.trace({ code: text, call: what, limitMs: limit }).result, [
    code,
    call,
    limitMs,
  ] as const);

test('[PY-16] time zones are there, with their history and all their names', async () => {
  const ran = await run(`from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones
for zone in ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC"):
    print(*(datetime(2026, month, 1, 12, tzinfo=ZoneInfo(zone)).isoformat()[-6:] for month in (1, 7)))
print(datetime(2060, 7, 1, tzinfo=ZoneInfo("Europe/Berlin")).tzname(), len(available_timezones()) > 500)`);
  expect(ran.stderr).toBe('');
  expect(ran.stdout).toBe('+01:00 +02:00\n-05:00 -04:00\n+05:30 +05:30\n+00:00 +00:00\nCEST True\n');
});

const STDIN: Record<string, [code: string, answers: string[], stdout: string]> = {
  'read(1)': ['import sys\nprint(sys.stdin.read(1), sys.stdin.read(2))', ['abc'], 'abc\na bc\n'],
  'read()': ['import sys\nprint(repr(sys.stdin.read()))', ['a', 'b'], "a\nb\n'a\\nb\\n'\n"],
  readline: ['import sys\nprint(repr(sys.stdin.readline()), repr(sys.stdin.readline()))', ['é'], "é\n'é\\n' ''\n"],
  iteration: ['import sys\nfor line in sys.stdin: print(line, end="")', ['a', 'b'], 'a\na\nb\nb\n'],
  readlines: ['import sys\nprint(sys.stdin.readlines())', ['a'], "a\n['a\\n']\n"],
  buffer: [
    'import sys\nprint(sys.stdin.buffer.readline(), sys.stdin.buffer.read())',
    ['é', 'b'],
    "é\nb\nb'\\xc3\\xa9\\n' b'b\\n'\n",
  ],
  'open(0)': ['print(open(0).read().split())', ['1 2', '3'], "1 2\n3\n['1', '2', '3']\n"],
  'open(0, "rb")': ['print(open(0, "rb").readline())', ['a'], "a\nb'a\\n'\n"],
  'os.read': ['import os\nprint(os.read(0, 2), os.read(0, 9))', ['abc'], "abc\nb'ab' b'c\\n'\n"],
  names: [
    'import sys\ni = sys.stdin\nprint(i.encoding, i.isatty(), i.readable(), i.writable(), i.fileno(), i.name, i.mode)',
    [],
    'utf-8 True True False 0 <stdin> r\n',
  ],
  'input() after a part of a line': ['import sys\nsys.stdin.read(1)\nprint(input())', ['abc'], 'abc\nbc\n'],
};
for (const [what, [code, answers, stdout]] of Object.entries(STDIN)) {
  test(`[PY-16] standard input is as in CPython: ${what}`, async () => {
    expect(await run(code, { answers })).toMatchObject({ outcome: 'finished', stdout, stderr: '' });
  });
}

test('[PY-16] breakpoint() stops a run, and is refused in plain words in a check and a trace', async () => {
  const ran = await run('x = 5\nbreakpoint()\nprint("went on", x)', { answers: ['p x + 1', 'x = 7', 'c'] });
  expect(ran.stdout).toMatch(/\(Pdb\) p x \+ 1\n6\n.*went on 7\n$/s);
  expect(ran.outcome).toBe('finished');
  const report = await check('def f():\n    breakpoint()\n', 'f() == 1');
  expect(report.cases[0]!.message).toContain('breakpoint() works in Run only: Check cannot stop and ask.');
  const traced = await trace('import pdb\ndef f():\n    pdb.set_trace()\n', 'f()');
  expect(traced.raised).toContain('breakpoint() works in Run only: Trace cannot stop and ask.');
});

const REFUSED: Record<string, [code: string, says: RegExp]> = {
  'a thread': ['import threading\nthreading.Thread(target=print).start()', /Threads do not start here/],
  'a pool': [
    'from concurrent.futures import ThreadPoolExecutor\nThreadPoolExecutor().submit(print)',
    /Threads do not start here/,
  ],
  'asyncio.to_thread': ['import asyncio\nasyncio.run(asyncio.to_thread(print))', /Threads do not start here/],
  'a process': ['import subprocess\nsubprocess.run(["ls"])', /Other processes do not start here/],
  multiprocessing: [
    'import multiprocessing\nmultiprocessing.Process(target=print).start()',
    /Other processes do not start here/,
  ],
  'os.fork': ['import os\nos.fork()', /Other processes do not start here/],
  'a socket': ['import socket\nsocket.create_connection(("127.0.0.1", 80), 1)', /The network cannot be reached/],
  'a download': ['from urllib.request import urlopen\nurlopen("http://localhost/")', /The network cannot be reached/],
  numpy: ['import numpy', /numpy cannot be imported here: a sheet has Python's standard library/],
  pytest: ['import pytest', /pytest cannot be imported here/],
};
for (const [what, [code, says]] of Object.entries(REFUSED)) {
  test(`[PY-16] why ${what} does not work is said in one sentence`, async () => {
    const ran = await run(code);
    expect(ran.outcome).toBe('raised');
    expect(ran.stderr).toMatch(says);
    expect(ran.stderr.split('\n').filter((line) => says.test(line))).toHaveLength(1);
  });
}

test('[PY-16] a module that is merely misspelt in the sheet is not explained away', async () => {
  const ran = await run('raise RuntimeError("no")');
  expect(ran.stderr).toMatch(/RuntimeError: no\n$/);
});

test('[PY-16] atexit handlers run at the end, also after an error, and colours are taken out', async () => {
  const ran = await run('import atexit\natexit.register(print, "bye")\nprint("\\x1b[31mred\\x1b[0m")\n1 / 0');
  expect(ran).toMatchObject({ outcome: 'raised', line: 4, stdout: 'red\nbye\n' });
});

const CASES = `import unittest
from sheet import f
class T(unittest.TestCase):
    def test_a(self): self.assertEqual(f(1), 1)
    def test_b(self): f(0)
    def test_c(self): self.assertEqual(f(1), 1)
`;

for (const [what, ends, says] of [
  ['that never ends', 'while True: pass', /^It did not end\. Stopped after 3 seconds/],
  ['that ends Python', 'import os; os._exit(3)', /^It did not end\. Python ended/],
  ['that recurses through C', 'x = []; x.append(x); y = []; y.append(y); x == y', /Recursion|line 5/],
] as const) {
  test(`[PY-15] a case ${what} is named, and the results of the others stay`, async () => {
    const code = `def f(n):\n    if n: return n\n    ok = 1\n    # the end\n    ${ends}\n`;
    const report = await check(code, CASES, 3_000);
    expect(report.cases.map(({ name }) => name)).toEqual(['test_a', 'test_b', 'test_c']);
    expect(report.cases[0]!.outcome).toBe('pass');
    expect(report.cases[1]).toMatchObject({ outcome: 'error', message: expect.stringMatching(says) });
    expect(report.broken).toBeUndefined();
    expect(report.seen[0]).toBe(1);
  });
}

test('[PY-15] what was traced until Python ended is there', async () => {
  const recursion =
    'class A:\n    def __getattr__(self, n):\n        return getattr(self, n + "x")\ndef f():\n    a = 1\n    A().b\n';
  const deep = await trace(recursion, 'f()');
  expect(deep.rows[0]).toMatchObject({ line: 5, changes: [{ name: 'a', value: '1' }] });
  expect(deep.raised).toMatch(/RecursionError|Python ended at line \d/);
  const equal = 'def f():\n    x, y = [], []\n    x.append(x)\n    y.append(y)\n    return x == y\n';
  const ended = await trace(equal, 'f()');
  expect(ended.rows.map(({ line }) => line)).toEqual([2, 3, 4, 5]);
  expect(ended.raised).toMatch(/RecursionError|Python ended at line 5/);
  const slow = await trace('import time\ndef f():\n    a = 1\n    time.sleep(60)\n', 'f()', 2_000);
  expect(slow.rows.map(({ line }) => line)).toEqual([3, 4]);
  expect(slow.raised).toContain('Stopped after 2 seconds');
});
