/** A question that an interviewer brings along: what it holds, its limits, and the card that it becomes. */

import { FRAME_OF_KIND, type Beat, type Card, type Kind, type Level } from './card.ts';
import { rapidFireOf } from './rapid.ts';
import type { CardId } from '../room/ids.ts';

export interface OwnQuestion {
  title: string;
  kind: Kind;
  minutes: number;
  /** Markdown; of a rapid-fire question a numbered list. */
  prompt: string;
  /** Python: what the editor opens with. */
  start?: string;
  beats: Beat[];
  /** Weakest first. */
  hints: string[];
  /** Markdown. */
  modelAnswer: string;
}

/** Characters (UTF-16 units) of each text, and how many of each list. */
export const OWN_LIMITS = {
  title: 120,
  minutes: { min: 1, max: 60 },
  prompt: 6_000,
  start: 12_000,
  beat: 300,
  beats: { min: 1, max: 9 },
  hint: 500,
  hints: 5,
  modelAnswer: 6_000,
} as const;

/** The area of what is in no deck. */
export const OWN_AREA = 'own';

const GONE = 'Deleted with its author.';

/** What is left of such a card once its author is erased: its shape, on which the history of the room counts. */
export function withoutWords(card: Card): Card {
  const { start: _start, ...others } = card;
  const questions = rapidFireOf(card)?.questions ?? [];
  return {
    ...others,
    title: 'A question of a former peer',
    prompt: questions.length > 0 ? questions.map((_, i) => `${i + 1}. ${GONE}`).join('\n') : GONE,
    guide: {
      ...card.guide,
      listenFor: card.guide.listenFor.map(({ lesson }) => ({ lesson, text: GONE })),
      hints: card.guide.hints.map(() => GONE),
      modelAnswer: GONE,
    },
  };
}

/** @param level the level that the room's plan is for */
export function cardOfOwn(own: OwnQuestion, card: CardId, level: Level): Card {
  const { title, kind, minutes, prompt, start, beats, hints, modelAnswer } = own;
  return {
    card,
    area: OWN_AREA,
    title,
    kind,
    levels: [level],
    minutes,
    lessons: [...new Set(beats.map(({ lesson }) => lesson))],
    topics: [],
    frame: FRAME_OF_KIND[kind],
    prompt,
    ...(start !== undefined && { start }),
    guide: { listenFor: beats, hints, facts: [], followUps: [], redFlags: [], goodToGreat: '', modelAnswer },
  };
}
