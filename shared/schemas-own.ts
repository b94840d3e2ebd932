/** The shape of a question that an interviewer brings along. */

import * as z from 'zod/mini';
import { KINDS } from './deck/card.ts';
import { OWN_LIMITS } from './deck/own.ts';
import { QUESTIONS, rapidFireOf } from './deck/rapid.ts';
import { LESSONS } from './rubric/lessons.ts';
import { command, text } from './schemas-parts.ts';
import { plainLine } from './text/odd.ts';

const words = (max: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(max));
const { minutes, beats } = OWN_LIMITS;

const own = z
  .strictObject({
    title: words(OWN_LIMITS.title).check(z.regex(/^[^\n]*$/, 'one line'), z.overwrite(plainLine), z.minLength(1)),
    kind: z.enum(KINDS),
    minutes: z.int().check(z.minimum(minutes.min), z.maximum(minutes.max)),
    prompt: words(OWN_LIMITS.prompt),
    start: z.optional(text(OWN_LIMITS.start)),
    beats: z
      .array(z.strictObject({ text: words(OWN_LIMITS.beat), lesson: z.enum(LESSONS) }))
      .check(z.minLength(beats.min), z.maxLength(beats.max)),
    hints: z.array(words(OWN_LIMITS.hint)).check(z.maxLength(OWN_LIMITS.hints)),
    modelAnswer: z.string().check(z.trim(), z.maxLength(OWN_LIMITS.modelAnswer)),
  })
  .check(
    z.refine((card) => card.kind !== 'rapid-fire' || isAskable(card.prompt), {
      path: ['prompt'],
      error: `a rapid-fire question is a numbered list of 1 to ${QUESTIONS.max} questions: 1. text`,
    }),
  );

function isAskable(prompt: string): boolean {
  const questions = rapidFireOf({ kind: 'rapid-fire', prompt })?.questions ?? [];
  return questions.length > 0 && questions.length <= QUESTIONS.max && questions.every((question) => question !== '');
}

export const ownCommands = [command('ask-own', { own })] as const;
