/** The round page's small decisions: what the clock says, who has been away, what just arrived, which card to offer. */

import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { nextSection, sectionsOf as guideSectionsOf } from '../../client/deck/guide/sections.ts';
import { keptChoice, marks, sectionsOf, tooLong, topicsOf } from '../../client/deck/picker/picker.ts';
import { arrivals } from '../../client/round/arrivals.ts';
import { clockFace, lastMs } from '../../client/round/clock-face.ts';
import { givenFor, nextRung } from '../../client/round/given.ts';
import { News } from '../../client/round/News.svelte.ts';
import { sentWith } from '../../client/round/sent.ts';
import { awayText } from '../../client/room/people.ts';
import { goneIn } from '../../shared/room/peers.ts';
import { ANY_CARD, type CardFilter } from '../../shared/deck/browse.ts';
import type { OfferedCard } from '../../shared/api.ts';
import { GONE_MS } from '../../shared/room/state.ts';
import type { AskView, MomentView, RoomView } from '../../shared/room/roomview.ts';

const MINUTE = 60_000;

describe('the clock', () => {
  const face = (elapsedMs: number, running = true, started = true) =>
    clockFace({ elapsedMs, totalMs: 25 * MINUTE, running, started });

  it('waits for the first card', () => {
    expect(face(0, false, false)).toEqual({ figures: '00:00', beside: 'starts with the first card', tone: 'waiting' });
  });

  it('counts up beside its total', () => {
    expect(face(130_000)).toEqual({ figures: '02:10', beside: 'of 25:00', tone: 'plain' });
    expect(face(130_000, false).beside).toBe('paused, of 25:00');
  });

  it('says when five minutes are left, and not a moment sooner', () => {
    expect(face(20 * MINUTE - 1).tone).toBe('plain');
    expect(face(20 * MINUTE)).toMatchObject({ beside: 'five minutes left', tone: 'last' });
    expect(face(21 * MINUTE + 1).beside).toBe('four minutes left');
    expect(face(24 * MINUTE).beside).toBe('last minute');
  });

  it('[ROUND-12] says so later in a short round, and never at its start', () => {
    const short = (elapsedMs: number, totalMs: number) =>
      clockFace({ elapsedMs, totalMs, running: true, started: true });
    expect(short(1_000, 5 * MINUTE)).toMatchObject({ beside: 'of 05:00', tone: 'plain' });
    expect(short(4 * MINUTE, 5 * MINUTE)).toMatchObject({ beside: 'last minute', tone: 'last' });
    expect(short(7 * MINUTE, 10 * MINUTE)).toMatchObject({ beside: 'three minutes left', tone: 'last' });
    expect([5, 10, 15, 25, 120].map((minutes) => lastMs(minutes * MINUTE) / MINUTE)).toEqual([1, 3, 5, 5, 5]);
  });

  it('counts overtime and ends nothing', () => {
    expect(face(25 * MINUTE)).toMatchObject({ figures: '+00:00', tone: 'over' });
    expect(face(26 * MINUTE + 5_000)).toMatchObject({ figures: '+01:05', beside: 'over 25:00' });
  });

  it('never goes back to an earlier tone as time passes', () => {
    const order = ['waiting', 'plain', 'last', 'over'];
    const total = fc.integer({ min: 5 * MINUTE, max: 120 * MINUTE });
    fc.assert(
      fc.property(total, fc.nat(180 * MINUTE), fc.nat(5 * MINUTE), (totalMs, elapsedMs, more) => {
        const at = (ms: number) =>
          order.indexOf(clockFace({ elapsedMs: ms, totalMs, running: true, started: true }).tone);
        expect(at(elapsedMs + more)).toBeGreaterThanOrEqual(at(elapsedMs));
      }),
    );
  });
});

describe('a peer who is away', () => {
  it('is named with the time, and not while connected', () => {
    expect(awayText({ connected: true }, 0)).toBe('');
    expect(awayText({ connected: false, awaySince: 1_000 }, 30_000)).toBe('away just now');
    expect(awayText({ connected: false, awaySince: 0 }, 2 * MINUTE + 1)).toBe('away for 2 min');
  });

  it('can be gone on without after five minutes, not before', () => {
    expect(goneIn(undefined, 0)).toBeNull();
    expect(goneIn(0, GONE_MS - 1)).toBe(1);
    expect(goneIn(0, GONE_MS + 1)).toBe(0);
  });
});

const ask = (more: Partial<AskView> = {}): AskView => ({
  ask: 'a1',
  sheet: 's1',
  round: 1,
  frozen: false,
  at: 0,
  card: 'double-charge',
  title: 'A double charge',
  kind: 'debugging',
  minutes: 10,
  frame: 'debugging',
  prompt: '',
  hintsGiven: [],
  facts: [],
  checks: { open: false, added: 0 },
  ...more,
});

