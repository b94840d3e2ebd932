/** The eight lessons the rubric scores: ways of answering, not subjects. guides.ts holds what they look for. */

export const LESSONS = [
  'answer-structure',
  'thinking-aloud',
  'debugging-stories',
  'testing-explanations',
  'tradeoff-language',
  'handling-uncertainty',
  'behavioral-stories',
  'product-grounding',
] as const;

export type Lesson = (typeof LESSONS)[number];

/** What each lesson is called. */
export const LESSON_TITLES: Record<Lesson, string> = {
  'answer-structure': 'Answer structure',
  'thinking-aloud': 'Thinking aloud',
  'debugging-stories': 'Debugging stories',
  'testing-explanations': 'Testing explanations',
  'tradeoff-language': 'Tradeoff language',
  'handling-uncertainty': 'Handling uncertainty',
  'behavioral-stories': 'Behavioral stories',
  'product-grounding': 'Product grounding',
};

export const SCORE_LEVELS = [1, 2, 3, 4] as const;
export type ScoreLevel = (typeof SCORE_LEVELS)[number];

/** A level in one or two words, for where its anchor does not fit. */
export const LEVEL_WORDS: Record<ScoreLevel, string> = { 1: 'Not yet', 2: 'In part', 3: 'Solid', 4: 'Strong' };
