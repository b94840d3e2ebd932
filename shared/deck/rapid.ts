/** A rapid-fire card: an introduction, and questions that are asked one at a time with a minute each. */

import type { CandidateCard, Card } from './card.ts';
import { NUMBER, splitItems } from './list-items.ts';

/** What one question has, in ms; past it the clock goes on, and nothing ends. */
export const QUESTION_MS = 60_000;

/** How many questions a card of the deck has. */
export const QUESTIONS = { min: 8, max: 20 };

export interface RapidFire {
  /** Markdown: the Prompt without its list. */
  intro: string;
  /** Markdown each, in asking order. */
  questions: string[];
}

/** Null for a card of another kind, and for one whose Prompt holds no numbered list: that one is read as a whole. */
export function rapidFireOf({ kind, prompt }: Pick<Card, 'kind' | 'prompt'>): RapidFire | null {
  if (kind !== 'rapid-fire') return null;
  const { around, items } = numbered(prompt);
  return items.length > 0 ? { intro: around, questions: items } : null;
}

/** The model answer to each question; empty where it is not a list. */
export const answersOf = (modelAnswer: string): string[] => numbered(modelAnswer).items;

/** What a candidate may see of a card before it is asked: of rapid fire, no question that is still to come. */
export function candidateCard(card: Card): CandidateCard {
  const { guide: _guide, check: _check, trace: _trace, ...open } = card;
  const rapid = rapidFireOf(card);
  return rapid ? { ...open, prompt: rapid.intro, questions: rapid.questions.length } : open;
}

/** The items of a text's numbered list, and the text before and after it. */
function numbered(text: string): { around: string; items: string[] } {
  const lines = text.split('\n');
  const outside: number[] = [];
  const items = splitItems({ line: 0, lines }, NUMBER.marker, (line) => outside.push(line - 1));
  const first = items[0] ? items[0].line - 1 : lines.length;
  const around = lines.filter((_, index) => index < first || outside.includes(index));
  return { around: around.join('\n').trim(), items: items.map((item) => item.text) };
}
