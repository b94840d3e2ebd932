/** What a form still lacks, as links to where it can be fixed. */

import type { Missing } from '../../shared/rubric/form.ts';
import { LESSON_GUIDES } from '../../shared/rubric/guides.ts';
import type { Lesson } from '../../shared/rubric/lessons.ts';
import { QUESTION_GUIDES } from '../../shared/rubric/questions.ts';

export interface MissingLink {
  /** The heading above the links of one lesson; empty for links that belong to none. */
  about: string;
  text: string;
  /** The id of the place. */
  place: string;
}

const WORDS: Record<Missing['what'], string> = {
  score: 'a level',
  instead: 'what to do instead',
  moment: 'a moment',
  answer: 'an answer',
  kept: 'whether it was kept',
  observed: 'at least one lesson with a level',
};

export const placeOf = (about: string, what: Missing['what']): string => `form-${about}-${what}`;

/**
 * What to link to, in the order of the page: `lessons` as they are there, then the questions.
 * That no lesson has a level yet is no news while some still wait for a choice.
 */
export function missingLinks(missing: readonly Missing[], lessons: readonly Lesson[]): MissingLink[] {
  const undecided = missing.some(({ what }) => what === 'score');
  const rank = ({ lesson }: Missing) => (lesson === undefined ? lessons.length : lessons.indexOf(lesson));
  return missing
    .filter(({ what }) => what !== 'observed' || !undecided)
    .sort((a, b) => rank(a) - rank(b))
    .map((each) => missingLink(each, lessons[0]));
}

function missingLink(missing: Missing, firstLesson: Lesson | undefined): MissingLink {
  const { lesson, question, what } = missing;
  const text = WORDS[what];
  if (lesson) return { about: LESSON_GUIDES[lesson].title, text, place: placeOf(lesson, what) };
  if (question) return { about: QUESTION_GUIDES[question].title, text, place: placeOf(question, what) };
  if (what === 'kept') return { about: 'The promise', text, place: placeOf('promise', what) };
  return { about: '', text, place: placeOf(firstLesson ?? '', 'score') };
}

/** Links of the same lesson together, in the order in which they were given. */
export function grouped(links: readonly MissingLink[]): { about: string; links: MissingLink[] }[] {
  const groups: { about: string; links: MissingLink[] }[] = [];
  for (const link of links) {
    const group = groups.find(({ about }) => about === link.about);
    if (group) group.links.push(link);
    else groups.push({ about: link.about, links: [link] });
  }
  return groups;
}

/** Brings a place into view and moves the focus to the first thing in it that takes any. */
export function goTo(place: string): void {
  const node = document.getElementById(place);
  if (!node) return;
  node.scrollIntoView({ block: 'center' });
  const inner = node.querySelector<HTMLElement>('input:not(:disabled), textarea, button');
  (inner ?? node).focus({ preventScroll: true });
}
