/** Which cards a plan offers the interviewer, in which order, and why. */

import type { DeckEntry, Offer, OfferedCard } from '../api.ts';
import type { CardId } from '../room/ids.ts';
import { PRESET_KINDS, type Plan } from '../room/plan.ts';
import { LESSON_TITLES } from '../rubric/lessons.ts';
import type { Kind } from './card.ts';

/** What the pair at the table brings along; the interviewer's own acquaintances stand in each entry's `mine`. */
export interface OfferFor {
  /** Cards the candidate was asked, asked, or read the guide of. */
  candidateKnows: ReadonlySet<CardId>;
  askedHere: ReadonlySet<CardId>;
}

/** The turns of a full loop, in speaking order. */
const LOOP: readonly (readonly Kind[])[] = [
  ['concept', 'code-reading', 'trace', 'rapid-fire'],
  ['coding'],
  ['debugging', 'refactor', 'testing'],
  ['design'],
  ['scenario', 'behavioral'],
];

/** `cards` is the whole deck; every card of it comes back once, offered or among the others. */
export function offerCards(cards: readonly DeckEntry[], plan: Plan, pair: OfferFor): Offer {
  const known = cards.map((entry) => ({
    ...entry,
    candidateKnows: pair.candidateKnows.has(entry.card),
    askedHere: pair.askedHere.has(entry.card),
  }));
  const offered = known
    .filter((card) => outside(card, plan).length === 0)
    .map((card) => ({ ...card, why: whyOffered(card, plan) }))
    .sort((a, b) => compare(a, b, plan));
  const others = known
    .filter((card) => outside(card, plan).length > 0)
    .map((card) => ({ ...card, why: whyNot(card, plan) }))
    .sort(byTitle);
  return { offered: plan.preset === 'full-loop' ? spread(offered) : offered, others };
}

type Known = Omit<OfferedCard, 'why'>;

/** How fresh a card is to this pair; a lower one is offered first. */
function freshness({ askedHere, candidateKnows, mine }: Known): 0 | 1 | 2 | 3 {
  if (askedHere) return 3;
  if (candidateKnows) return 2;
  return Object.keys(mine).length > 0 ? 1 : 0;
}

const chosen = (card: Known, plan: Plan): string[] => card.topics.filter((topic) => plan.topics.includes(topic));

function compare(a: Known, b: Known, plan: Plan): number {
  return (
    freshness(a) - freshness(b) ||
    chosen(b, plan).length - chosen(a, plan).length ||
    // A card of this level alone fits it better than one of several.
    a.levels.length - b.levels.length ||
    byTitle(a, b)
  );
}

/** By code points, so that every machine orders a deck alike. */
function byTitle(a: Known, b: Known): number {
  const [x, y] = [`${a.title}\n${a.card}`.toLowerCase(), `${b.title}\n${b.card}`.toLowerCase()];
  return x < y ? -1 : x > y ? 1 : 0;
}

/**
 * Takes turns through the loop's groups, each in the order given, without letting a known card pass a fresh one.
 * What was asked here counts as its group's turn, so that the next offer goes on with the loop.
 */
function spread(offered: readonly OfferedCard[]): OfferedCard[] {
  const turns = LOOP.map((kinds) => offered.filter((card) => card.askedHere && kinds.includes(card.kind)).length);
  const placed = offered.map((card) => {
    const group = LOOP.findIndex((kinds) => kinds.includes(card.kind));
    const turn = turns[group] ?? 0;
    turns[group] = turn + 1;
    return { card, group, turn };
  });
  return placed
    .sort((a, b) => freshness(a.card) - freshness(b.card) || a.turn - b.turn || a.group - b.group)
    .map(({ card }) => card);
}

/** What about a card the plan does not want; empty for a card it offers. */
function outside(card: Known, plan: Plan): string[] {
  return [
    !PRESET_KINDS[plan.preset].includes(card.kind) && card.kind,
    !card.levels.includes(plan.level) && card.levels.join(' or '),
    card.minutes > plan.minutes && `${card.minutes} minutes`,
    plan.topics.length > 0 && chosen(card, plan).length === 0 && 'another topic',
  ].filter((reason) => reason !== false);
}

function whyOffered(card: Known, plan: Plan): string {
  const topics = chosen(card, plan);
  const parts = [
    acquaintance(card),
    card.levels.join(' or '),
    ...(topics.length > 0 ? [`about ${listed(topics.map((topic) => topic.replaceAll('-', ' ')))}`] : []),
    `practises ${listed(card.lessons.map((lesson) => LESSON_TITLES[lesson].toLowerCase()))}`,
  ];
  return parts.join(', ');
}

/** `a, b and c` */
const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

const whyNot = (card: Known, plan: Plan): string =>
  `Outside the plan (${outside(card, plan).join(', ')}): ${lower(acquaintance(card))}`;

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

function acquaintance(card: Known): string {
  if (card.askedHere) return 'Asked in this room already';
  const mine = ownAcquaintance(card);
  if (card.candidateKnows) return mine ? `The candidate knows it and ${mine}` : 'The candidate knows it';
  return mine ? `New to the candidate, ${mine}` : 'New to both of you';
}

function ownAcquaintance({ mine }: Known): string | null {
  if (mine.interviewed !== undefined) return 'you have asked it before';
  if (mine.asked !== undefined) return 'you were asked it before';
  return mine.read === undefined ? null : 'you have read its guide';
}
