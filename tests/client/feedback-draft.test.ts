/** The draft of a form: what is typed is never lost to a view, a second tab or a late answer. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  acknowledged,
  draftFrom,
  isSaved,
  rebased,
  sameForm,
  scoreOf,
  sealable,
  withAnswer,
  withKept,
  withLevel,
  withMoment,
  withoutScore,
  withScore,
  withSound,
} from '../../client/feedback/draft.ts';
import { emptyScore, KEPT, QUESTIONS, type Form, type Score } from '../../shared/rubric/form.ts';
import { LESSONS } from '../../shared/rubric/lessons.ts';

const EMPTY: Form = { round: 1, scores: [] };

const level = fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const);
const words = fc.string({ maxLength: 3 });
const anyScore: fc.Arbitrary<Omit<Score, 'lesson'>> = fc.record({
  level: fc.option(level),
  moments: fc.uniqueArray(fc.constantFrom('m1', 'm2', 'm3')),
  where: words,
  happened: words,
  instead: words,
});
const anyForm: fc.Arbitrary<Form> = fc
  .tuple(
    fc.uniqueArray(fc.tuple(fc.constantFrom(...LESSONS), anyScore), { selector: ([lesson]) => lesson, maxLength: 4 }),
    fc.option(level),
    fc.option(fc.constantFrom(...KEPT)),
  )
  .map(([scores, answer, kept]) => {
    const scored = scores.reduce((each, [lesson, score]) => withScore(each, lesson, score), EMPTY);
    const form = answer === null ? scored : withAnswer(scored, 'room', answer);
    return kept === null ? form : withKept(form, kept);
  });

describe('editing a form', () => {
  it('makes a score on the first choice and keeps the scores in the order of the lessons', () => {
    const form = withLevel(withLevel(EMPTY, 'thinking-aloud', 3), 'answer-structure', null);
    expect(form.scores).toEqual([emptyScore('answer-structure'), { ...emptyScore('thinking-aloud'), level: 3 }]);
    expect(EMPTY.scores).toEqual([]);
  });

  it('keeps comments when the level changes', () => {
    const form = withLevel(withScore(EMPTY, 'thinking-aloud', { level: 2, where: 'line 4' }), 'thinking-aloud', 3);
    expect(scoreOf(form, 'thinking-aloud')).toMatchObject({ level: 3, where: 'line 4' });
  });

  it('attaches a moment once, and takes it off', () => {
    const scored = withLevel(EMPTY, 'thinking-aloud', 4);
    const twice = withMoment(withMoment(scored, 'thinking-aloud', 'm1', true), 'thinking-aloud', 'm1', true);
    expect(scoreOf(twice, 'thinking-aloud')?.moments).toEqual(['m1']);
    expect(scoreOf(withMoment(twice, 'thinking-aloud', 'm1', false), 'thinking-aloud')?.moments).toEqual([]);
    expect(withMoment(EMPTY, 'thinking-aloud', 'm1', true)).toBe(EMPTY);
  });

  it('hands in nothing about a lesson that was not observed', () => {
    const form = withLevel(
      withScore(EMPTY, 'thinking-aloud', { level: 2, where: 'x', moments: ['m'] }),
      'thinking-aloud',
      null,
    );
    expect(sealable(form).scores).toEqual([emptyScore('thinking-aloud')]);
  });
});

describe('bringing two versions of a draft together', () => {
  it('a tab that has not typed follows the server', () => {
    fc.assert(
      fc.property(anyForm, anyForm, (base, theirs) => {
        const after = rebased(draftFrom({ form: base, rev: 3 }), { form: theirs, rev: 4 });
        expect(sameForm(after.form, theirs)).toBe(true);
        expect(isSaved(after)).toBe(true);
        expect(after.rev).toBe(4);
      }),
    );
  });

  it('a tab that has typed keeps every word of it', () => {
    fc.assert(
      fc.property(anyForm, anyForm, anyForm, (base, mine, theirs) => {
        const after = rebased({ form: mine, base, rev: 3 }, { form: theirs, rev: 4 }).form;
        for (const lesson of LESSONS) {
          const [was, is, kept] = [base, mine, after].map((form) => scoreOf(form, lesson));
          for (const field of ['where', 'happened', 'instead'] as const) {
            if (is && is[field] !== (was?.[field] ?? '')) expect(kept?.[field]).toBe(is[field]);
          }
          if (is && is.level !== was?.level) expect(kept?.level).toBe(is.level);
        }
        for (const question of QUESTIONS) {
          if (mine.answers?.[question] !== base.answers?.[question])
            expect(after.answers?.[question]).toBe(mine.answers?.[question]);
        }
        if (mine.kept !== base.kept) expect(after.kept).toBe(mine.kept);
      }),
    );
  });

  it('takes from the other tab what this one left alone', () => {
    const base = withScore(EMPTY, 'thinking-aloud', { level: 2, where: 'a', happened: 'b' });
    const mine = withScore(base, 'thinking-aloud', { where: 'mine' });
    const theirs = withLevel(withScore(base, 'thinking-aloud', { happened: 'theirs' }), 'answer-structure', 1);
    const after = rebased({ form: mine, base, rev: 1 }, { form: theirs, rev: 2 }).form;
    expect(scoreOf(after, 'thinking-aloud')).toMatchObject({ level: 2, where: 'mine', happened: 'theirs' });
    expect(scoreOf(after, 'answer-structure')?.level).toBe(1);
  });

  it('[FORM-8] saves whether it was sound, and keeps what either tab said of it', () => {
    const mine = withSound(EMPTY, 'gaps');
    expect(sameForm(mine, EMPTY)).toBe(false);
    const theirs = withAnswer(EMPTY, 'room', 2);
    expect(rebased({ form: mine, base: EMPTY, rev: 1 }, { form: theirs, rev: 2 }).form.sound).toBe('gaps');
    expect(rebased({ form: theirs, base: EMPTY, rev: 1 }, { form: mine, rev: 2 }).form.sound).toBe('gaps');
  });

  it('a lesson taken off here stays off unless nothing else is known of it', () => {
    const base = withLevel(EMPTY, 'thinking-aloud', 2);
    const after = rebased(
      { form: withoutScore(base, 'thinking-aloud'), base, rev: 1 },
      { form: withAnswer(base, 'room', 2), rev: 2 },
    );
    expect(after.form).toEqual({ round: 1, scores: [], answers: { room: 2 } });
  });

  it('an old or repeated view changes nothing', () => {
    fc.assert(
      fc.property(anyForm, anyForm, fc.nat(3), (mine, theirs, rev) => {
        const draft = { form: mine, base: EMPTY, rev: 3 };
        expect(rebased(draft, { form: theirs, rev })).toBe(draft);
      }),
    );
  });

  it('an acknowledged save that comes after its own view is taken once', () => {
    const sent = withLevel(EMPTY, 'thinking-aloud', 2);
    const typedOn = withScore(sent, 'thinking-aloud', { where: 'more' });
    const seen = rebased({ form: typedOn, base: EMPTY, rev: 0 }, { form: sent, rev: 1 });
    expect(acknowledged(seen, sent, 0)).toBe(seen);
    expect(seen).toEqual({ form: typedOn, base: sent, rev: 1 });
    expect(acknowledged({ form: typedOn, base: EMPTY, rev: 0 }, sent, 0)).toEqual(seen);
  });
});
