/**
 * Prints how many tests passed and failed, from the reports of the last run; `--clear` forgets them before a new one.
 */

import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { ROOT } from './sources.ts';

const RESULTS = join(ROOT, 'dist/results');

interface Counts {
  passed: number;
  failed: number;
}

const unitReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numFailedTestSuites: z.number(),
});
const e2eReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  errors: z.optional(z.array(z.unknown())),
});

function read<T>(name: string, schema: z.ZodMiniType<T>): T | null {
  const path = join(RESULTS, name);
  return existsSync(path) ? schema.parse(JSON.parse(readFileSync(path, 'utf8'))) : null;
}

function unitCounts(): Counts | null {
  const report = read('unit.json', unitReport);
  if (!report) return null;
  // A file that does not load fails without a test of its own.
  const unloaded = report.numFailedTests === 0 ? report.numFailedTestSuites : 0;
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded };
}

function e2eCounts(): Counts | null {
  const report = read('e2e.json', e2eReport);
  if (!report) return null;
  const { expected, unexpected, flaky } = report.stats;
  return { passed: expected + flaky, failed: unexpected + (report.errors?.length ?? 0) };
}

/** @param status the exit code of the whole run: a step that failed without failing a test counts as one */
function summary(status: number): string {
  const counts = [unitCounts(), e2eCounts()].filter((one) => one !== null);
  const passed = counts.reduce((sum, one) => sum + one.passed, 0);
  const failed = counts.reduce((sum, one) => sum + one.failed, 0);
  return `${passed} passed, ${failed === 0 && status !== 0 ? 1 : failed} failed`;
}

const [argument] = process.argv.slice(2);
if (argument === '--clear') rmSync(RESULTS, { recursive: true, force: true });
else console.log(summary(Number(argument ?? 0)));
