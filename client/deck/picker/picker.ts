/** The marks a card carries for one pair of peers, and the topics that cards at hand have. */

import type { Offer, OfferedCard } from '../../../shared/api.ts';
import { ANY_CARD, browse, isFiltering, type CardFilter } from '../../../shared/deck/browse.ts';
import type { CardId } from '../../../shared/room/ids.ts';
import { parsed } from '../../room/typed.ts';
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

/** Said of a card that takes longer than there is time. @param left in minutes */
export function tooLong({ minutes }: Pick<OfferedCard, 'minutes'>, left: number): CardMark[] {
  if (minutes <= left) return [];
  const time = left === 0 ? 'no time is left' : left === 1 ? 'one minute is left' : `${left} minutes are left`;
  return [{ text: `Takes ${minutes} minutes, ${time}`, kind: 'warn' }];
}

/** Those that the time is enough for come first; otherwise in the order given. */
export const fittingFirst = (cards: readonly OfferedCard[], left: number): OfferedCard[] => [
  ...cards.filter(({ minutes }) => minutes <= left),
  ...cards.filter(({ minutes }) => minutes > left),
];

/** What the picker is set to, as it was kept; anything that fits no filter counts as nothing. */
export function keptChoice(json: string): { filter: CardFilter; card: CardId | null } {
  const { filter, card } = parsed(json);
  const found = typeof filter === 'object' && filter !== null ? { ...filter } : {};
  const entries = Object.entries(ANY_CARD).map(([name, any]) => {
    const value = (found as Record<string, unknown>)[name];
    return [name, typeof value === typeof any ? value : any];
  });
  return { filter: Object.fromEntries(entries) as CardFilter, card: typeof card === 'string' ? card : null };
}

/** The topics that the cards at hand have, for the filter. */
export const topicsOf = (cards: readonly Pick<OfferedCard, 'topics'>[]): string[] =>
  [...new Set(cards.flatMap((card) => card.topics))].sort((a, b) => a.localeCompare(b));

/** The cards of the suggestion, in asking order. */
export const suggestedOf = ({ offered, suggestion }: Offer): OfferedCard[] =>
  suggestion.cards.flatMap((card) => offered.find((each) => each.card === card) ?? []);

export interface CardSection {
  title: string;
  cards: OfferedCard[];
}

/**
 * The lists to choose from, top to bottom, each card in one of them: what was prepared here, the suggestion, the rest
 * of the plan and, where asked for, of the deck. A kept filter hides nothing that was prepared, only words typed do.
 */
export function sectionsOf(offer: Offer, filter: CardFilter, whole: boolean): CardSection[] {
  const all = [...offer.offered, ...offer.others];
  const prepared = offer.prepared.flatMap((card) => all.find((each) => each.card === card) ?? []);
  const suggested = isFiltering(filter) ? [] : suggestedOf(offer).filter((card) => !prepared.includes(card));
  const rest = (cards: readonly OfferedCard[]) =>
    cards.filter((card) => !prepared.includes(card) && !suggested.includes(card));
  const sections = [
    { title: 'Prepared: you have read these here', cards: browse(prepared, { ...ANY_CARD, text: filter.text }) },
    { title: suggestionTitle(offer.suggestion.minutes, suggested), cards: suggested },
    {
      title: suggested.length > 0 ? 'Also for this plan' : 'For this plan',
      cards: browse(rest(offer.offered), filter),
    },
    { title: 'The rest of the deck', cards: whole ? browse(rest(offer.others), filter) : [] },
  ];
  return sections
    .map(({ title, cards }) => ({ title, cards: fittingFirst(cards, offer.left) }))
    .filter(({ cards }) => cards.length > 0);
}

const NUMBERS = ['none', 'this one', 'these two', 'these three', 'these four', 'these five', 'these six'];

/** `For 25 minutes: these two (23 min)` */
export function suggestionTitle(minutes: number, cards: readonly OfferedCard[]): string {
  const sum = cards.reduce((total, card) => total + card.minutes, 0);
  return `For ${minutes} minutes: ${NUMBERS[cards.length] ?? `these ${cards.length}`} (${sum} min)`;
}
