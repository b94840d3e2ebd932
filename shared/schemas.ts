/** The shapes of everything a client can send, as the server checks them: not in wire.ts, which pages load. */

import * as z from 'zod/mini';
import { LEVELS } from './deck/card.ts';
import { LIMITS } from './limits.ts';
import { SEATS } from './room/ids.ts';
import { PRESETS } from './room/plan.ts';
import { ANSWER_VERDICTS, TICKED_PARTS } from './room/ticks.ts';
import { ABOUT, COMMENT_MARKS } from './rubric/comments.ts';
import { KEPT, SOUND } from './rubric/form.ts';
import { LESSONS } from './rubric/lessons.ts';
import { codeCommands, largeCommands } from './schemas-code.ts';
import { ownCommands } from './schemas-own.ts';
import { command, count, id, position, text } from './schemas-parts.ts';
import { cleanName, nameFault } from './text/names.ts';

const index = count(500);
const clockMs = z.number().check(z.minimum(0), z.maximum(48 * 3_600_000));
const oneToFour = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
const lesson = z.enum(LESSONS);
const round = z.int().check(z.minimum(1), z.maximum(2));

export const nameSchema = z.string().check(
  z.overwrite(cleanName),
  z.refine((name: string) => nameFault(name) === null, { error: ({ input }) => nameFault(String(input)) ?? '' }),
);

export const planSchema = z.strictObject({
  preset: z.enum(PRESETS),
  level: z.enum(LEVELS),
  topics: z.array(text(60)).check(z.maxLength(LIMITS.topics)),
  minutes: z.int().check(z.minimum(LIMITS.minutes.min), z.maximum(LIMITS.minutes.max)),
  rounds: z.union([z.literal(1), z.literal(2)]),
  familiar: z.optional(z.boolean()),
});

export const formSchema = z.strictObject({
  round,
  scores: z
    .array(
      z.strictObject({
        lesson,
        level: z.nullable(oneToFour),
        moments: z.array(id).check(z.maxLength(20)),
        where: text(LIMITS.formField),
        happened: text(LIMITS.formField),
        instead: text(LIMITS.formField),
      }),
    )
    .check(
      z.maxLength(LESSONS.length),
      z.refine((scores) => new Set(scores.map((s) => s.lesson)).size === scores.length, 'a lesson is scored once'),
    ),
  answers: z.optional(
    z.strictObject({
      understood: z.optional(oneToFour),
      helped: z.optional(oneToFour),
      room: z.optional(oneToFour),
      specific: z.optional(oneToFour),
    }),
  ),
  kept: z.optional(z.enum(KEPT)),
  sound: z.optional(z.enum(SOUND)),
});

const agreed = z.boolean();

const smallCommands = [
  command('set-plan', { plan: planSchema }),
  command('sit', { seat: z.enum(SEATS) }),
  command('exchange-seats', { agreed }),
  command('remove-peer', { peer: id }),
  command('let-back', { peer: id, agreed }),
  command('begin', {}),
  command('steer', { allowed: z.boolean() }),
  command('ask', { card: id }),
  command('unask', { ask: id }),
  command('beat', { ask: id, beat: index, heard: z.boolean() }),
  command('hint', { ask: id, rung: index, how: z.enum(['spoken', 'sent']) }),
  command('fact', { ask: id, fact: index }),
  command('take-back', { moment: id }),
  command('tick', { ask: id, part: z.enum(TICKED_PARTS), index, on: z.boolean() }),
  command('judge', { ask: id, index, verdict: z.nullable(z.enum(ANSWER_VERDICTS)) }),
  command('question', { ask: id, index }),
  command('note', {
    text: z.string().check(z.trim(), z.minLength(1), z.maxLength(LIMITS.note)),
    at: z.optional(clockMs),
  }),
  command('edit-note', { moment: id, text: z.string().check(z.trim(), z.maxLength(LIMITS.note)) }),
  command('remove-note', { moment: id }),
  command('pin', {
    ask: id,
    from: position,
    to: position,
    quote: text(LIMITS.quote),
    lesson: z.optional(lesson),
    text: z.optional(text(LIMITS.note)),
    at: z.optional(clockMs),
  }),
  command('pause', {}),
  command('resume', {}),
  command('end-round', { agreed: z.optional(agreed) }),
  command('save-draft', { form: formSchema, rev: z.int().check(z.minimum(0)) }),
  command('submit-form', { form: formSchema }),
  command('swap', { agreed }),
  command('finish', { agreed }),
  command('promise', { lesson, text: z.string().check(z.trim(), z.minLength(1), z.maxLength(LIMITS.note)) }),
  command('mark-comment', { round, about: z.enum(ABOUT), mark: z.enum(COMMENT_MARKS), on: z.boolean() }),
  command('share-report', { agreed }),
  command('allow-observers', { agreed }),
  command('remove-observer', { peer: id }),
  ...codeCommands,
  ...ownCommands,
] as const;

/** Every command a client can send. */
export const commandSchema = z.discriminatedUnion('type', [...smallCommands, ...largeCommands]);

export type ClientCommand = z.infer<typeof commandSchema>;

/** How many bytes of JSON a command may have, by its type: the list that it is in says so. */
export const COMMAND_BYTES: ReadonlyMap<string, number> = new Map([
  ...smallCommands.flatMap((schema) => typesOf(schema, LIMITS.command)),
  ...largeCommands.flatMap((schema) => typesOf(schema, LIMITS.commandWithCode)),
]);

function typesOf({ shape }: { shape: { type: z.ZodMiniLiteral<string> } }, most: number): [string, number][] {
  return shape.type.def.values.map((type) => [type, most]);
}
