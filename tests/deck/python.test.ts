/** The deck's command and what it proves: that each claim of a card about Python is true, with Python itself. */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deckCommand } from '../../server/deck/cli.ts';
import { JOB_LIMIT_MS } from '../../server/deck/python/deck.ts';
import { Python } from '../../server/deck/python/python.ts';
import { CARD_MD, TOPICS_YAML } from './sample.ts';

const CARD = 'services/retry-the-carrier';
const python = new Python(JOB_LIMIT_MS);
let dir: string;

const START = `def total(prices):
    return sum(prices) + 1
`;
const SOLUTION = START.replace(' + 1', '');
const CHECK = `import unittest
from sheet import total


class Total(unittest.TestCase):
    def test_adds(self):
        self.assertEqual(total([1, 2]), 3)

    def test_is_a_number(self):
        self.assertIsInstance(total([]), int)
`;
const MD = CARD_MD.replace('- [nothing] here', 'if True:')
  .replace('trace: { call: "retry(3)" }', 'trace: { call: "total([1])" }\nfails: [test_adds]')
  .concat('\n```python run\nfrom sheet import total\nprint(total([2]))\n```\n\n```output\n3\n```\n');
const OUTPUT_LINE = MD.split('\n').indexOf('```output') + 1;

async function put(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(dir, file)), { recursive: true });
  await writeFile(join(dir, file), text);
}

async function command(only?: string, by = python): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const code = await deckCommand([dir], {
    out: (line) => lines.push(line.replaceAll(`${dir}/`, '')),
    python: by,
    only,
  });
  return { code, lines };
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'deck-'));
  await put('topics.yaml', TOPICS_YAML);
  await put(`${CARD}/card.md`, MD);
  await put(`${CARD}/start.py`, START);
  await put(`${CARD}/solution.py`, SOLUTION);
  await put(`${CARD}/check.py`, CHECK);
});
afterEach(() => rm(dir, { recursive: true, force: true }));
afterAll(() => python.close());

describe('the command', () => {
  it('counts what there is and ends with 0', async () => {
    const { code, lines } = await command();
    expect(lines).toEqual([
      'cards    1, of 1 kinds',
      expect.stringContaining('debugging 1, refactor 0'),
      'levels   junior 0, mid 1, senior 1',
      expect.stringContaining('debugging-stories 1, testing-explanations 0'),
      'areas    services 1, testing 0',
      'topics   2 of 3 covered',
      'no faults',
    ]);
    expect(code).toBe(0);
  });

  it('tells every fault and ends with 1', async () => {
    await put('services/other/card.md', MD.replace('kind: debugging', 'kind: quizz'));
    const { code, lines } = await command();
    expect(lines).toContainEqual(expect.stringContaining('services/other/card.md:3: kind "quizz"'));
    expect(code).toBe(1);
  });

  it('checks one card alone, by its folder or its slug', async () => {
    await put('services/other/card.md', MD.replace('kind: debugging', 'kind: quizz'));
    expect(await command('retry-the-carrier')).toEqual({ code: 0, lines: ['no faults'] });
    expect((await command(`${dir}/services/other/`)).lines[0]).toContain('services/other/card.md:3: kind "quizz"');
    expect(await command('nowhere')).toEqual({ code: 1, lines: ['there is no card nowhere'] });
  });
});

