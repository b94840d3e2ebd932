/** The marks a card carries for one pair of peers, and the topics that cards at hand have. */

import type { Offer, OfferedCard } from '../../../shared/api.ts';
import { metBy, type CardMark } from '../card-marks.ts';

/** What the interviewer should know before asking it, weightiest first. */
export function marks({ askedHere, candidateKnows, mine }: OfferedCard): CardMark[] {
  const found: CardMark[] = [
    ...(askedHere ? [{ text: 'Asked here already', kind: 'warn' } as const] : []),
    ...(candidateKnows ? [{ text: 'The candidate knows it', kind: 'warn' } as const] : []),
    ...metBy(mine),
  ];
  return found.length > 0 ? found : [{ text: 'New to both of you', kind: 'new' }];
}

/** The topics that the cards at hand have, for the filter. */
export const topicsOf = (cards: readonly Pick<OfferedCard, 'topics'>[]): string[] =>
  [...new Set(cards.flatMap((card) => card.topics))].sort((a, b) => a.localeCompare(b));

/** The cards of the suggestion, in asking order. */
export const suggestedOf = ({ offered, suggestion }: Offer): OfferedCard[] =>
  suggestion.cards.flatMap((card) => offered.find((each) => each.card === card) ?? []);

const NUMBERS = ['none', 'this one', 'these two', 'these three', 'these four', 'these five', 'these six'];

/** `For 25 minutes: these two (23 min)` */
export function suggestionTitle(minutes: number, cards: readonly OfferedCard[]): string {
  const sum = cards.reduce((total, card) => total + card.minutes, 0);
  return `For ${minutes} minutes: ${NUMBERS[cards.length] ?? `these ${cards.length}`} (${sum} min)`;
}
