/** What runs give: output as it comes, an end to whatever does not end by itself, and a next run that works. */

import { expect, test, type Page } from '@playwright/test';
import { HEAD, TAIL } from '../../client/sheet/python/cap.ts';
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
const nextRunWorks = async (): Promise<void> => {
  expect(await run('print("next")')).toMatchObject({ outcome: 'finished', stdout: 'next\n', stderr: '' });
};

test('loading tells how far it is, all bytes and the start, and once is enough', async () => {
  const told = await page.evaluate(async () => {
    const seen: [number, number][] = [];
    await Promise.all([window.sandbox.load((done, total) => seen.push([done, total])), window.sandbox.load()]);
    return seen;
  });
  expect(told.length).toBeGreaterThan(10);
  expect(told.map(([done]) => done)).toEqual(told.map(([done]) => done).toSorted((a, b) => a - b));
  const [done, total] = told.at(-1) ?? [0, 1];
  expect(done).toBe(total);
  await page.evaluate(() => window.sandbox.load());
  expect(server.requests.filter((request) => request.endsWith('python.wasm'))).toHaveLength(1);
});

test('a second visit asks the server for the list only, and starts from the snapshot', async () => {
  await page.evaluate(() => window.sandbox.load());
  const kept = () => page.evaluate(async () => (await (await caches.open((await caches.keys())[0]!)).keys()).length);
  await expect.poll(kept).toBe(1);
  await page.reload();
  server.requests.length = 0;
  await page.evaluate(() => window.sandbox.load());
  await nextRunWorks();
  expect(server.requests.filter((request) => request.includes('/python/'))).toEqual(['GET /python/runtime.json']);
  expect(await page.evaluate(async () => (await caches.keys()).length)).toBe(1);
});

test('a snapshot that is no snapshot is given up, and Python starts without', async () => {
  await page.evaluate(async () => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const key of await cache.keys()) await cache.put(key, new Response(new Uint8Array(1_000)));
    }
  });
  await page.reload();
  await nextRunWorks();
  await nextRunWorks();
});

test('a server without Python is said to be one, and the next try works', async () => {
  await page.route('**/runtime.json', (route) => route.fulfill({ status: 503 }));
  await page.reload();
  const failed = page.evaluate(() => window.sandbox.load());
  await expect(failed).rejects.toThrow('the server answers 503');
  await page.unroute('**/runtime.json');
  await nextRunWorks();
});

test('standard output and error come apart, with a traceback of the sheet alone', async () => {
  const ran = await run('import sys\ndef f():\n    return 1 / 0\nprint("out")\nprint("err", file=sys.stderr)\nf()');
  expect(ran).toMatchObject({ outcome: 'raised', line: 3, stdout: 'out\n', truncated: false });
  expect(ran.stderr).toMatch(/^err\nTraceback \(most recent call last\):\n {2}File "sheet\.py", line 6, in <module>/);
  expect(ran.stderr).toContain('ZeroDivisionError: division by zero');
  expect(ran.stderr).not.toMatch(/harness|ready\.py|runner/);
  expect(ran.ms).toBeGreaterThan(0);
});

test('output comes while the code runs', async () => {
  const ran = await run('print("first")\nwhile True: pass', { stopAt: 'first' });
  expect(ran).toMatchObject({ outcome: 'stopped', stdout: 'first\n' });
  expect(ran.stderr).toContain('Stopped.');
  await nextRunWorks();
});

test('an endless loop ends at its limit, and says so', async () => {
  const ran = await run('while True: pass', { limitMs: 1_000 });
  expect(ran.outcome).toBe('timed-out');
  expect(ran.stderr).toContain('Stopped after 1 second');
  await nextRunWorks();
});

test('a run that follows at once takes the same frame', async () => {
  const frames = await page.evaluate(async () => {
    const start = (code: string) => window.sandbox.run({ code, limitMs: 5_000 }, {});
    for (let n = 0; n < 3; n += 1) await start('x = 1').result;
    const endless = start('while True: pass');
    endless.stop();
    await endless.result;
    await start('x = 1').result;
    return document.querySelectorAll('iframe').length;
  });
  expect(frames).toBe(1);
});

test('a run that is stopped before it began is stopped', async () => {
  expect((await run('print(1)', { stopAtOnce: true })).outcome).toBe('stopped');
  await nextRunWorks();
});

test('[PY-14] of a million lines the beginning and the end are kept, and a line says how much is missing', async () => {
  const ran = await run('for i in range(1_000_000): print(i)', { limitMs: 60_000 });
  expect(ran).toMatchObject({ outcome: 'finished', truncated: true });
  expect(ran.stdout).toHaveLength(HEAD + TAIL);
  expect(ran.stdout).toMatch(/^0\n1\n.*\n999998\n999999\n$/s);
  const all = [...Array(1_000_000).keys()].join('\n').length + 1;
  expect(ran.stderr).toBe(`\n[${(all - HEAD - TAIL).toLocaleString('en')} characters of output are left out here.]\n`);
  expect(ran.times.length).toBeLessThan(200);
});

