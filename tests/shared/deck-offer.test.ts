/** What a plan offers: the filter, the order and the reasons, by example and by law. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeckEntry, OfferedCard } from '../../shared/api.ts';
import { ANY_CARD, browse, isFiltering, type CardFilter } from '../../shared/deck/browse.ts';
import { KINDS, LEVELS } from '../../shared/deck/card.ts';
import { NO_PRACTICE, type Practice } from '../../shared/deck/need.ts';
import { offerCards, type OfferFor } from '../../shared/deck/offer.ts';
import { PRESET_KINDS, PRESETS, type Plan } from '../../shared/room/plan.ts';
import { LESSONS } from '../../shared/rubric/lessons.ts';

const entry = (card: string, fields: Partial<DeckEntry> = {}): DeckEntry => ({
  card,
  area: 'services',
  title: card,
  kind: 'debugging',
  levels: ['mid'],
  minutes: 20,
  lessons: ['debugging-stories'],
  topics: ['retries'],
  frame: 'debugging',
  code: true,
  mine: {},
  ...fields,
});
const plan: Plan = { preset: 'debugging', level: 'mid', topics: [], minutes: 25, rounds: 2 };
const NOW = Date.UTC(2026, 4, 4);
const nobody: OfferFor = {
  candidateKnows: new Set(),
  askedHere: new Set(),
  practice: NO_PRACTICE,
  round: [],
  left: 120,
  since: NOW,
  now: NOW,
};
const names = (cards: readonly { card: string }[]) => cards.map(({ card }) => card);

describe('[DRAW-1] the filter', () => {
  it('offers what the preset, the level, the minutes and any chosen topic let through', () => {
    const cards = [
      entry('fits'),
      entry('kind', { kind: 'design' }),
      entry('level', { levels: ['junior', 'senior'] }),
      entry('long', { minutes: 26 }),
      entry('topic', { topics: ['idempotency', 'queues'] }),
    ];
    const { offered, others } = offerCards(cards, plan, nobody);
    expect(names(offered)).toEqual(['fits', 'topic']);
    expect(names(others)).toEqual(['kind', 'level', 'long']);
    const chosen = offerCards(cards, { ...plan, topics: ['queues', 'caching'] }, nobody);
    expect(names(chosen.offered)).toEqual(['topic']);
  });

  it('says of each other card what the plan does not want', () => {
    const card = entry('x', { kind: 'design', levels: ['junior', 'senior'], minutes: 40, mine: { interviewed: 1 } });
    const { others } = offerCards([card], { ...plan, topics: ['caching'] }, nobody);
    expect(others.map(({ why }) => why)).toEqual([
      'Outside the plan (design, junior or senior, 40 minutes, another topic): ' +
        'new to the candidate, you have asked it before',
    ]);
  });
});

describe('[DRAW-1] the order', () => {
  it('puts the new before the known, closer topics first, then the exact level, and what was asked here last', () => {
    const cards = [
      entry('asked-here'),
      entry('known'),
      entry('mine', { mine: { read: 1 } }),
      entry('one-topic'),
      entry('wide', { topics: ['retries', 'queues'], levels: ['mid', 'senior'] }),
      entry('two-topics', { topics: ['retries', 'queues'] }),
    ];
    const pair = { ...nobody, candidateKnows: new Set(['known', 'asked-here']), askedHere: new Set(['asked-here']) };
    const { offered } = offerCards(cards, { ...plan, topics: ['retries', 'queues'] }, pair);
    expect(names(offered)).toEqual(['two-topics', 'wide', 'one-topic', 'mine', 'known', 'asked-here']);
  });

  it('takes turns through the kinds of a full loop, and goes on after what was asked', () => {
    const cards = (['behavioral', 'design', 'testing', 'coding', 'trace', 'concept'] as const).map((kind) =>
      entry(kind, { kind }),
    );
    const loop: Plan = { ...plan, preset: 'full-loop' };
    expect(names(offerCards(cards, loop, nobody).offered)).toEqual([
      'concept',
      'coding',
      'testing',
      'design',
      'behavioral',
      'trace',
    ]);
    const asked = { ...nobody, askedHere: new Set(['concept']) };
    expect(names(offerCards(cards, loop, asked).offered)).toEqual([
      'coding',
      'testing',
      'design',
      'behavioral',
      'trace',
      'concept',
    ]);
  });
});

describe('what the candidate needs', () => {
  const practising = (practice: Partial<Practice>, wanted = plan) => {
    const cards = [
      entry('a-stories', { lessons: ['debugging-stories'] }),
      entry('b-tests', { lessons: ['testing-explanations'] }),
      entry('c-both', { lessons: ['thinking-aloud', 'testing-explanations'] }),
    ];
    return offerCards(cards, wanted, { ...nobody, practice: { ...NO_PRACTICE, ...practice } });
  };

  it('[DRAW-3] brings forward what was scored low, what was promised and what was long ago', () => {
    const order = (practice: Partial<Practice>) => names(practising(practice).offered);
    expect(order({})).toEqual(['a-stories', 'b-tests', 'c-both']);
    expect(order({ levels: new Map([['testing-explanations', 1]]) })).toEqual(['b-tests', 'c-both', 'a-stories']);
    expect(order({ levels: new Map([['testing-explanations', 4]]) })).toEqual(['a-stories', 'b-tests', 'c-both']);
    expect(order({ promised: 'thinking-aloud' })[0]).toBe('c-both');
    const recently = new Map(LESSONS.map((lesson) => [lesson, NOW - 1_000]));
    const due = new Map([...recently, ['testing-explanations' as const, NOW - 15 * 24 * 3_600_000]]);
    expect(order({ asked: recently })[0]).toBe('a-stories');
    expect(order({ asked: due })[0]).toBe('b-tests');
    expect(practising({ asked: due }).offered[0]?.why).toMatch(/, not asked for lately: testing explanations$/);
  });

  it('[DRAW-3] never lets a known card pass a fresh one', () => {
    const cards = [entry('fresh'), entry('needed', { lessons: ['testing-explanations'] })];
    const practice = { ...NO_PRACTICE, levels: new Map([['testing-explanations' as const, 1]]) };
    const pair = { ...nobody, practice, candidateKnows: new Set(['needed']) };
    expect(names(offerCards(cards, plan, pair).offered)).toEqual(['fresh', 'needed']);
  });
});

it('[DRAW-5] prefers what the interviewer has asked before where the plan says so', () => {
  const cards = [entry('new'), entry('read', { mine: { read: 1 } }), entry('asked', { mine: { interviewed: 1 } })];
  expect(names(offerCards(cards, plan, nobody).offered)).toEqual(['new', 'asked', 'read']);
  expect(names(offerCards(cards, { ...plan, familiar: true }, nobody).offered)).toEqual(['asked', 'new', 'read']);
  const known = { ...nobody, candidateKnows: new Set(['asked']) };
  expect(names(offerCards(cards, { ...plan, familiar: true }, known).offered)).toEqual(['new', 'read', 'asked']);
});

describe('[DRAW-2] the suggestion', () => {
  const loop: Plan = { ...plan, preset: 'full-loop', minutes: 60 };
  const cards = [
    entry('basics', { kind: 'concept', minutes: 8 }),
    entry('coding', { kind: 'coding', minutes: 30 }),
    entry('short-coding', { kind: 'coding', minutes: 15 }),
    entry('hunt', { kind: 'debugging', minutes: 15 }),
    entry('design', { kind: 'design', minutes: 15 }),
    entry('judgement', { kind: 'scenario', minutes: 5 }),
  ];
  const suggested = (wanted: Plan, pair: OfferFor = nobody) => offerCards(cards, wanted, pair).suggestion;

  it('has one card of each turn of the loop, shorter ones where that lets all in', () => {
    expect(suggested(loop)).toEqual({ minutes: 60, cards: ['basics', 'short-coding', 'hunt', 'design', 'judgement'] });
    expect(suggested({ ...loop, minutes: 75 }).cards).toEqual(['basics', 'coding', 'hunt', 'design', 'judgement']);
  });

  it('takes the turns in order as far as the minutes last, and fills what is left', () => {
    expect(suggested({ ...loop, minutes: 25 }).cards).toEqual(['basics', 'short-coding']);
    expect(suggested({ ...loop, minutes: 28 }).cards).toEqual(['basics', 'short-coding', 'judgement']);
  });

  it('goes on with the turns and the minutes that the round has left', () => {
    const round = [{ kind: 'concept' as const, minutes: 8 }];
    const rest = suggested(loop, { ...nobody, round, askedHere: new Set(['basics']) });
    expect(rest).toEqual({ minutes: 52, cards: ['short-coding', 'hunt', 'design', 'judgement'] });
    expect(suggested({ ...loop, minutes: 10 }, { ...nobody, round }).cards).toEqual([]);
  });

  it('spreads over the areas, and takes what the candidate knows only where nothing else is there', () => {
    const deck = [
      entry('a', { minutes: 10 }),
      entry('b', { minutes: 10 }),
      entry('c', { minutes: 10, area: 'data', levels: ['mid', 'senior'] }),
    ];
    const of = (pair: OfferFor) => offerCards(deck, plan, pair).suggestion.cards;
    expect(of(nobody)).toEqual(['a', 'c']);
    expect(of({ ...nobody, candidateKnows: new Set(['a', 'b']) })).toEqual(['c']);
    expect(of({ ...nobody, candidateKnows: new Set(['a', 'b', 'c']) })).toHaveLength(2);
  });
});

it('gives the reason in plain words', () => {
  const why = (fields: Partial<DeckEntry>, pair = nobody, topics: string[] = []) =>
    offerCards([entry('x', fields)], { ...plan, topics }, pair).offered[0]?.why;
  const known = { ...nobody, candidateKnows: new Set(['x']) };
  expect(why({})).toBe('New to both of you, mid, practises debugging stories');
  expect(why({ mine: { asked: 1 } })).toBe(
    'New to the candidate, you were asked it before, mid, practises debugging stories',
  );
  expect(why({ mine: { read: 1 } }, nobody, ['retries'])).toBe(
    'New to the candidate, you have read its guide, mid, about retries, practises debugging stories',
  );
  expect(why({}, known)).toBe('The candidate knows it, mid, practises debugging stories');
  expect(why({ mine: { interviewed: 1 } }, known)).toMatch(/^The candidate knows it and you have asked it before, /);
  expect(why({}, { ...known, askedHere: new Set(['x']) })).toMatch(/^Asked in this room already, /);
});

it('[DRAW-2] the suggestion fits in what the clock leaves too', () => {
  const cards = [entry('long', { minutes: 20 }), entry('short', { minutes: 5 })];
  const offer = (left: number) => offerCards(cards, plan, { ...nobody, left });
  expect(offer(25).suggestion).toEqual({ minutes: 25, cards: ['long', 'short'] });
  expect(offer(6).suggestion).toEqual({ minutes: 6, cards: ['short'] });
  expect(offer(0).suggestion).toEqual({ minutes: 0, cards: [] });
});

it('[DRAW-6] what was read in this room and not asked in it is prepared, in the order of reading', () => {
  const cards = [
    entry('second', { mine: { read: NOW + 2 } }),
    entry('first', { mine: { read: NOW + 1 }, kind: 'design' }),
    entry('before', { mine: { read: NOW - 1 } }),
    entry('asked', { mine: { read: NOW + 3 } }),
    entry('new'),
  ];
  expect(offerCards(cards, plan, { ...nobody, askedHere: new Set(['asked']) }).prepared).toEqual(['first', 'second']);
});

describe('laws', () => {
  const topics = ['a', 'b', 'c'];
  const decks = fc.uniqueArray(
    fc.record<DeckEntry>({
      card: fc.stringMatching(/^[a-z]{1,6}$/),
      area: fc.constant('services'),
      title: fc.string({ maxLength: 8 }),
      kind: fc.constantFrom(...KINDS),
      levels: fc.subarray([...LEVELS], { minLength: 1 }),
      minutes: fc.integer({ min: 1, max: 60 }),
      lessons: fc.subarray([...LESSONS], { minLength: 1, maxLength: 2 }),
      topics: fc.subarray(topics, { minLength: 1 }),
      frame: fc.constant('decision'),
      code: fc.boolean(),
      mine: fc.record({ asked: fc.nat(), interviewed: fc.nat(), read: fc.nat() }, { requiredKeys: [] }),
    }),
    { selector: ({ card }) => card, maxLength: 30 },
  );
  const plans = fc.record<Plan>({
    preset: fc.constantFrom(...PRESETS),
    level: fc.constantFrom(...LEVELS),
    topics: fc.subarray(topics),
    minutes: fc.integer({ min: 5, max: 120 }),
    rounds: fc.constantFrom(1, 2),
  });
  const cases = decks.chain((cards) => {
    const some = fc.subarray(names(cards)).map((picked) => new Set(picked));
    return fc.record({
      cards: fc.constant(cards),
      plan: plans,
      pair: fc.record<OfferFor>({ ...others, candidateKnows: some, askedHere: some }),
    });
  });
  const others = {
    practice: fc.record<Practice>({
      levels: fc
        .array(fc.tuple(fc.constantFrom(...LESSONS), fc.integer({ min: 1, max: 4 })))
        .map((all) => new Map(all)),
      promised: fc.constantFrom(undefined, ...LESSONS),
      asked: fc.array(fc.tuple(fc.constantFrom(...LESSONS), fc.constantFrom(0, NOW))).map((all) => new Map(all)),
    }),
    round: fc.array(fc.record({ kind: fc.constantFrom(...KINDS), minutes: fc.integer({ min: 1, max: 60 }) }), {
      maxLength: 3,
    }),
    left: fc.integer({ min: 0, max: 120 }),
    since: fc.nat(),
    now: fc.constant(NOW),
  };
  const freshness = ({ askedHere, candidateKnows, mine }: OfferedCard) =>
    askedHere ? 3 : candidateKnows ? 2 : Object.keys(mine).length > 0 ? 1 : 0;

  it('every card comes back once, and is offered exactly when the plan wants it', () => {
    fc.assert(
      fc.property(cases, ({ cards, plan: wanted, pair }) => {
        const { offered, others } = offerCards(cards, wanted, pair);
        expect(names([...offered, ...others]).sort()).toEqual(names(cards).sort());
        const wants = (card: DeckEntry) =>
          PRESET_KINDS[wanted.preset].includes(card.kind) &&
          card.levels.includes(wanted.level) &&
          card.minutes <= wanted.minutes &&
          (wanted.topics.length === 0 || card.topics.some((topic) => wanted.topics.includes(topic)));
        expect(offered.every(wants)).toBe(true);
        expect(others.some(wants)).toBe(false);
      }),
    );
  });

  it('nothing known comes before something fresher, and only what is new to both is called so', () => {
    fc.assert(
      fc.property(cases, ({ cards, plan: wanted, pair }) => {
        const { offered, others } = offerCards(cards, wanted, pair);
        const ranks = offered.map(freshness);
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
        for (const card of [...offered, ...others]) {
          expect(/new to both of you/i.test(card.why)).toBe(freshness(card) === 0);
          expect(card.why).not.toContain('\n');
        }
      }),
    );
  });

  it('[DRAW-2] the suggestion is made of offered cards that were not asked here, each once, and fits', () => {
    fc.assert(
      fc.property(cases, ({ cards, plan: wanted, pair }) => {
        const { offered, suggestion } = offerCards(cards, wanted, pair);
        const set = suggestion.cards.map((card) => offered.find((each) => each.card === card));
        expect(set.every((card) => card?.askedHere === false)).toBe(true);
        expect(new Set(suggestion.cards).size).toBe(set.length);
        const sum = set.reduce((total, card) => total + (card?.minutes ?? NaN), 0);
        expect(sum).toBeLessThanOrEqual(suggestion.minutes);
        const possible = offered.some(
          (card) => !card.askedHere && !card.candidateKnows && card.minutes <= suggestion.minutes,
        );
        if (possible) expect(set.length).toBeGreaterThan(0);
      }),
    );
  });

  it('[DRAW-4] no score changes a word of what is told', () => {
    fc.assert(
      fc.property(cases, ({ cards, plan: wanted, pair }) => {
        const tellings = (practice: Practice) => {
          const { offered, others: rest } = offerCards(cards, wanted, { ...pair, practice });
          return [...offered, ...rest].map((card) => JSON.stringify(card)).sort();
        };
        const { asked } = pair.practice;
        expect(tellings(pair.practice)).toEqual(tellings({ ...NO_PRACTICE, asked }));
      }),
    );
  });

  it('the order does not depend on the order of the deck', () => {
    fc.assert(
      fc.property(cases, ({ cards, plan: wanted, pair }) => {
        expect(offerCards([...cards].reverse(), wanted, pair)).toEqual(offerCards(cards, wanted, pair));
      }),
    );
  });

  it('a filter of the browser lets through what matches it and never more when it says more', () => {
    const filters = fc.record<CardFilter>({
      kind: fc.constantFrom('' as const, ...KINDS),
      level: fc.constantFrom('' as const, ...LEVELS),
      topic: fc.constantFrom('', ...topics),
      lesson: fc.constantFrom('' as const, ...LESSONS),
      minutes: fc.integer({ min: 0, max: 60 }),
      text: fc.constantFrom('', ' ', 'debugging stories', 'x'),
    });
    fc.assert(
      fc.property(decks, filters, (cards, filter) => {
        expect(browse(cards, ANY_CARD)).toEqual(cards);
        const found = browse(cards, filter);
        expect(browse(cards, { ...filter, text: '' })).toEqual(expect.arrayContaining(found));
        for (const card of found) {
          expect([card.kind, '']).toContain(filter.kind);
          expect([...card.topics, '']).toContain(filter.topic);
          expect([...card.levels, '']).toContain(filter.level);
          expect([...card.lessons, '']).toContain(filter.lesson);
          expect(filter.minutes === 0 || card.minutes <= filter.minutes).toBe(true);
        }
      }),
    );
  });
});

it('the browser finds a card by words of its title, its slugs and their words', () => {
  const cards = [entry('a', { title: 'Double booking', topics: ['flaky-tests'] }), entry('b')];
  const found = (text: string) => names(browse(cards, { ...ANY_CARD, text }));
  expect(found('BOOKING double')).toEqual(['a']);
  expect(found('flaky-tests')).toEqual(['a']);
  expect(found('flaky tests')).toEqual(['a']);
  expect(found('debugging')).toEqual(['a', 'b']);
  expect(found('nothing')).toEqual([]);
  expect(isFiltering(ANY_CARD)).toBe(false);
  expect(isFiltering({ ...ANY_CARD, minutes: 10 })).toBe(true);
});
