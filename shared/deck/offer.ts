/** Which cards a plan offers the interviewer, and why. */

import type { DeckEntry, Offer, OfferedCard } from '../api.ts';
import type { CardId } from '../room/ids.ts';
import { PRESET_KINDS, type Plan } from '../room/plan.ts';
import { LESSON_TITLES, type Lesson } from '../rubric/lessons.ts';
import type { Kind } from './card.ts';
import { byTitle, inOrder, suggest, type Drawn } from './draw.ts';
import { longAgo, needOf, type Practice } from './need.ts';

/** What the pair at the table brings along; what the interviewer knows of a card is in each entry's `mine`. */
export interface OfferFor {
  /** Cards the candidate was asked, asked, or read the guide of. */
  candidateKnows: ReadonlySet<CardId>;
  askedHere: ReadonlySet<CardId>;
  practice: Practice;
  /** The cards of the current round, in asking order. */
  round: readonly { kind: Kind; minutes: number }[];
  /** What the clock leaves, in minutes. */
  left: number;
  /** When the room was opened, in ms since the epoch. */
  since: number;
  /** ms since the epoch. */
  now: number;
}

/** `cards` is the whole deck; every card of it comes back once, offered or among the others. */
export function offerCards(cards: readonly DeckEntry[], plan: Plan, pair: OfferFor): Offer {
  const due = longAgo(pair.practice, pair.now);
  const known = cards.map((entry) => ({
    ...entry,
    candidateKnows: pair.candidateKnows.has(entry.card),
    askedHere: pair.askedHere.has(entry.card),
    onTopic: chosen(entry, plan).length,
    need: needOf(entry.lessons, pair.practice, pair.now),
  }));
  const wanted = inOrder(
    known.filter((card) => outside(card, plan).length === 0),
    plan,
  );
  const others = known.filter((card) => outside(card, plan).length > 0).sort(byTitle);
  const minutes = Math.min(pair.left, plan.minutes - pair.round.reduce((sum, card) => sum + card.minutes, 0));
  const asked = pair.round.map(({ kind }) => kind);
  return {
    left: pair.left,
    prepared: preparedOf(known, pair.since),
    offered: wanted.map((card) => told(card, whyOffered(card, plan, due))),
    others: others.map((card) => told(card, whyNot(card, plan))),
    suggestion: { minutes: Math.max(0, minutes), cards: suggest(wanted, plan, minutes, asked) },
  };
}

/** What somebody reads in a room before they ask it, they mean to ask there. */
const preparedOf = (cards: readonly Drawn[], since: number): CardId[] =>
  cards
    .filter(({ askedHere, mine: { read } }) => !askedHere && read !== undefined && read >= since)
    .sort((a, b) => (a.mine.read ?? 0) - (b.mine.read ?? 0) || byTitle(a, b))
    .map(({ card }) => card);

/** What a card would do for the candidate is not told: it speaks of their scores. */
const told = ({ onTopic: _onTopic, need: _need, ...card }: Drawn, why: string): OfferedCard => ({ ...card, why });

const chosen = ({ topics }: DeckEntry, plan: Plan): string[] => topics.filter((topic) => plan.topics.includes(topic));

/** What about a card the plan does not want; empty for a card it offers. */
function outside(card: Drawn, plan: Plan): string[] {
  return [
    !PRESET_KINDS[plan.preset].includes(card.kind) && card.kind,
    !card.levels.includes(plan.level) && card.levels.join(' or '),
    card.minutes > plan.minutes && `${card.minutes} minutes`,
    plan.topics.length > 0 && card.onTopic === 0 && 'another topic',
  ].filter((reason) => reason !== false);
}

function whyOffered(card: Drawn, plan: Plan, due: readonly Lesson[]): string {
  const topics = chosen(card, plan);
  const titles = (lessons: readonly Lesson[]) => listed(lessons.map((lesson) => LESSON_TITLES[lesson].toLowerCase()));
  const again = card.lessons.filter((lesson) => due.includes(lesson));
  const parts = [
    acquaintance(card),
    card.levels.join(' or '),
    ...(topics.length > 0 ? [`about ${listed(topics.map((topic) => topic.replaceAll('-', ' ')))}`] : []),
    `practises ${titles(card.lessons)}`,
    ...(again.length > 0 ? [`not asked for lately: ${titles(again)}`] : []),
  ];
  return parts.join(', ');
}

/** `a, b and c` */
const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

const whyNot = (card: Drawn, plan: Plan): string =>
  `Outside the plan (${outside(card, plan).join(', ')}): ${lower(acquaintance(card))}`;

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

function acquaintance(card: Drawn): string {
  if (card.askedHere) return 'Asked in this room already';
  const mine = ownAcquaintance(card);
  if (card.candidateKnows) return mine ? `The candidate knows it and ${mine}` : 'The candidate knows it';
  return mine ? `New to the candidate, ${mine}` : 'New to both of you';
}

function ownAcquaintance({ mine }: Drawn): string | null {
  if (mine.interviewed !== undefined) return 'you have asked it before';
  if (mine.asked !== undefined) return 'you were asked it before';
  return mine.read === undefined ? null : 'you have read its guide';
}
