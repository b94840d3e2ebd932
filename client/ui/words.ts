/** What the closed sets of the domain are called on screen. */

import type { Kind, Level } from '../../shared/deck/card.ts';
import type { Seat } from '../../shared/room/ids.ts';
import type { Plan, Preset } from '../../shared/room/plan.ts';
import { LESSON_TITLES } from '../../shared/rubric/lessons.ts';

export const SEAT_WORDS: Record<Seat | 'observer', string> = {
  interviewer: 'Interviewer',
  candidate: 'Candidate',
  observer: 'Observer',
};

export const PRESET_WORDS: Record<Preset, string> = {
  'warm-up': 'Warm-up',
  'code-reading': 'Code reading',
  debugging: 'Debugging',
  'rapid-fire': 'Rapid fire',
  star: 'STAR stories',
  'full-loop': 'Full loop',
};

export const KIND_WORDS: Record<Kind, string> = {
  concept: 'Concept',
  'code-reading': 'Code reading',
  trace: 'Trace',
  debugging: 'Debugging',
  refactor: 'Refactor',
  coding: 'Coding',
  testing: 'Testing',
  design: 'Design',
  scenario: 'Scenario',
  behavioral: 'Behavioral',
  'rapid-fire': 'Rapid fire',
};

export const LEVEL_WORDS: Record<Level, string> = { junior: 'Junior', mid: 'Mid', senior: 'Senior' };

export const LESSON_WORDS = LESSON_TITLES;

/** Words that are not written as a slug writes them. */
const SPELLED: Record<string, string> = {
  api: 'API',
  apis: 'APIs',
  cli: 'CLI',
  gil: 'GIL',
  i: 'I',
  io: 'I/O',
  sql: 'SQL',
  http: 'HTTP',
  orm: 'ORM',
  ci: 'CI',
  python: 'Python',
  django: 'Django',
  flask: 'Flask',
  fastapi: 'FastAPI',
};

/** Topics whose names are no list of words. */
const NAMED: Record<string, string> = { 'n-plus-one': 'N+1 queries', 'f-strings': 'f-strings' };

const topicText = (slug: string): string =>
  NAMED[slug] ??
  slug
    .split('-')
    .map((word) => SPELLED[word] ?? word)
    .join(' ');

/** `order-states` as `Order states`: how a topic's slug is shown. */
export const topicWords = (slug: string): string => topicText(slug).replace(/^./, (first) => first.toUpperCase());

/** Topics named in the line of a plan; more are counted. */
const NAMED_TOPICS = 3;

/** `Code reading, mid, 25 minutes each, then swap` */
export function planLine({ preset, level, topics, minutes, rounds, familiar }: Plan): string {
  const more = topics.length - NAMED_TOPICS;
  const named = topics.slice(0, NAMED_TOPICS).map(topicText).join(', ') + (more > 0 ? ` and ${more} more` : '');
  const about = topics.length ? `, on ${named}` : '';
  const time = rounds === 2 ? `${minutes} minutes each, then swap` : `${minutes} minutes, one round`;
  const known = familiar ? ', with cards the interviewer has asked before' : '';
  return `${PRESET_WORDS[preset]}, ${LEVEL_WORDS[level].toLowerCase()}${about}, ${time}${known}`;
}
