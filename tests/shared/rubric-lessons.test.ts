/** The words of the rubric: every lesson and question has all of them, and they can be told apart. */

import { describe, expect, it } from 'vitest';
import { QUESTIONS } from '../../shared/rubric/form.ts';
import { LESSON_GUIDES } from '../../shared/rubric/guides.ts';
import { LESSONS, SCORE_LEVELS } from '../../shared/rubric/lessons.ts';
import { QUESTION_GUIDES } from '../../shared/rubric/questions.ts';

describe('the guides of the rubric', () => {
  it.each(LESSONS)('%s has four different anchors and a whole example', (lesson) => {
    const { title, scored, anchors, example } = LESSON_GUIDES[lesson];
    const texts = SCORE_LEVELS.map((level) => anchors[level]);
    expect(new Set(texts).size).toBe(4);
    for (const text of [title, scored, ...texts, ...Object.values(example)]) expect(text.trim()).not.toBe('');
    for (const text of texts) expect(text.length).toBeLessThan(240);
  });

  it.each(QUESTIONS)('%s has a question and four different answers', (question) => {
    const { text, answers } = QUESTION_GUIDES[question];
    expect(text).toMatch(/\?$/);
    expect(new Set(SCORE_LEVELS.map((level) => answers[level])).size).toBe(4);
  });
});
