/**
 * `npm run bench:python`: how long a person waits for Python in Chromium, what tracing costs, and what it does to the
 * page meanwhile. `-- --quick` takes three rounds instead of nine. Prints a table, and writes dist/bench/python.json.
 */

import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type Page } from '@playwright/test';
import { buildRuntime } from '../../../client/vite.python.ts';
import { chromiumPath } from '../../../scripts/ensure-chromium.ts';
import { ROOT } from '../../../scripts/sources.ts';
import { CHROMIUM_FLAGS } from '../../e2e/playwright.config.ts';
import { runOn, startPythonServer } from '../../e2e/support/python.ts';
import { busyOn, LOOPS } from './busy.ts';

const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const ROUNDS = options.quick ? 3 : 9;

/** What was measured, in ms, by what it was. */
const figures = new Map<string, number[]>();
const note = (what: string, ms: number): void => void figures.set(what, [...(figures.get(what) ?? []), ms]);

/** ms from the key press to the first line that is seen. */
async function firstOutput(page: Page): Promise<number> {
  const { stdout, times } = await runOn(page, 'print("hello")');
  if (stdout !== 'hello\n' || times[0] === undefined) throw new Error('Python printed no greeting');
  return times[0];
}

/** One person's visits: the first, and a later one. */
async function visits(browser: Browser, url: string): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  note('first output, cold: nothing fetched before', await firstOutput(page));
  await page.reload();
  note('first output, a later visit: files and snapshot kept', await firstOutput(page));
  note('first output, after a run that finished', await firstOutput(page));
  await runOn(page, 'print("busy", flush=True)\nwhile True: pass', { stopAt: 'busy' });
  note('first output, after a run that was stopped', await firstOutput(page));
  await context.close();
}

/** The same 300,000 line events, traced and not; each as Python itself measures it. */
async function tracing(page: Page): Promise<void> {
  for (const [what, code] of Object.entries(LOOPS)) {
    const { stdout, stderr } = await runOn(page, code, { limitMs: 60_000 });
    if (stderr !== '') throw new Error(stderr);
    note(what, Number(stdout));
  }
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

function table(): string {
  const rows = [...figures].map(([what, all]) => [what, median(all), Math.min(...all), Math.max(...all)] as const);
  const lines = rows.map(([what, ...ms]) => `| ${what} | ${ms.map((value) => value.toFixed(0)).join(' | ')} |`);
  return ['| ms | median | least | most |', '|---|---|---|---|', ...lines].join('\n');
}

const machine = {
  processor: `${cpus().length} × ${cpus()[0]?.model.trim()}`,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  load: loadavg().map((value) => Number(value.toFixed(1))),
};

await buildRuntime();
const server = await startPythonServer();
const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS });
try {
  for (let round = 0; round < ROUNDS; round += 1) {
    await visits(browser, server.url);
    const page = await browser.newPage();
    await page.goto(server.url);
    await busyOn(page, note);
    await tracing(page);
    await page.close();
  }
} finally {
  await browser.close();
  await server.close();
}
const text = table();
console.log(`${JSON.stringify({ ...machine, chromium: browser.version(), rounds: ROUNDS })}\n\n${text}`);
await mkdir(join(ROOT, 'dist/bench'), { recursive: true });
await writeFile(
  join(ROOT, 'dist/bench/python.json'),
  JSON.stringify({ machine, chromium: browser.version(), figures: Object.fromEntries(figures) }, null, 2),
);
