/** The draft of a form in this tab: its edits, what the server holds of it, and how the two are brought together. */

import type { MyForm } from '../../shared/room/roomview.ts';
import {
  emptyScore,
  QUESTIONS,
  type Answers,
  type Form,
  type FormLevel,
  type Kept,
  type Question,
  type Score,
  type Sound,
} from '../../shared/rubric/form.ts';
import { LESSONS, type Lesson, type ScoreLevel } from '../../shared/rubric/lessons.ts';

export type CommentField = 'where' | 'happened' | 'instead';

export interface Draft {
  /** What this tab shows. */
  form: Form;
  /** What the server holds, as far as this tab knows. */
  base: Form;
  /** The revision of `base`. */
  rev: number;
}

export const draftFrom = ({ form, rev }: Pick<MyForm, 'form' | 'rev'>): Draft => ({ form, base: form, rev });

export const isSaved = ({ form, base }: Draft): boolean => sameForm(form, base);

/**
 * Takes in what the server holds now. What this tab changed since its last save stays; all else follows the server.
 * An older revision than the known one changes nothing.
 */
export function rebased(draft: Draft, stored: Pick<MyForm, 'form' | 'rev'>): Draft {
  if (stored.rev <= draft.rev) return draft;
  return { form: merged(draft.base, draft.form, stored.form), base: stored.form, rev: stored.rev };
}

/** The server has taken `sent`, which was based on revision `rev`. */
export const acknowledged = (draft: Draft, sent: Form, rev: number): Draft =>
  rev + 1 > draft.rev ? { ...draft, base: sent, rev: rev + 1 } : draft;

export const scoreOf = (form: Form, lesson: Lesson): Score | undefined =>
  form.scores.find((score) => score.lesson === lesson);

/** Changes one score, making it when there is none; `level` null means "not observed". */
export function withScore(form: Form, lesson: Lesson, change: Partial<Omit<Score, 'lesson'>>): Form {
  const score = { ...(scoreOf(form, lesson) ?? emptyScore(lesson)), ...change };
  return { ...form, scores: inOrder([...form.scores.filter((one) => one.lesson !== lesson), score]) };
}

export const withoutScore = (form: Form, lesson: Lesson): Form => ({
  ...form,
  scores: form.scores.filter((score) => score.lesson !== lesson),
});

export const withLevel = (form: Form, lesson: Lesson, level: FormLevel): Form => withScore(form, lesson, { level });

/** Attaches a moment to a scored lesson, or takes it off. */
export function withMoment(form: Form, lesson: Lesson, moment: string, attached: boolean): Form {
  const score = scoreOf(form, lesson);
  if (score === undefined) return form;
  const others = score.moments.filter((one) => one !== moment);
  return withScore(form, lesson, { moments: attached ? [...others, moment] : others });
}

/** Without the moments that are no longer known. */
export const withOnly = (form: Form, known: ReadonlySet<string>): Form => ({
  ...form,
  scores: form.scores.map((score) => ({ ...score, moments: score.moments.filter((moment) => known.has(moment)) })),
});

export const withAnswer = (form: Form, question: Question, answer: ScoreLevel): Form => ({
  ...form,
  answers: { ...form.answers, [question]: answer },
});

export const withKept = (form: Form, kept: Kept): Form => ({ ...form, kept });

export const withSound = (form: Form, sound: Sound): Form => ({ ...form, sound });

/** The form as it is handed in: a lesson that was not observed carries no comment from before that was chosen. */
export const sealable = (form: Form): Form => ({
  ...form,
  scores: form.scores.map((score) => (score.level === null ? emptyScore(score.lesson) : score)),
});

export const sameForm = (a: Form, b: Form): boolean =>
  a.round === b.round &&
  a.kept === b.kept &&
  a.sound === b.sound &&
  a.scores.length === b.scores.length &&
  a.scores.every((score) => sameScore(score, scoreOf(b, score.lesson))) &&
  QUESTIONS.every((question) => a.answers?.[question] === b.answers?.[question]);

const inOrder = (scores: Score[]): Score[] =>
  scores.sort((a, b) => LESSONS.indexOf(a.lesson) - LESSONS.indexOf(b.lesson));

const sameIds = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, index) => id === b[index]);

function sameScore(a: Score | undefined, b: Score | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return (
    a.level === b.level &&
    sameIds(a.moments, b.moments) &&
    a.where === b.where &&
    a.happened === b.happened &&
    a.instead === b.instead
  );
}

function merged(base: Form, mine: Form, theirs: Form): Form {
  const scores = LESSONS.flatMap((lesson) => {
    const score = mergedScore(scoreOf(base, lesson), scoreOf(mine, lesson), scoreOf(theirs, lesson));
    return score === undefined ? [] : [score];
  });
  const answers = mergedAnswers(base.answers ?? {}, mine.answers ?? {}, theirs.answers ?? {});
  const kept = mine.kept === base.kept ? theirs.kept : mine.kept;
  const sound = mine.sound === base.sound ? theirs.sound : mine.sound;
  return {
    round: theirs.round,
    scores,
    ...(Object.keys(answers).length > 0 && { answers }),
    ...(kept !== undefined && { kept }),
    ...(sound !== undefined && { sound }),
  };
}

function mergedScore(base?: Score, mine?: Score, theirs?: Score): Score | undefined {
  if (sameScore(base, mine)) return theirs;
  if (mine === undefined || theirs === undefined) return mine;
  const from = base ?? emptyScore(mine.lesson);
  return {
    lesson: mine.lesson,
    level: mine.level === base?.level ? theirs.level : mine.level,
    moments: sameIds(mine.moments, from.moments) ? theirs.moments : mine.moments,
    where: mine.where === from.where ? theirs.where : mine.where,
    happened: mine.happened === from.happened ? theirs.happened : mine.happened,
    instead: mine.instead === from.instead ? theirs.instead : mine.instead,
  };
}

function mergedAnswers(base: Answers, mine: Answers, theirs: Answers): Answers {
  const answers: Answers = {};
  for (const question of QUESTIONS) {
    const answer = mine[question] === base[question] ? theirs[question] : mine[question];
    if (answer !== undefined) answers[question] = answer;
  }
  return answers;
}
