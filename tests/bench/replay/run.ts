/**
 * `npm run bench:replay`: what it costs to open, to seek and to play a session of 1,000, 20,000 and 250,000 edits,
 * beside floors, and how it feels in Chromium. `-- --sizes 1000,20000` takes fewer, `-- --no-browser` leaves Chromium
 * out. Prints a table, and writes dist/bench/replay.json.
 */

import { fork } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { median } from '../sheets/figures.ts';
import { ROOT, start } from '../sheets/process.ts';
import { inChromium } from './browser.ts';
import type { Figures, JobName, Order } from './jobs.ts';
import { layOut } from './rooms.ts';
import { fetched } from './server.ts';
import { saveLog, sessionOf } from './session.ts';
import { tableOf, type Results } from './table.ts';

const JOBS = fileURLToPath(new URL('jobs.ts', import.meta.url));
const OUT = join(ROOT, 'dist', 'bench');
const ORDER: readonly JobName[] = ['record', 'integrate', 'decode', 'seek', 'splice', 'play', 'append'];
/** How often each job is done, interleaved with the others. */
const ROUNDS = 3;
/** The session that is opened in Chromium: an hour. */
const SEEN = 20_000;

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,20000,250000' },
    browser: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const sizes = options.sizes.split(',').map(Number);
const say = (text: string): void => void process.stderr.write(`${text}\n`);

function done(order: Order): Promise<Figures> {
  const child = fork(JOBS, { execArgv: ['--import', 'tsx', '--expose-gc'] });
  child.send(order);
  return new Promise((resolve, reject) => {
    child.once('message', (answer: { figures?: Figures; error?: string }) => {
      if (answer.figures) resolve(answer.figures);
      else reject(new Error(answer.error));
    });
    child.once('exit', (code) => reject(new Error(`${order.job} ended with ${code} and without an answer`)));
  });
}

/** The median of each figure. */
const middle = (rounds: readonly Figures[]): Figures =>
  Object.fromEntries(
    Object.keys(rounds[0] ?? {}).map((name) => [name, median(rounds.map((each) => each[name] ?? NaN))]),
  );

async function measured(folder: string, edits: number): Promise<Results[number]> {
  const files = { log: join(folder, `log-${edits}`), recording: join(folder, `recording-${edits}`) };
  const rounds = new Map<JobName, Figures[]>(ORDER.map((job) => [job, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const job of ORDER) {
      const figures = await done({ job, ...files });
      rounds.get(job)?.push(figures);
      say(`${edits} ${job} (load ${loadavg()[0]?.toFixed(1)}): ${JSON.stringify(figures)}`);
    }
  }
  return Object.fromEntries([...rounds].map(([job, all]) => [job, middle(all)]));
}

/** The real server, with the rooms laid out. */
async function served<T>(folder: string, work: (running: Awaited<ReturnType<typeof start>>) => Promise<T>): Promise<T> {
  const running = await start(['dist/server/main.js'], { DATA_DIR: folder });
  try {
    return await work(running);
  } finally {
    await running.stop();
  }
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-replay-'));
  const before = loadavg();
  try {
    say('building the pages, writing the sessions …');
    await build({ configFile: join(ROOT, 'client/vite.config.ts'), logLevel: 'error' });
    const sessions = new Map(sizes.map((edits) => [edits, sessionOf(edits)]));
    for (const [edits, { updates }] of sessions) await saveLog(join(folder, `log-${edits}`), updates);
    await layOut(folder, sessions);
    sessions.clear();
    const results: Results = {};
    for (const edits of sizes) {
      const fetching = await served(folder, (running) => fetched(running, edits));
      say(`${edits} fetch (load ${loadavg()[0]?.toFixed(1)}): ${JSON.stringify(fetching)}`);
      results[edits] = { ...(await measured(folder, edits)), fetch: fetching };
    }
    const seen = options.browser && sizes.includes(SEEN) ? await seenIn(folder) : null;
    const machine = {
      processor: `${cpus().length} × ${cpus()[0]?.model.trim()}`,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      node: process.version,
      load: { before, after: loadavg() },
    };
    const table = tableOf(results, seen);
    await mkdir(OUT, { recursive: true });
    await writeFile(join(OUT, 'replay.json'), JSON.stringify({ machine, results, seen }, null, 2));
    process.stdout.write(`${JSON.stringify(machine)}\n\n${table}\n`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function seenIn(folder: string): Promise<Figures> {
  const seen = await served(folder, ({ port }) => inChromium(`http://127.0.0.1:${port}`, SEEN));
  say(`Chromium (load ${loadavg()[0]?.toFixed(1)}): ${JSON.stringify(seen)}`);
  return seen;
}

await main();
