/** The card picker's filters, and the marks a card carries for one pair of peers. */

import type { OfferedCard } from '../../shared/api.ts';
import type { Kind, Level } from '../../shared/deck/card.ts';
import type { Lesson } from '../../shared/rubric/lessons.ts';
import { metBy, type Mark } from './marks.ts';

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

export const ANY: CardFilter = { kind: '', level: '', topic: '', lesson: '', minutes: 0, text: '' };

export const isFiltering = (filter: CardFilter): boolean =>
  Object.values(filter).some((value) => (typeof value === 'string' ? value.trim() !== '' : value !== 0));

export function matches(card: OfferedCard, filter: CardFilter): boolean {
  return (
    (filter.kind === '' || card.kind === filter.kind) &&
    (filter.level === '' || card.levels.includes(filter.level)) &&
    (filter.topic === '' || card.topics.includes(filter.topic)) &&
    (filter.lesson === '' || card.lessons.includes(filter.lesson)) &&
    (filter.minutes === 0 || card.minutes <= filter.minutes) &&
    matchesText(card, filter.text)
  );
}

/** Every word typed must stand somewhere in what the card is called. */
function matchesText(card: OfferedCard, text: string): boolean {
  const where = [card.title, card.kind, card.area, ...card.topics, ...card.lessons].join(' ').toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => where.includes(word));
}

/** What the interviewer should know before asking it, weightiest first. */
export function marks({ askedHere, candidateKnows, mine }: OfferedCard): Mark[] {
  const found: Mark[] = [
    ...(askedHere ? [{ text: 'Asked here already', kind: 'warn' } as const] : []),
    ...(candidateKnows ? [{ text: 'The candidate knows it', kind: 'warn' } as const] : []),
    ...metBy(mine),
  ];
  return found.length > 0 ? found : [{ text: 'New to both of you', kind: 'new' }];
}

/** The topics that the cards at hand have, for the filter. */
export const topicsOf = (cards: readonly OfferedCard[]): string[] =>
  [...new Set(cards.flatMap((card) => card.topics))].sort((a, b) => a.localeCompare(b));