test('[PY-14] one huge string is cut, and no character in two', async () => {
  const ran = await run('print("x" + "😀" * 10**7)');
  expect(ran).toMatchObject({ outcome: 'finished', truncated: true });
  expect(ran.stdout.length).toBeLessThanOrEqual(HEAD + TAIL);
  expect(ran.stdout.length).toBeGreaterThan(HEAD + TAIL - 4);
  expect(ran.stdout).not.toMatch(/\p{Surrogate}/u);
});

test('[PY-14] after long output, errors, prompts and exit messages are whole', async () => {
  const noise = 'for i in range(30_000): print("noise", i)\n';
  const raised = await run(`${noise}raise ValueError("the reason")`);
  expect(raised.stderr).toMatch(/left out here.*File "sheet\.py", line 2, in <module>.*ValueError: the reason\n$/s);
  expect((await run(`${noise}import sys\nsys.exit("bye")`)).stderr).toMatch(/bye\n\[Exit code 1\]\n$/);
  const asked = await run(`${noise}print(input("your name? "))`, { answers: ['Kim'] });
  expect(asked.stdout).toMatch(/your name\? Kim\nKim\n$/);
  const endless = await run(`${noise}import time\ntime.sleep(0.1)\nprint("the end")\nwhile True: pass`, {
    limitMs: 3_000,
  });
  expect(endless.stdout).toMatch(/noise 29999\nthe end\n$/);
  const long = await run(
    'def a(n): b(n)\ndef b(n): a(n)\ntry:\n a(1)\nexcept RecursionError as e:\n raise ValueError("why") from e',
  );
  expect(long.stderr).toMatch(/Traceback.*characters are left out here.*ValueError: why\n$/s);
});

test('a memory bomb ends in a MemoryError under the cap, and the code may handle it', async () => {
  const bomb = await run('x = []\nwhile True:\n    x.append(bytearray(10**7))');
  expect(bomb).toMatchObject({ outcome: 'out-of-memory', line: 3 });
  expect(bomb.stderr).toContain('MemoryError');
  await nextRunWorks();
  const most = 'x = 0\ntry:\n    x = bytearray(600 * 2**20)\nexcept MemoryError:\n    print("handled")';
  expect(await run(most)).toMatchObject({ outcome: 'finished', stdout: 'handled\n' });
});

/** Code that would end a process, or worse: how it ends here, and a piece of what it prints. */
const LINE = (line: number): RegExp => new RegExp(`line ${line}\\b`);

const BOMBS: Record<string, [code: string, outcome: string, says: string | RegExp]> = {
  recursion: ['def f(): f()\nf()', 'raised', 'RecursionError'],
  'recursion in C': ['x = []\nfor _ in range(10**6): x = [x]\nrepr(x)', 'raised|crashed', LINE(3)],
  'recursion through C and back': [
    'class A:\n    def __getattr__(self, name): return getattr(self, name + "x")\nA().foo',
    'raised|crashed',
    LINE(2),
  ],
  'a list that holds itself': ['x, y = [], []\nx.append(x)\ny.append(y)\nx == y', 'raised|crashed', LINE(4)],
  'deep JSON': ['import json\nx = []\nfor _ in range(10**5): x = [x]\njson.dumps(x)', 'raised|crashed', LINE(4)],
  'deep pickle': ['import pickle\nx = []\nfor _ in range(10**5): x = [x]\npickle.dumps(x)', 'raised|crashed', LINE(4)],
  'a deep pattern': ['import re\nre.compile("(" * 9000 + ")" * 9000)', 'raised|crashed', LINE(2)],
  'no limit to recursion': [
    'import sys\nsys.setrecursionlimit(10**6)\nclass A:\n    def __repr__(self): return repr(self)\nrepr(A())',
    'raised|crashed',
    LINE(4),
  ],
  'os._exit': ['import os\nprint("before")\nos._exit(3)', 'crashed', 'exit(3)'],
  'os.abort': ['import os\nos.abort()', 'crashed', 'Python ended'],
  'sys.exit': ['import sys\nsys.exit("bye")', 'finished', 'bye\n[Exit code 1]'],
  'an exit code': ['import sys\nsys.exit(3)', 'finished', '[Exit code 3]'],
  'a thread': ['import threading\nthreading.Thread(target=lambda: 1 / 0).start()', 'raised', "can't start new thread"],
  'a closed output': ['import sys\nsys.stdout.close()\nprint("b")', 'raised', 'I/O operation on closed file'],
  'both outputs closed': ['import sys\nsys.stdout.close()\nsys.stderr.close()', 'finished', ''],
  'a lone surrogate': ['print("\\ud800")', 'raised', 'surrogates not allowed'],
  'a syntax error': ['def f(:', 'raised', 'SyntaxError'],
  'patched builtins': [
    'import builtins\nfor name in ("len", "str", "type", "print"): setattr(builtins, name, None)\n1 / 0',
    'crashed',
    'Python ended',
  ],
  'a bomb in JavaScript': [
    'import js\nx = []\nwhile True: x.append(js.Array.new(10**7).fill("a"))',
    'timed-out',
    'Stopped',
  ],
};

