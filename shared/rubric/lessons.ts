/** The eight lessons the rubric scores: ways of answering, not subjects. */

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
