/** The files of a card that nobody has written yet: whole for the reader of decks, but for the sentences to fill in. */

import { FRAME_OF_KIND, type Kind } from '../../shared/deck/card.ts';
import { UNFILLED } from './parse/faults.ts';
import type { CardFiles } from './parse/card.ts';
import { QUESTIONS } from '../../shared/deck/rapid.ts';
import type { Lesson } from '../../shared/rubric/lessons.ts';

const fill = (what: string): string => `${UNFILLED} ${what}`;

/** What a card of each kind is most often heard for, the most important first. */
const LESSONS_OF_KIND: Record<Kind, readonly [Lesson, Lesson]> = {
  concept: ['answer-structure', 'tradeoff-language'],
  'code-reading': ['thinking-aloud', 'answer-structure'],
  trace: ['thinking-aloud', 'handling-uncertainty'],
  debugging: ['debugging-stories', 'thinking-aloud'],
  refactor: ['tradeoff-language', 'thinking-aloud'],
  coding: ['thinking-aloud', 'testing-explanations'],
  testing: ['testing-explanations', 'tradeoff-language'],
  design: ['tradeoff-language', 'product-grounding'],
  scenario: ['product-grounding', 'tradeoff-language'],
  behavioral: ['behavioral-stories', 'answer-structure'],
  'rapid-fire': ['answer-structure', 'handling-uncertainty'],
};

const WITH_CODE: readonly Kind[] = ['code-reading', 'trace', 'debugging', 'refactor', 'testing'];

/** @param topics those of the card's area */
export function skeletonOf(kind: Kind, topics: readonly string[]): CardFiles {
  const files = { 'card.md': `${front(kind, topics)}\n${sections(kind)}` };
  if (kind === 'coding') return { ...files, ...exercise() };
  return WITH_CODE.includes(kind) ? { ...files, 'start.py': code('return value') } : files;
}

const front = (kind: Kind, topics: readonly string[]): string =>
  [
    '---',
    `title: "${fill('the title shown on the card, without giving the answer away')}"`,
    `kind: ${kind}`,
    'level: [mid]',
    `minutes: ${kind === 'rapid-fire' ? 12 : 10}`,
    `lessons: [${LESSONS_OF_KIND[kind].join(', ')}]`,
    `# ${fill(`the topics it practises, of ${topics.join(', ')}; then delete this line`)}`,
    `topics: [${topics[0] ?? ''}]`,
    ...(kind === 'trace' ? ["trace: { call: 'answer(1)' }"] : []),
    ...(kind === 'coding' ? [`fails: [${RULES.map((rule) => `test_${rule}`).join(', ')}]`] : []),
    '---',
    '',
  ].join('\n');

const list = (count: number, item: (n: number) => string): string =>
  Array.from({ length: count }, (_, i) => item(i + 1)).join('\n');

function sections(kind: Kind): string {
  const [first, second] = LESSONS_OF_KIND[kind];
  const rapid = kind === 'rapid-fire';
  const questions = list(QUESTIONS.min, (n) => `${n}. ${fill('a question that you can answer in a minute')}`);
  const answers = list(QUESTIONS.min, (n) => `${n}. ${fill(`the answer to question ${n}, in at most 60 words`)}`);
  const beats = [first, first, first, second, second];
  return [
    [
      'Prompt',
      `${fill('what you say aloud: the situation, what you ask for, in what form')}${rapid ? `\n\n${questions}` : ''}`,
    ],
    ['Listen for', beats.map((lesson) => `- [${lesson}] ${fill('one thing that you can hear happen')}`).join('\n')],
    ['Hints', list(3, (n) => `${n}. ${fill(HINTS[n - 1] ?? '')}`)],
    [
      'Facts if asked',
      `- ${fill('what you know and give only when asked; leave the section out if there is nothing')}`,
    ],
    ['Follow-ups', `- Mid: ${fill('a question that goes deeper, its short answer in brackets')}`],
    ['Red flags', list(3, () => `- ${fill('what a weak answer sounds like; one of them is confident and wrong')}`)],
    ['Good to great', fill('what a good answer has, and what the best ones add')],
    [
      'Model answer',
      rapid ? answers : fill(`the answer as it is spoken, in the order of the outline "${FRAME_OF_KIND[kind]}"`),
    ],
  ]
    .map(([name, text]) => `## ${name}\n\n${text}\n`)
    .join('\n');
}

/** The cases that a new exercise begins with: the open one and the hidden one. */
const RULES = ['gives_what_the_prompt_says', 'survives_what_one_forgets'] as const;

const HINTS = ['a question that points the way', 'a fact', 'a piece of the path, short of the answer'];

const code = (body: string): string =>
  `"""${fill('what the code is for, in one line.')}"""\n\n\ndef answer(value):\n    ${body}\n`;

const cases = (purpose: string, rule: string): string => `"""${fill(purpose)}"""

import unittest

from sheet import answer


class Rules(unittest.TestCase):
    def test_${rule}(self):
        self.assertEqual(answer(1), 1)
`;

const exercise = (): CardFiles => ({
  'start.py': code('raise NotImplementedError'),
  'solution.py': code('return value'),
  'check.py': cases('the rules that the Prompt states.', RULES[0]),
  'hidden.py': cases('the inputs to be afraid of.', RULES[1]),
});