function view(seat: 'interviewer' | 'candidate', asks: AskView[] = [], connected = true): RoomView {
  return {
    room: 'r',
    seq: 1,
    phase: 'round',
    me: { peer: 'me', name: 'Me', seat },
    peers: [
      { peer: 'me', name: 'Me', seat, connected: true },
      { peer: 'them', name: 'Ada', seat: seat === 'candidate' ? 'interviewer' : 'candidate', connected },
    ],
    observers: [],
    observersAllowed: false,
    plan: { preset: 'debugging', level: 'mid', topics: [], minutes: 25, rounds: 2 },
    clock: { elapsedMs: 0, totalMs: 25 * MINUTE, running: true, sentAt: 0 },
    proposals: [],
    round: { round: 1, interviewer: null, candidate: null, runsLocked: false },
    asks,
    ask: asks.at(-1),
    forms: [],
  };
}

describe('what arrives', () => {
  const hint = { rung: 0, text: 'Think of the retry.', how: 'sent' as const, at: 0 };

  it('is nothing when nothing changed', () => {
    expect(arrivals(view('candidate', [ask()]), view('candidate', [ask()]))).toEqual([]);
  });

  it('is a card, a sent hint and a fact, for the candidate', () => {
    expect(arrivals(view('candidate'), view('candidate', [ask()]))).toEqual([
      { text: 'A card for you: A double charge.', title: 'Your turn' },
    ]);
    const given = ask({ hintsGiven: [hint], facts: [{ fact: 0, text: 'Two workers.', at: 0 }] });
    expect(arrivals(view('candidate', [ask()]), view('candidate', [given]))).toEqual([
      { text: 'A hint: Think of the retry.', title: 'A hint for you', sent: true },
      { text: 'You asked: Two workers.', title: 'A fact for you', sent: true },
    ]);
  });

  it('is not what the interviewer gave with their own hand', () => {
    const given = view('interviewer', [ask({ hintsGiven: [hint] })]);
    expect(arrivals(view('interviewer', [ask()]), given)).toEqual([]);
    expect(arrivals(view('interviewer'), given)).toEqual([]);
  });

  it('is no card when the latest was taken back', () => {
    const two = view('candidate', [ask(), ask({ ask: 'a2' })]);
    expect(arrivals(two, view('candidate', [ask()]))).toEqual([]);
  });

  it('is the other peer coming back, shown and not said', () => {
    const away = view('candidate', [], false);
    expect(arrivals(view('candidate'), away)).toEqual([]);
    expect(arrivals(away, view('candidate'))).toEqual([{ title: 'Ada is back' }]);
  });
});

describe('the sections of a guide', () => {
  const guide = { listenFor: [], hints: ['a'], facts: [], followUps: ['b'], redFlags: [] };

  it('[GUIDE-1] are those that have something in them, and go round', () => {
    const sections = guideSectionsOf(guide, false);
    expect(sections.map(({ label }) => label)).toEqual(['Prompt', 'Hints', 'Follow-ups', 'Answer']);
    expect(nextSection(sections, 'hints')).toBe('follow-up');
    expect(nextSection(sections, 'answer')).toBe('prompt');
    expect(guideSectionsOf(guide, true)[0]?.label).toBe('Questions');
  });
});

describe('what was sent', () => {
  it('[ROUND-11] is listed newest first, hints and facts together, and nothing that was only said', () => {
    const sent = sentWith({
      hintsGiven: [
        { rung: 0, text: 'first', how: 'sent', at: 1_000 },
        { rung: 1, text: 'said', how: 'spoken', at: 2_000 },
        { rung: 2, text: 'third', how: 'sent', at: 4_000 },
      ],
      facts: [{ fact: 0, text: 'second', at: 3_000 }],
    });
    expect(sent.map(({ text }) => text)).toEqual(['third', 'second', 'first']);
  });

  it('[ROUND-11] is shown for a while, the newest first, and counted while its panel is folded', () => {
    vi.useFakeTimers();
    const news = new News();
    news.tell('one', false);
    vi.advanceTimersByTime(5_000);
    news.tell('two', true);
    news.tell('three', true);
    expect(news.lines.map(({ text }) => text)).toEqual(['three', 'two']);
    expect(news.unread).toBe(2);
    news.dismiss(news.lines[0]?.key ?? 0);
    expect(news.lines.map(({ text }) => text)).toEqual(['two']);
    vi.advanceTimersByTime(15_000);
    expect(news.lines).toEqual([]);
    expect(news.unread).toBe(2);
    vi.useRealTimers();
  });
});