for (const [what, [code, outcome, says]] of Object.entries(BOMBS)) {
  test(`after ${what} the next run works`, async () => {
    const ran = await run(code, { limitMs: 4_000 });
    expect(outcome.split('|')).toContain(ran.outcome);
    expect(ran.stderr).toMatch(
      typeof says === 'string' ? new RegExp(says.replace(/[[\](){}.*+?^$|\\]/g, '\\$&')) : says,
    );
    await nextRunWorks();
  });
}

test('bytes that are no text, and characters that nobody sees, do no harm', async () => {
  const ran = await run('import sys\nsys.stdout.buffer.write(b"\\xff\\x00ok\\n")\nprint("\\x00\\x1b[31m")');
  expect(ran).toMatchObject({ outcome: 'finished', stdout: '\uFFFD\0ok\n\0\n' });
});

test('input() asks while the code runs, shows what was answered, and meets the end', async () => {
  expect(await page.evaluate(() => window.sandbox.asksForInput)).toBe(true);
  const code = 'print("hi", input("name? "))\nimport sys\nprint([line for line in sys.stdin])\ninput()';
  const ran = await run(code, { answers: ['Kim', 'a', 'b'] });
  expect(ran).toMatchObject({ outcome: 'raised', line: 4, stdout: "name? Kim\nhi Kim\na\nb\n['a\\n', 'b\\n']\n" });
  expect(ran.stderr).toContain('EOFError: EOF when reading a line');
});

test('lines given beforehand are read first, and when they are used up it says why there are no more', async () => {
  const ran = await run('print(input("a? "))\ninput("b? ")', { inputs: ['1'] });
  expect(ran).toMatchObject({ outcome: 'raised', stdout: 'a? 1\n1\nb? ' });
  expect(ran.stderr).toContain('input() reads the lines filled in before the run');
});

test('where the browser cannot wait, input() reads what was given and says why it does not ask', async ({
  browser,
}) => {
  const old = await browser.newPage();
  const without = 'delete WebAssembly.Suspending; delete WebAssembly.promising;';
  await old.route('**/worker.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: without + (await response.text()) });
  });
  await old.route('**/frame.html', async (route) => {
    const response = await route.fetch();
    const policy = "script-src 'unsafe-inline' 'wasm-unsafe-eval'; worker-src blob:";
    const body = `<script>${without}</script>${await response.text()}`;
    await route.fulfill({ response, body, headers: { ...response.headers(), 'content-security-policy': policy } });
  });
  await old.goto(server.url);
  await old.evaluate(() => window.sandbox.load());
  expect(await old.evaluate(() => window.sandbox.asksForInput)).toBe(false);
  const ran = await runOn(old, 'print(input("a? "))\ninput("b? ")', { inputs: ['1'], answers: ['never'] });
  expect(ran).toMatchObject({ outcome: 'raised', stdout: 'a? 1\n1\nb? ' });
  expect(ran.stderr).toContain('this browser cannot ask while code runs');
  await old.close();
});

test('each start has a random state of its own', async () => {
  const code = 'import random\nprint(random.random())';
  expect((await run(code)).stdout).not.toBe((await run(code)).stdout);
});

test('checks are reported case by case, and end when they do not end', async () => {
  const reports = await page.evaluate(async () => {
    const source =
      'import unittest\nfrom sheet import f\nclass T(unittest.TestCase):\n' +
      ' def test_a(self): self.assertEqual(f(), 1)\n def test_b(self): self.assertEqual(f(), 2)\n';
    const check = (code: string, limitMs: number) =>
      window.sandbox.checks({ code, checks: [{ label: 'check.py', source }], limitMs }).result;
    return Promise.all([check('def f(): return 1', 10_000), check('def f():\n while True: pass', 1_500)]);
  });
  expect(reports[0].cases.map(({ outcome }) => outcome)).toEqual(['pass', 'fail']);
  expect(reports[0].outcome).toBe('finished');
  expect(reports[1]).toMatchObject({
    outcome: 'timed-out',
    cases: [
      { name: 'test_a', outcome: 'error', message: expect.stringMatching(/did not end.*after 2 seconds/) },
      { name: 'test_b', outcome: 'error', message: expect.stringMatching(/did not run: test_a did not end/) },
    ],
  });
});

test('a call is traced', async () => {
  const report = await page.evaluate(
    () =>
      window.sandbox.trace({ code: 'def f(n):\n    m = n + 1\n    return m', call: 'f(1)', limitMs: 10_000 }).result,
  );
  expect(report).toMatchObject({ outcome: 'finished', value: '2', truncated: false });
  expect(report.rows.length).toBeGreaterThan(0);
});
