/** Cards for tests, with a canary in every text that a candidate must not see. */

import type { Deck } from '../../server/deck/read.ts';
import type { Card, Kind } from '../../shared/deck/card.ts';
import type { OwnQuestion } from '../../shared/deck/own.ts';
import type { Lesson } from '../../shared/rubric/lessons.ts';

/** In every guide and solution. */
export const GUIDE_CANARY = 'CANARY-GUIDE';
/** All of the hidden check. */
export const hiddenCanary = (card: string): string => `CANARY-HIDDEN-${card}.`;
export const hintCanary = (card: string, rung: number): string => `CANARY-HINT-${card}-${rung}.`;
export const factCanary = (card: string, fact: number): string => `CANARY-FACT-${card}-${fact}.`;

export function testCard(
  card: string,
  lessons: Lesson[] = ['thinking-aloud', 'thinking-aloud', 'answer-structure'],
  kind: Kind = 'code-reading',
): Card {
  const secret = (what: string) => `${GUIDE_CANARY} ${what} of ${card}`;
  return {
    card,
    area: 'language',
    title: `Title of ${card}`,
    kind,
    levels: ['mid'],
    minutes: 10,
    lessons: [...new Set(lessons)],
    topics: ['closures'],
    frame: 'decision',
    prompt: `Prompt of ${card}`,
    start: `# start of ${card}\n`,
    check: `# open check of ${card}\n`,
    guide: {
      listenFor: lessons.map((lesson, i) => ({ lesson, text: secret(`beat ${i}`) })),
      hints: [0, 1, 2].map((rung) => hintCanary(card, rung)),
      facts: [0, 1].map((fact) => factCanary(card, fact)),
      followUps: [secret('follow-up')],
      redFlags: [secret('red flag')],
      goodToGreat: secret('good to great'),
      modelAnswer: secret('model answer'),
      solution: secret('solution'),
      hidden: hiddenCanary(card),
    },
  };
}

/** A rapid-fire card of eight questions, each with its number in it. */
export function rapidCard(card: string): Card {
  const numbers = [0, 1, 2, 3, 4, 5, 6, 7];
  const list = (text: (n: number) => string) => numbers.map((n) => `${n + 1}. ${text(n)}`).join('\n');
  const base = testCard(card, ['answer-structure', 'handling-uncertainty'], 'rapid-fire');
  const { start: _start, check: _check, ...rest } = base;
  return {
    ...rest,
    prompt: `Introduction of ${card}.\n\n${list((n) => `QUESTION-${n} of ${card}?`)}`,
    guide: { ...base.guide, modelAnswer: list((n) => `${GUIDE_CANARY} model answer of ${card}-${n}`) },
  };
}

/** What an interviewer might bring along. */
export const OWN_QUESTION: OwnQuestion = {
  title: 'Our own incident',
  kind: 'debugging',
  minutes: 12,
  prompt: 'What went **wrong**?',
  start: 'total = 1\n',
  beats: [
    { text: 'asks for the log', lesson: 'debugging-stories' },
    { text: 'says what is being ruled out', lesson: 'thinking-aloud' },
  ],
  hints: ['What changed?'],
  modelAnswer: 'The clock.',
};

export const TEST_CARDS = [testCard('one'), testCard('two', ['tradeoff-language', 'answer-structure'])];

export const deckOf = (cards: Card[]): Deck => ({
  cards: new Map(cards.map((card) => [card.card, card])),
  areas: [{ area: 'language', topics: ['closures'] }],
  version: (card) => `version-of-${card.card}`,
});
