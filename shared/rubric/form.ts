/** The form each peer fills after a round: its shape, its lessons, and when it is whole. */

import type { MomentId } from '../room/ids.ts';
import type { Lesson } from './lessons.ts';

/** 1 to 4 on the anchored scale; null is "not observed". */
export type FormLevel = 1 | 2 | 3 | 4 | null;

export interface Score {
  lesson: Lesson;
  level: FormLevel;
  /** The moments that show it: they say where and when. */
  moments: MomentId[];
  /** Where in the interview: only in forms from before a moment had to say it. */
  where: string;
  /** What happened there; may be empty. */
  happened: string;
  /** What to do instead next time. */
  instead: string;
}

/** The candidate's four questions about the interviewer, 1 to 4 each. */
export const QUESTIONS = ['understood', 'helped', 'room', 'specific'] as const;
export type Question = (typeof QUESTIONS)[number];
export type Answers = Partial<Record<Question, 1 | 2 | 3 | 4>>;

/** Whether the candidate kept the promise that they brought along; `not-seen`: nothing asked for it. */
export const KEPT = ['kept', 'partly', 'not-kept', 'not-seen'] as const;
export type Kept = (typeof KEPT)[number];

/** Whether what the candidate said was right, however it was said. */
export const SOUND = ['yes', 'gaps', 'no'] as const;
export type Sound = (typeof SOUND)[number];

export interface Form {
  /** 1 or 2. */
  round: number;
  scores: Score[];
  /** The candidate's only. */
  answers?: Answers;
  /** The interviewer's only, of a round to which the candidate brought a promise. */
  kept?: Kept;
  /** The interviewer's only; optional. */
  sound?: Sound;
}

/** What a form asks for besides lessons: the answers of a candidate; of an interviewer whether the promise was kept. */
export interface AlsoAsked {
  answers: boolean;
  kept: boolean;
}

/** One thing a form still lacks, worded so that a person can fix it. */
export interface Missing {
  lesson?: Lesson;
  question?: Question;
  what: 'instead' | 'moment' | 'answer' | 'kept' | 'observed' | 'score';
}

/** At most this many lessons are asked for at once. */
const LESSONS_PER_FORM = 4;

/**
 * The lessons a round's forms ask for: the four with the most beats in the cards asked,
 * ties in the order in which the cards name them.
 * @param asked the beats' lessons of each asked card, in asking order
 */
export function lessonsFor(asked: readonly (readonly Lesson[])[]): Lesson[] {
  const beats = new Map<Lesson, number>();
  for (const lesson of asked.flat()) beats.set(lesson, (beats.get(lesson) ?? 0) + 1);
  return [...beats.entries()]
    .sort((a, b) => b[1] - a[1])
    .slice(0, LESSONS_PER_FORM)
    .map(([lesson]) => lesson);
}

export const emptyScore = (lesson: Lesson): Score => ({
  lesson,
  level: null,
  moments: [],
  where: '',
  happened: '',
  instead: '',
});

/** What keeps the form from being whole, in reading order; empty when it may be sealed. */
export function missingIn(form: Form, lessons: readonly Lesson[], also: AlsoAsked): Missing[] {
  const missing: Missing[] = [];
  for (const lesson of lessons) {
    if (!form.scores.some((score) => score.lesson === lesson)) missing.push({ lesson, what: 'score' });
  }
  for (const score of form.scores) missing.push(...missingInScore(score));
  if (!form.scores.some((score) => score.level !== null)) missing.push({ what: 'observed' });
  if (also.answers) {
    for (const question of QUESTIONS) {
      if (form.answers?.[question] === undefined) missing.push({ question, what: 'answer' });
    }
  }
  if (also.kept && form.kept === undefined) missing.push({ what: 'kept' });
  return missing;
}

function missingInScore({ lesson, level, instead, moments }: Score): Missing[] {
  if (level === null) return [];
  const missing: Missing[] = [];
  if (moments.length === 0) missing.push({ lesson, what: 'moment' });
  if (level < 4 && !instead.trim()) missing.push({ lesson, what: 'instead' });
  return missing;
}