describe('what was given', () => {
  const base = { round: 1, by: 'me', late: false };
  const moments: MomentView[] = [
    { ...base, moment: 'm1', at: 1_000, kind: 'beat', ask: 'a1', beat: 2, text: '', lesson: 'thinking-aloud' },
    { ...base, moment: 'm2', at: 2_000, kind: 'hint', ask: 'a1', rung: 0, how: 'spoken', text: '' },
    { ...base, moment: 'm3', at: 3_000, kind: 'beat', ask: 'a2', beat: 0, text: '', lesson: 'thinking-aloud' },
    { ...base, moment: 'm4', at: 4_000, kind: 'note', text: 'calm' },
  ];

  it('is read from the moments of that ask alone', () => {
    const sent: MomentView = {
      ...base,
      moment: 'm5',
      at: 5_000,
      kind: 'hint',
      ask: 'a1',
      rung: 0,
      how: 'sent',
      text: '',
    };
    const given = givenFor(ask({ hintsGiven: [{ rung: 1, text: '', how: 'sent', at: 0 }] }), [...moments, sent]);
    expect([...given.beats]).toEqual([[2, 1_000]]);
    expect(given.hints.get(0)).toEqual({ spoken: 2_000, sent: 5_000 });
    expect(given.hints.get(1)).toEqual({ sent: null });
  });

  it('leaves the weakest rung that was skipped as the next one', () => {
    expect(nextRung(3, new Map())).toBe(0);
    expect(
      nextRung(
        3,
        new Map([
          [0, 1],
          [2, 1],
        ]),
      ),
    ).toBe(1);
    expect(
      nextRung(
        2,
        new Map([
          [0, 1],
          [1, 1],
        ]),
      ),
    ).toBe(-1);
  });
});

describe('the card picker', () => {
  const card: OfferedCard = {
    card: 'double-charge',
    area: 'payments',
    title: 'A double charge',
    kind: 'debugging',
    levels: ['mid', 'senior'],
    minutes: 12,
    lessons: ['debugging-stories'],
    topics: ['idempotency', 'retries'],
    frame: 'debugging',
    code: true,
    mine: {},
    candidateKnows: false,
    askedHere: false,
    why: '',
  };

  it('calls a card new only when neither has met it', () => {
    expect(marks(card)).toEqual([{ text: 'New to both of you', kind: 'new' }]);
    expect(marks({ ...card, candidateKnows: true })).toEqual([{ text: 'The candidate knows it', kind: 'warn' }]);
    expect(marks({ ...card, mine: { interviewed: 1, read: 1 } })).toEqual([
      { text: 'You have asked this', kind: 'known' },
    ]);
    expect(marks({ ...card, askedHere: true, mine: { read: 1 } })).toEqual([
      { text: 'Asked here already', kind: 'warn' },
      { text: 'You read its guide', kind: 'known' },
    ]);
  });

  it('says of a card that the time is too short for it', () => {
    expect(tooLong({ minutes: 25 }, 25)).toEqual([]);
    expect(tooLong({ minutes: 25 }, 5)).toEqual([{ text: 'Takes 25 minutes, 5 minutes are left', kind: 'warn' }]);
    expect(tooLong({ minutes: 25 }, 1)[0]?.text).toBe('Takes 25 minutes, one minute is left');
    expect(tooLong({ minutes: 25 }, 0)[0]?.text).toBe('Takes 25 minutes, no time is left');
  });

  const named = (name: string, minutes: number): OfferedCard => ({ ...card, card: name, minutes });
  const offer = {
    left: 10,
    prepared: ['outside', 'long'],
    offered: [named('long', 20), named('best', 12), named('short', 5), named('drawn', 8)],
    others: [named('outside', 9), named('else', 3)],
    suggestion: { minutes: 10, cards: ['long', 'drawn'] },
  };
  const listed = (filter: CardFilter, whole: boolean) =>
    sectionsOf(offer, filter, whole).map(({ title, cards }) => [title, ...cards.map((each) => each.card)]);

  it('[DRAW-6] lists what was prepared first, each card once, and in each list what fits the time first', () => {
    expect(listed(ANY_CARD, true)).toEqual([
      ['Prepared: you have read these here', 'outside', 'long'],
      ['For 10 minutes: this one (8 min)', 'drawn'],
      ['Also for this plan', 'short', 'best'],
      ['The rest of the deck', 'else'],
    ]);
    expect(listed({ ...ANY_CARD, minutes: 9 }, false)).toEqual([
      ['Prepared: you have read these here', 'outside', 'long'],
      ['For this plan', 'short', 'drawn'],
    ]);
    expect(listed({ ...ANY_CARD, text: 'no such words' }, true)).toEqual([]);
  });

  it('[TYPED-1] takes up the filter and the card that were kept, and nothing that is neither', () => {
    const filter = { ...ANY_CARD, kind: 'debugging' as const, minutes: 10 };
    expect(keptChoice(JSON.stringify({ filter, card: 'x' }))).toEqual({ filter, card: 'x' });
    expect(keptChoice('{"filter":{"minutes":"ten","evil":1,"text":"a"},"card":3}')).toEqual({
      filter: { ...ANY_CARD, text: 'a' },
      card: null,
    });
    expect(keptChoice('')).toEqual({ filter: ANY_CARD, card: null });
  });

  it('offers the topics there are, once each', () => {
    expect(topicsOf([card, { ...card, topics: ['retries', 'audit'] }])).toEqual(['audit', 'idempotency', 'retries']);
  });
});
