/** The shapes of commands about running, checking, tracing and marking code. */

import * as z from 'zod/mini';
import { LIMITS } from './limits.ts';
import { PYTHON_LIMITS } from './python/limits.ts';
import type { Outcome } from './python/messages.ts';
import { VERDICTS } from './room/code.ts';
import { command, count, id, position, text } from './schemas-parts.ts';
import { plainPunctuation } from './text/smart.ts';

const OUTCOMES = [
  'finished',
  'raised',
  'stopped',
  'timed-out',
  'out-of-memory',
  'crashed',
] as const satisfies readonly Outcome[];

const CODE = text(PYTHON_LIMITS.code);
const message = text(PYTHON_LIMITS.message);
const ms = z.number().check(z.minimum(0), z.maximum(10 * PYTHON_LIMITS.runMs.most));
const line = z.int().check(z.minimum(1), z.maximum(PYTHON_LIMITS.code));
/** A name or a value as Python shows it, with room for the dots of what was cut. */
const name = text(200);
const value = text(2 * PYTHON_LIMITS.repr);
const cell = text(LIMITS.note);
const within = (max: number) =>
  z.refine((all: unknown) => JSON.stringify(all).length <= max, `at most ${max} characters as JSON`);

const checkCase = z.strictObject({
  name,
  title: z.optional(text(PYTHON_LIMITS.message)),
  outcome: z.enum(['pass', 'fail', 'error', 'skipped']),
  message,
  ms,
});

/** A row of the table as it was filled by hand. */
const predictedRow = z.strictObject({ line: cell, values: cell, branch: cell, printed: cell, returned: cell });

const traceRow = z.strictObject({
  line: count(PYTHON_LIMITS.code),
  frame: name,
  depth: count(PYTHON_LIMITS.traceSteps),
  changes: z
    .array(z.strictObject({ name, value, given: z.optional(z.literal(true)), again: z.optional(z.literal(true)) }))
    .check(z.maxLength(200)),
  branch: z.optional(z.boolean()),
  printed: z.optional(message),
  returned: z.optional(value),
  raised: z.optional(message),
  folded: z.optional(count(10 * PYTHON_LIMITS.traceSteps)),
});

const traceReport = z
  .strictObject({
    rows: z.array(traceRow).check(z.maxLength(PYTHON_LIMITS.traceRows)),
    truncated: z.boolean(),
    value: z.optional(value),
    raised: z.optional(message),
    broken: z.optional(message),
  })
  .check(within(LIMITS.trace));

const n = z.int().check(z.minimum(1), z.maximum(LIMITS.predictions));
/** Cells of a table that were compared. */
const cells = count(100_000);

/** Commands that bring code, output, cases or a trace along: these may have `LIMITS.commandWithCode` bytes. */
export const largeCommands = [
  command('ran', {
    ask: id,
    code: CODE,
    outcome: z.enum(OUTCOMES),
    ms,
    output: text(LIMITS.output),
    line: z.optional(line),
  }),
  command('checked', {
    ask: id,
    code: CODE,
    hidden: z.boolean(),
    cases: z.array(checkCase).check(z.maxLength(PYTHON_LIMITS.cases)),
    broken: z.optional(message),
    ms,
  }),
  command('commit-trace', {
    ask: id,
    n,
    rows: z.array(predictedRow).check(z.maxLength(PYTHON_LIMITS.traceRows), within(LIMITS.table)),
  }),
  command('traced', {
    ask: id,
    n,
    report: traceReport,
    agreed: cells,
    wrong: cells,
    missed: cells,
    first: z.nullable(count(PYTHON_LIMITS.traceRows)),
  }),
] as const;

export const codeCommands = [
  command('lock-runs', { locked: z.boolean() }),
  command('reveal-checks', { ask: id }),
  command('add-check', {
    ask: id,
    source: text(LIMITS.addedCheck).check(
      z.overwrite(plainPunctuation),
      z.refine((source) => source.trim() !== '', 'a check is not empty'),
    ),
  }),
  command('set-trace', { ask: id, call: text(LIMITS.call).check(z.trim(), z.overwrite(plainPunctuation)) }),
  command('mark', {
    ask: id,
    line,
    quote: text(LIMITS.quote),
    verdict: z.enum(VERDICTS),
    from: position,
    to: position,
  }),
] as const;