describe('a claim that is not true is a fault with file and line:', () => {
  const md = (from: string | RegExp, to: string) => ({ 'card.md': MD.replace(from, to) });
  const cases: [string, Record<string, string>, string][] = [
    [
      'a solution that fails a case',
      { 'solution.py': START },
      `check.py:6: solution.py does not pass test_adds: 4 != 3`,
    ],
    [
      'a solution that fails a hidden case',
      { 'hidden.py': CHECK.replaceAll('test_', 'test_more_').replace(', 3)', ', 5)') },
      'hidden.py:6: solution.py does not pass test_more_adds: 3 != 5',
    ],
    [
      'a solution that raises',
      { 'solution.py': `${SOLUTION}\ntotal(1)\n` },
      'solution.py:2: it raises when it is run: ',
    ],
    ['no solution for checks', { 'solution.py': '' }, 'solution.py:1: solution.py is empty'],
    ['a start that passes what it should fail', { 'start.py': SOLUTION }, 'it should be fails: []'],
    ['a start that fails more', md('[test_adds]', '[]'), 'card.md:12: start.py does not pass exactly these cases; '],
    ['no word on what the start fails', md(/fails: .*\n/, ''), 'card.md:1: fails is missing; what start.py does not'],
    ['a start that cannot be imported', { 'start.py': 'total = nothing\n' }, 'fails: [test_adds, test_is_a_number]'],
    ['a mistake in syntax', { 'start.py': 'x = 1\ndef total(:\n' }, 'start.py:2: SyntaxError: invalid syntax'],
    [
      'a trace of what is not there',
      md('total([1])', 'totals([1])'),
      "no line of start.py: NameError: name 'totals' is not defined",
    ],
    ['a trace of nothing', md('total([1])', 'sum([1])'), 'card.md:11: the trace executes no line of start.py'],
    ['a trace without an end', md('total([1])', '[total([]) for _ in range(9999)]'), 'card.md:11: the trace is longer'],
    ['another output', md('\n3\n', '\n4\n'), `card.md:${OUTPUT_LINE}: the code above prints something else: "3\\n"`],
    [
      'another output of the start',
      md('```output\n3', '```output start.py\nhello'),
      'start.py prints something else: ""',
    ],
    ['shown code that does not compile', md('book()\n```\n\n## L', 'book(\n```\n\n## L'), 'card.md:20: SyntaxError: '],
    ['an output of nothing', md('python run', 'python'), 'a block ```output must follow a block ```python run'],
    ['a case that is in both files', { 'hidden.py': CHECK }, 'hidden.py:6: test_adds is also the name of another case'],
    ['checks without a case', { 'hidden.py': 'import unittest\n' }, 'hidden.py:1: it has no case of unittest'],
  ];

  it.each(cases)('%s', async (_name, files, fault) => {
    for (const [file, text] of Object.entries(files)) await put(`${CARD}/${file}`, text);
    const { code, lines } = await command('retry-the-carrier');
    expect(lines.join('\n')).toContain(fault);
    expect(code).toBe(1);
  });

  it('code that never ends, without an end to the other cards', async () => {
    const hasty = new Python(1_000);
    try {
      await put(`${CARD}/solution.py`, 'while True: pass\n');
      await put('services/second/card.md', MD.replace('\n3\n', '\n4\n'));
      await put('services/second/start.py', START);
      const { lines } = await command(undefined, hasty);
      expect(lines).toContain(`${CARD}/solution.py:1: it did not end within 1 seconds`);
      expect(lines).toContainEqual(expect.stringContaining('services/second/card.md'));
    } finally {
      await hasty.close();
    }
  }, 90_000);

  it('a package whose own tests fail', async () => {
    await put('shop/__init__.py', '');
    await put('shop/price.py', 'PRICE = 1\n');
    await put('shop/tests/__init__.py', '');
    const test = 'import unittest\nfrom shop.price import PRICE\n\n\nclass Price(unittest.TestCase):\n';
    await put('shop/tests/test_price.py', `${test}    def test_price(self):\n        self.assertEqual(PRICE, 2)\n`);
    const { lines } = await command();
    expect(lines).toContain('shop/tests:1: shop.tests.test_price.Price.test_price: 1 != 2');
  });
});

describe('the deck that we ship', () => {
  it('claims nothing about Python that is not true', async () => {
    const lines: string[] = [];
    const code = await deckCommand(['questions'], { out: (line) => lines.push(line), python });
    expect(lines.filter((line) => line.startsWith('questions/'))).toEqual([]);
    expect(code).toBe(0);
  }, 120_000);
});
