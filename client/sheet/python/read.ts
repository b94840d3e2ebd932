/** What comes out of the frame, checked in shape and size: it is untrusted, and nothing else of it is kept. */

import * as z from 'zod/mini';
import { PYTHON_LIMITS } from '../../../shared/python/limits.ts';
import type {
  CheckCase,
  CheckReport,
  CheckStep,
  RunResult,
  TraceReport,
  TraceStep,
} from '../../../shared/python/messages.ts';
import { WIRE, type FromFrame } from './messages.ts';

// The page's policy forbids the functions that zod would otherwise make from text.
z.config({ jitless: true });

const upTo = (characters: number) => z.string().check(z.maxLength(characters));
const number = z.number().check(z.gte(0), z.lte(2 ** 31));
const ofRun = { run: number };

const fromFrame: z.ZodMiniType<FromFrame> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), asksForInput: z.boolean() }),
  z.object({ type: z.literal('broken'), message: upTo(WIRE.message) }),
  z.object({
    type: z.literal('snapshot'),
    snapshot: z.nullable(z.instanceof(Blob).check(z.refine(({ size }) => size <= WIRE.snapshot))),
  }),
  z.object({ type: z.literal('started'), ...ofRun }),
  z.object({
    type: z.literal('output'),
    ...ofRun,
    chunks: z
      .array(
        z.union([
          z.object({ stream: z.enum(['stdout', 'stderr']), text: upTo(PYTHON_LIMITS.output) }),
          z.object({ leftOut: z.number().check(z.gte(0), z.lte(2 ** 40)) }),
        ]),
      )
      .check(z.maxLength(WIRE.chunks)),
  }),
  z.object({
    type: z.literal('progress'),
    ...ofRun,
    pieces: z.array(upTo(WIRE.piece)).check(z.maxLength(WIRE.pieces)),
  }),
  z.object({ type: z.literal('input'), ...ofRun, prompt: upTo(WIRE.prompt) }),
  z.object({ type: z.literal('done'), ...ofRun, json: upTo(WIRE.json), ms: number }),
  z.object({
    type: z.literal('failed'),
    ...ofRun,
    stage: z.enum(['load', 'task']),
    message: upTo(WIRE.message),
    capped: z.boolean(),
    line: z.optional(number),
  }),
  z.object({ type: z.literal('ended'), ...ofRun }),
]);

/** @returns null where it is no message of a frame */
export const readFromFrame = (data: unknown): FromFrame | null => fromFrame.safeParse(data).data ?? null;

/** A text of the harness's, which keeps to its own limits: this one only bounds what is forged. */
const words = upTo(8_000);
const line = z.number().check(z.int(), z.gte(0), z.lte(PYTHON_LIMITS.code));

const runAnswer = z.object({ outcome: z.enum(['finished', 'raised', 'out-of-memory']), line: z.optional(line) });

const checkCase: z.ZodMiniType<CheckCase> = z.object({
  name: words,
  title: z.optional(words),
  outcome: z.enum(['pass', 'fail', 'error', 'skipped']),
  message: words,
  output: words,
  ms: number,
});

const checkReport: z.ZodMiniType<CheckReport> = z.object({
  cases: z.array(checkCase).check(z.maxLength(PYTHON_LIMITS.cases)),
  broken: z.optional(words),
  ms: number,
});

const traceRow = z.object({
  line,
  frame: words,
  depth: number,
  changes: z
    .array(
      z.object({
        name: words,
        value: words,
        given: z.optional(z.literal(true)),
        again: z.optional(z.literal(true)),
      }),
    )
    .check(z.maxLength(1_000)),
  branch: z.optional(z.boolean()),
  printed: z.optional(words),
  returned: z.optional(words),
  raised: z.optional(words),
  folded: z.optional(number),
});

const traceReport: z.ZodMiniType<TraceReport> = z.object({
  rows: z.array(traceRow).check(z.maxLength(PYTHON_LIMITS.traceSteps)),
  truncated: z.boolean(),
  value: z.optional(words),
  raised: z.optional(words),
  broken: z.optional(words),
});

const labels = z.array(words).check(z.maxLength(1_000));
const checkStep: z.ZodMiniType<CheckStep> = z.union([
  z.object({ sources: labels }),
  z.object({ source: words }),
  z.object({ names: labels }),
  z.object({ begins: words }),
  z.object({ case: checkCase }),
]);

const traceStep: z.ZodMiniType<TraceStep> = z.object({ row: number, is: traceRow });

function read<T>(schema: z.ZodMiniType<T>, json: string): T | null {
  try {
    return schema.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    return null;
  }
}

/** These read the harness's answers. @returns null where the code spoiled them */
export const readRun = (json: string): Pick<RunResult, 'outcome' | 'line'> | null => read(runAnswer, json);
export const readChecks = (json: string): CheckReport | null => read(checkReport, json);
export const readCheckStep = (json: string): CheckStep | null => read(checkStep, json);
export const readTraceStep = (json: string): TraceStep | null => read(traceStep, json);
export const readTrace = (json: string): TraceReport | null => read(traceReport, json);
