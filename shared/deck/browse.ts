/** Looking through a deck: which cards a filter lets through. */

import type { CandidateCard, Kind, Level } from './card.ts';
import type { Lesson } from '../rubric/lessons.ts';

/** Everything empty means any. */
export interface CardFilter {
  kind: Kind | '';
  level: Level | '';
  topic: string;
  lesson: Lesson | '';
  /** At most this long, in minutes; 0 for any. */
  minutes: number;
  text: string;
}

export const ANY_CARD: CardFilter = { kind: '', level: '', topic: '', lesson: '', minutes: 0, text: '' };

export type Browsable = Pick<CandidateCard, 'title' | 'area' | 'kind' | 'levels' | 'minutes' | 'lessons' | 'topics'>;

export const isFiltering = (filter: CardFilter): boolean =>
  Object.values(filter).some((value) => (typeof value === 'string' ? value.trim() !== '' : value !== 0));

function matchesFilter(card: Browsable, filter: CardFilter): boolean {
  return (
    (filter.kind === '' || card.kind === filter.kind) &&
    (filter.level === '' || card.levels.includes(filter.level)) &&
    (filter.topic === '' || card.topics.includes(filter.topic)) &&
    (filter.lesson === '' || card.lessons.includes(filter.lesson)) &&
    (filter.minutes === 0 || card.minutes <= filter.minutes) &&
    matchesText(card, filter.text)
  );
}

/** Every word typed must be somewhere in the card's title; a slug is also found by its words. */
function matchesText({ title, area, kind, topics, lessons }: Browsable, text: string): boolean {
  const slugs = [area, kind, ...topics, ...lessons].join(' ');
  const where = `${title} ${slugs} ${slugs.replaceAll('-', ' ')}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => where.includes(word));
}

export const browse = <C extends Browsable>(cards: readonly C[], filter: CardFilter): C[] =>
  cards.filter((card) => matchesFilter(card, filter));
