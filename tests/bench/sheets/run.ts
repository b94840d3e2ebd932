/**
 * `npm run bench:sheets`: our server and others, in turn, under the same load.
 * `-- --quick` takes about 5 minutes instead of 40; `--only ours,floor` and `--phases typing,commands` (beginnings of
 * names) narrow it down; `--prof` writes V8 profiles of our server to dist/bench.
 */

import { fork } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Order } from './load/main.ts';
import { PLANS, type Phase } from './plan.ts';
import { nodeOn, ROOT, type Cores } from './process.ts';
import { installPeers } from './peers.ts';
import { prepare, type Prepared } from './prepare.ts';
import { report, type Results } from './report.ts';
import { PEERS, startSubject, subjects, SUBJECTS, type SubjectName } from './subjects.ts';

const LOAD = fileURLToPath(new URL('load/main.ts', import.meta.url));
const OUT = join(ROOT, 'dist', 'bench');
/** ms that one job may take. */
const JOB_MS = 600_000;

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: SUBJECTS.join() },
    phases: { type: 'string', default: '' },
    prof: { type: 'boolean', default: false },
  },
});

const say = (text: string): void => void process.stderr.write(`${text}\n`);

function orderLoad(order: Order, cores: Cores): Promise<unknown> {
  const [execPath, ...before] = nodeOn(cores);
  const child = fork(LOAD, { execPath, execArgv: [...before, '--import', 'tsx', '--max-semi-space-size=64'] });
  child.send(order);
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => child.kill('SIGKILL'), JOB_MS);
    child.once('message', (answer: { figures?: unknown; error?: string }) => {
      if (answer.error === undefined) resolve(answer.figures);
      else reject(new Error(answer.error));
    });
    child.once('exit', () => {
      clearTimeout(late);
      reject(new Error('the load process ended without an answer'));
    });
  });
}

/** In processes that start for it and end with it, so that nothing is warm from before. */
async function measure(name: SubjectName, { cores, data, blob, job }: Phase, prepared: Prepared): Promise<unknown> {
  const subject = subjects(prepared.folders)[name];
  const flags = options.prof && name === 'ours' ? ['--cpu-prof', `--cpu-prof-dir=${OUT}`] : [];
  const [serverCores, loadCores]: Cores[] = cores === 1 ? [0, 1] : ['all', 'all'];
  const running = await startSubject(subject, prepared.template(data, name), serverCores ?? 'all', flags);
  const { pid, port } = running;
  const { dialect, isOurs, stores, lingers } = subject;
  const path: typeof subject.path = name === 'floor' && blob ? [`/blob/${blob}?`, ''] : subject.path;
  try {
    const target = { pid, port, dialect, path, isOurs, stores, lingers };
    return await orderLoad({ target, files: prepared.files, job }, loadCores ?? 'all');
  } finally {
    await running.stop();
  }
}

/** A server that fails a phase says so in the table: the others go on. */
async function tryMeasure(name: SubjectName, phase: Phase, prepared: Prepared): Promise<unknown> {
  const started = performance.now();
  const figures = await measure(name, phase, prepared).catch((error: unknown) => ({ failed: String(error) }));
  const seconds = ((performance.now() - started) / 1_000).toFixed(0);
  say(`${phase.name} ${name} (${seconds} s, load ${loadavg()[0]?.toFixed(1)}): ${JSON.stringify(figures)}`);
  return figures;
}

async function runAll(phases: readonly Phase[], prepared: Prepared, only: readonly SubjectName[]): Promise<Results> {
  const results: Results = {};
  for (const phase of phases) {
    const figures: Results[string] = {};
    for (const name of only.filter((each) => phase.who.includes(each)))
      figures[name] = await tryMeasure(name, phase, prepared);
    results[phase.name] = figures;
  }
  return results;
}

/** @param beginnings of names, with commas between them; none for all */
const chosen = (phases: readonly Phase[], beginnings: string): Phase[] =>
  phases.filter(({ name }) => beginnings.split(',').some((beginning) => name.startsWith(beginning)));

async function main(): Promise<void> {
  const started = performance.now();
  const phases = chosen(PLANS[options.quick ? 'quick' : 'full'], options.phases);
  const only = SUBJECTS.filter((name) => options.only.split(',').includes(name));
  if (PEERS.some((name) => only.includes(name))) installPeers(say);
  const folder = await mkdtemp(join(tmpdir(), 'bench-sheets-'));
  const before = loadavg();
  try {
    say('writing what is there before the servers start …');
    const prepared = await prepare(folder, phases, only);
    say(`written after ${((performance.now() - started) / 1_000).toFixed(0)} s`);
    const results = await runAll(phases, prepared, only);
    const minutes = (performance.now() - started) / 60_000;
    const { table, json } = report(results, { quick: options.quick, minutes, before, after: loadavg() });
    await mkdir(OUT, { recursive: true });
    await writeFile(join(OUT, 'sheets.json'), JSON.stringify(json, null, 2));
    await writeFile(join(OUT, 'sheets.md'), table);
    process.stdout.write(`${table}\n`);
    say(`written to ${OUT}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

await main();
