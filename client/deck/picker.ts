/** The marks a card carries for one pair of peers, and the topics that cards at hand have. */

import type { OfferedCard } from '../../shared/api.ts';
import { metBy, type Mark } from './marks.ts';

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
