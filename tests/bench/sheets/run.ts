/**
 * `npm run bench:sheets`: our server and its peers, one after the other and round after round, under the same typing.
 * `-- --quick` takes six minutes instead of 25; `--only ours,floor` and `--phases steady` narrow it down; `--prof` writes V8 profiles of
 * our server to dist/bench.
 */

import { fork } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Job, Order } from './load.ts';
import { PLANS, type Phase, type Plan } from './plan.ts';
import { ROOT } from './process.ts';
import { prepare, type Prepared } from './prepare.ts';
import { report, type Results } from './report.ts';
import { startSubject, STORING, subjects, SUBJECTS, type SubjectName } from './subjects.ts';

const LOAD = fileURLToPath(new URL('load.ts', import.meta.url));
const OUT = join(ROOT, 'dist', 'bench');
/** ms that one job may take. */
const JOB_MS = 400_000;

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: SUBJECTS.join() },
    phases: { type: 'string', default: '' },
    prof: { type: 'boolean', default: false },
  },
});

const say = (text: string): void => void process.stderr.write(`${text}\n`);

function orderLoad(order: Order): Promise<unknown> {
  const child = fork(LOAD, { execArgv: ['--import', 'tsx', '--max-semi-space-size=64'] });
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

async function measure(name: SubjectName, job: Job, prepared: Prepared): Promise<unknown> {
  const subject = subjects(prepared.folders)[name];
  const flags = options.prof && name === 'ours' ? ['--cpu-prof', `--cpu-prof-dir=${OUT}`] : [];
  const running = await startSubject(subject, prepared.folder, name, flags);
  const { cookies, dialect, lingers } = subject;
  const prefix = name === 'floor' && job.do === 'cold' ? '/blob/' : subject.prefix;
  const target = { name, pid: running.pid, port: running.port, cookies, lingers };
  try {
    const sessions = job.do === 'ceiling' ? prepared.fastSessions : prepared.sessions;
    return await orderLoad({ target, dialect, prefix, sessions, job });
  } finally {
    await running.stop();
  }
}

/** A server that fails a phase says so in the table: the others go on. */
async function tryMeasure(name: SubjectName, job: Job, prepared: Prepared): Promise<unknown> {
  const started = performance.now();
  const figures = await measure(name, job, prepared).catch((error: unknown) => ({ failed: String(error) }));
  const seconds = ((performance.now() - started) / 1_000).toFixed(0);
  say(`${job.do} ${name} (${seconds} s, load ${loadavg()[0]?.toFixed(1)}): ${JSON.stringify(figures)}`);
  return figures;
}

const takesPart = (phase: Phase, name: SubjectName): boolean =>
  phase.who === 'all' || (phase.who === 'storing' ? STORING.includes(name) : name === 'floor');

async function runAll(plan: Plan, prepared: Prepared, only: readonly SubjectName[]): Promise<Results> {
  const results: Results = {};
  const phases = plan.phases(prepared).filter(({ name }) => options.phases === '' || options.phases.includes(name));
  for (const phase of phases) {
    for (let round = 0; round < phase.rounds; round++) {
      for (const name of only.filter((each) => takesPart(phase, each))) {
        const figures = await tryMeasure(name, phase.job, prepared);
        ((results[phase.name] ??= {})[name] ??= []).push(figures);
      }
    }
  }
  return results;
}

async function main(): Promise<void> {
  const started = performance.now();
  const plan = PLANS[options.quick ? 'quick' : 'full'];
  const only = SUBJECTS.filter((name) => options.only.split(',').includes(name));
  const folder = await mkdtemp(join(tmpdir(), 'bench-sheets-'));
  const before = loadavg();
  try {
    say('writing the typing sessions and the sheets that are there before …');
    const prepared = await prepare(folder, plan);
    const results = await runAll(plan, prepared, only);
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
