/** A card: one question with its interviewer-only guide, and the part of it a candidate may see. */

import type { Lesson } from '../rubric/lessons.ts';
import type { CardId } from '../room/ids.ts';

export const KINDS = [
  'concept',
  'code-reading',
  'trace',
  'debugging',
  'refactor',
  'coding',
  'testing',
  'design',
  'scenario',
  'behavioral',
  'rapid-fire',
] as const;
export type Kind = (typeof KINDS)[number];

export const LEVELS = ['junior', 'mid', 'senior'] as const;
export type Level = (typeof LEVELS)[number];

/** The answer outlines and their parts, in speaking order. A part's text lives in the sheet as `frame/<part>`. */
export const FRAMES = {
  decision: ['context', 'constraint', 'decision', 'tradeoff', 'outcome'],
  story: ['situation', 'task', 'action', 'result'],
  debugging: ['symptom', 'hypothesis', 'evidence', 'fix'],
  testing: ['risk', 'seam', 'check'],
  uncertainty: ['know', 'verify', 'would-change'],
  reading: ['does', 'know', 'verify'],
} as const;
export type Frame = keyof typeof FRAMES;

/** The frame of a card that names none. */
export const FRAME_OF_KIND: Record<Kind, Frame> = {
  concept: 'decision',
  'code-reading': 'reading',
  trace: 'reading',
  debugging: 'debugging',
  refactor: 'decision',
  coding: 'decision',
  testing: 'testing',
  design: 'decision',
  scenario: 'decision',
  behavioral: 'story',
  'rapid-fire': 'uncertainty',
};

/** One observable behaviour of a good answer, tagged with the lesson it shows. */
export interface Beat {
  text: string;
  lesson: Lesson;
}

/** What a candidate may see of a card. */
export interface CandidateCard {
  card: CardId;
  /** The folder above the card's own. */
  area: string;
  title: string;
  kind: Kind;
  levels: Level[];
  minutes: number;
  lessons: Lesson[];
  topics: string[];
  frame: Frame;
  /** Markdown. */
  prompt: string;
  /** What the editor opens with. */
  start?: string;
  /** How many questions a rapid-fire card asks: its prompt is then what is said before them. */
  questions?: number;
}

/** What is to be walked through by hand. */
export interface Trace {
  /** A Python call, or `<module>` for the sheet itself. */
  call: string;
  /** A prediction of 1 where the value is 1.0 counts as right. */
  floatIsInt?: true;
}

/** What only the interviewer may see. Texts are Markdown unless said otherwise. */
export interface Guide {
  listenFor: Beat[];
  /** Rungs, weakest first. */
  hints: string[];
  /** To give only if asked for. */
  facts: string[];
  followUps: string[];
  redFlags: string[];
  goodToGreat: string;
  modelAnswer: string;
  /** Python: a reference answer. */
  solution?: string;
  /** Python: unittest cases for the sheet's code that the interviewer alone has until they show them. */
  hidden?: string;
  /** The names of all cases, open and hidden, that `start` does not pass, as the deck's check proves them. */
  fails?: string[];
}

/** What both see of a card once it is asked, and nobody but an interviewer before. */
export interface Exercise {
  /** Python: unittest cases for the sheet's code. */
  check?: string;
  /** A call to walk through by hand before anything runs. */
  trace?: Trace;
}

export interface Card extends Omit<CandidateCard, 'questions'>, Exercise {
  guide: Guide;
}
