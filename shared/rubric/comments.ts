/** Feedback on feedback: which comments a form makes, who each is about, and how that person marks it. */

import type { Seat } from '../room/ids.ts';
import { QUESTIONS, type Form, type Question } from './form.ts';
import { LESSONS, type Lesson } from './lessons.ts';

/** What the person that a comment is about can say of it. */
export const COMMENT_MARKS = ['understood', 'useful', 'will-do'] as const;
export type CommentMark = (typeof COMMENT_MARKS)[number];

/** Names one comment of a round: a lesson of the interviewer's form, or a question of the candidate's. */
export type About = Lesson | Question;
export const ABOUT: readonly [About, ...About[]] = [...LESSONS, ...QUESTIONS];

export const isLesson = (about: About): about is Lesson => LESSONS.some((lesson) => lesson === about);

/** The seat that a comment is about: only who held it in that round marks it. */
export const receivedBy = (about: About): Seat => (isLesson(about) ? 'candidate' : 'interviewer');

/** Whether the form that would hold this comment does. */
export const commentsOn = (form: Form, about: About): boolean =>
  isLesson(about)
    ? form.scores.some(({ lesson, level }) => lesson === about && level !== null)
    : form.answers?.[about] !== undefined;

/** What a mark says, after the name of who made it. */
const SAID: Record<CommentMark, (comment: string) => string> = {
  understood: (comment) => `understood ${comment}`,
  useful: (comment) => `found ${comment} useful`,
  'will-do': (comment) => `will do ${comment}`,
};

/** What was made of one comment, in the order in which it is offered. */
export const marksOn = (marks: readonly { about: About; mark: CommentMark }[], about: About): CommentMark[] =>
  COMMENT_MARKS.filter((mark) => marks.some((each) => each.about === about && each.mark === mark));

/** All that somebody made of one comment; empty for nothing. */
export function markSentence(name: string, marks: readonly CommentMark[]): string {
  const said = marks.map((mark, i) => SAID[mark](i === 0 ? 'this' : 'it'));
  const last = said.pop();
  if (last === undefined) return '';
  return `${name} ${said.length === 0 ? last : `${said.join(', ')} and ${last}`}.`;
}
