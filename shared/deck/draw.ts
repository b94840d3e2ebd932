/** The order in which a plan's cards are offered, and the set out of them that fills the minutes. */

import type { OfferedCard } from '../api.ts';
import type { CardId } from '../room/ids.ts';
import type { Plan, Preset } from '../room/plan.ts';
import type { Kind } from './card.ts';

export type Drawn = Omit<OfferedCard, 'why'> & {
  /** How many of the plan's topics it has. */
  onTopic: number;
  /** How much it would do for the candidate. */
  need: number;
};

/** The turns of each preset, in speaking order; a kind that is listed twice comes twice as often. */
const TURNS: Record<Preset, readonly (readonly Kind[])[]> = {
  'warm-up': [['concept'], ['code-reading'], ['rapid-fire']],
  'code-reading': [['code-reading'], ['trace']],
  debugging: [['debugging'], ['debugging'], ['testing']],
  'rapid-fire': [['rapid-fire'], ['concept']],
  star: [['behavioral'], ['behavioral'], ['scenario']],
  'full-loop': [
    ['concept', 'code-reading', 'trace', 'rapid-fire'],
    ['coding'],
    ['debugging', 'refactor', 'testing'],
    ['design'],
    ['scenario', 'behavioral'],
  ],
};

/** How fresh a card is to this pair; a lower one is offered first. */
function freshness({ askedHere, candidateKnows, mine }: Drawn, { familiar }: Plan): 0 | 1 | 2 | 3 {
  if (askedHere) return 3;
  if (candidateKnows) return 2;
  const second = familiar ? mine.interviewed === undefined : Object.keys(mine).length > 0;
  return second ? 1 : 0;
}

/** Best first. */
export function inOrder<C extends Drawn>(cards: readonly C[], plan: Plan): C[] {
  const sorted = [...cards].sort((a, b) => byRank(a, b, plan) || byTitle(a, b));
  return inTurns(spread(sorted, plan), plan);
}

function byRank(a: Drawn, b: Drawn, plan: Plan): number {
  return (
    freshness(a, plan) - freshness(b, plan) ||
    b.onTopic - a.onTopic ||
    b.need - a.need ||
    (plan.preset === 'warm-up' ? a.minutes - b.minutes : 0) ||
    // A card of this level alone fits it better than one of several.
    a.levels.length - b.levels.length
  );
}

/** By code points, so that every machine orders a deck alike. */
export function byTitle(a: Pick<Drawn, 'title' | 'card'>, b: Pick<Drawn, 'title' | 'card'>): number {
  const [x, y] = [`${a.title}\n${a.card}`.toLowerCase(), `${b.title}\n${b.card}`.toLowerCase()];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Among cards of one rank the areas take turns. */
function spread<C extends Drawn>(sorted: readonly C[], plan: Plan): C[] {
  const dealt = new Map<string, number>();
  let last: C | undefined;
  const placed = sorted.map((card) => {
    if (last && byRank(last, card, plan) !== 0) dealt.clear();
    last = card;
    return { card, turn: next(dealt, card.area) };
  });
  return placed.sort((a, b) => byRank(a.card, b.card, plan) || a.turn - b.turn).map(({ card }) => card);
}

/** Counts on from 0. */
function next<K>(counts: Map<K, number>, key: K): number {
  const count = counts.get(key) ?? 0;
  counts.set(key, count + 1);
  return count;
}

const turnsOf = (kind: Kind, { preset }: Plan): number[] =>
  TURNS[preset].flatMap((kinds, turn) => (kinds.includes(kind) ? turn : []));

/**
 * Takes turns through the preset's kinds, each in the order given, without letting a known card pass a fresh one.
 * What was asked here counts as its turn, so that the next offer goes on from there.
 */
function inTurns<C extends Drawn>(cards: readonly C[], plan: Plan): C[] {
  const dealt = new Map<number, number>();
  for (const { kind } of cards.filter(({ askedHere }) => askedHere)) next(dealt, turnsOf(kind, plan)[0] ?? 0);
  const placed = cards.map((card) => {
    const turns = turnsOf(card.kind, plan);
    const count = next(dealt, turns[0] ?? 0);
    return { card, cycle: Math.floor(count / turns.length), turn: turns[count % turns.length] ?? 0 };
  });
  return placed
    .sort((a, b) => freshness(a.card, plan) - freshness(b.card, plan) || a.cycle - b.cycle || a.turn - b.turn)
    .map(({ card }) => card);
}

/**
 * A set that fits into the minutes: first one card of each turn that the round has not had, then what else fits. Each
 * turn leaves the later ones as much as they need at least, where there is enough for all.
 * @param offered in order
 * @param asked the kinds of the cards that the round has had
 */
export function suggest(offered: readonly Drawn[], plan: Plan, minutes: number, asked: readonly Kind[]): CardId[] {
  const unasked = offered.filter(({ askedHere }) => !askedHere);
  const fresh = unasked.filter(({ candidateKnows }) => !candidateKnows);
  const pool = fresh.length > 0 ? fresh : unasked;
  const set: Drawn[] = [];
  const left = () => minutes - set.reduce((sum, card) => sum + card.minutes, 0);
  const take = (kinds: readonly Kind[] | null, within: number) => {
    const card = choose(
      pool,
      set,
      plan,
      ({ kind, minutes: needed }) => needed <= within && (kinds?.includes(kind) ?? true),
    );
    if (card) set.push(card);
    return card !== undefined;
  };
  const turns = openTurns(plan, asked);
  turns.forEach((kinds, i) => {
    const reserve = turns.slice(i + 1).reduce((sum, later) => sum + shortest(pool, later), 0);
    if (!take(kinds, left() - reserve)) take(kinds, left());
  });
  while (take(null, left()));
  return set.map(({ card }) => card);
}

/** The first that fits, or one as fresh of an area that the set does not have yet. */
function choose(
  pool: readonly Drawn[],
  set: readonly Drawn[],
  plan: Plan,
  fits: (card: Drawn) => boolean,
): Drawn | undefined {
  const possible = pool.filter((card) => !set.includes(card) && fits(card));
  const [best] = possible;
  const elsewhere = possible.find(
    (card) => best && freshness(card, plan) === freshness(best, plan) && !set.some(({ area }) => area === card.area),
  );
  return elsewhere ?? best;
}

function openTurns(plan: Plan, asked: readonly Kind[]): (readonly Kind[])[] {
  const turns = [...TURNS[plan.preset]];
  for (const kind of asked) {
    const had = turns.findIndex((kinds) => kinds.includes(kind));
    if (had >= 0) turns.splice(had, 1);
  }
  return turns;
}

const shortest = (pool: readonly Drawn[], kinds: readonly Kind[]): number => {
  const minutes = pool.filter(({ kind }) => kinds.includes(kind)).map((card) => card.minutes);
  return minutes.length > 0 ? Math.min(...minutes) : 0;
};
