/** The small decisions of the feedback page: what is missing and where, which moments are offered, what comes next. */

import { describe, expect, it } from 'vitest';
import { clockTime, newNote, offeredFor } from '../../client/feedback/attachable.ts';
import { grouped, missingLinks } from '../../client/feedback/missing.ts';
import { nextKinds, proposalOf, standingOf } from '../../client/feedback/next.ts';
import { leftAlone } from '../../shared/room/peers.ts';
import { DEFAULT_PLAN } from '../../shared/room/plan.ts';
import type { AskView, MomentView, MyForm, PeerView, RoomView } from '../../shared/room/roomview.ts';
import { GONE_MS } from '../../shared/room/state.ts';
import { emptyScore, missingIn, type Form } from '../../shared/rubric/form.ts';

const NOW = 1_700_000_000_000;

const ask: AskView = {
  ...{ ask: 'a', sheet: 's', card: 'c', title: 'T', kind: 'concept', frame: 'decision', prompt: '', minutes: 5 },
  ...{ round: 1, frozen: true, at: NOW, hintsGiven: [], facts: [], checks: { open: false, added: 0 } },
};
const mine: MyForm = { lessons: ['thinking-aloud'], form: { round: 1, scores: [] }, rev: 0, sealed: false };
const peers: PeerView[] = [
  { peer: 'ada', name: 'Ada', seat: 'interviewer', connected: true },
  { peer: 'ben', name: 'Ben', seat: 'candidate', connected: true },
];
const viewOf = (over: Partial<RoomView> = {}): RoomView => ({
  ...{ room: 'r', seq: 1, phase: 'feedback', peers, observers: [], observersAllowed: false, plan: DEFAULT_PLAN },
  me: { peer: 'ada', name: 'Ada', seat: 'interviewer' },
  clock: { elapsedMs: 0, totalMs: 0, running: false, sentAt: NOW },
  proposals: [],
  round: { round: 1, interviewer: 'ada', candidate: 'ben', runsLocked: false },
  asks: [ask],
  forms: [
    { round: 1, by: 'ada', seat: 'interviewer', in: false },
    { round: 1, by: 'ben', seat: 'candidate', in: false },
  ],
  myForm: mine,
  ...over,
});
const note = (moment: string, at: number, text = 'n', round = 1): MomentView => ({
  ...{ moment, at, text, round, by: 'ada', late: false, kind: 'note' },
});

describe('what is missing', () => {
  const links = (form: Form, asCandidate = false, kept = false) =>
    missingLinks(missingIn(form, ['thinking-aloud', 'answer-structure'], { answers: asCandidate, kept }), [
      'thinking-aloud',
      'answer-structure',
    ]);

  it('[FORM-3] is in the order of the page, the questions last', () => {
    const form: Form = { round: 1, scores: [{ ...emptyScore('thinking-aloud'), level: 3 }] };
    expect(links(form, true).map(({ place }) => place)).toEqual([
      'form-thinking-aloud-moment',
      'form-thinking-aloud-instead',
      'form-answer-structure-score',
      'form-understood-answer',
      'form-helped-answer',
      'form-room-answer',
      'form-specific-answer',
    ]);
  });

  it('[FORM-3] [PROM-3] a promise brought along is asked about last', () => {
    const form: Form = { round: 1, scores: [{ ...emptyScore('thinking-aloud'), level: 4 }] };
    expect(links(form, false, true).at(-1)).toEqual({
      ...{ about: 'The promise', text: 'whether it was kept', place: 'form-promise-kept' },
    });
    expect(links({ ...form, kept: 'not-seen' }, false, true).at(-1)?.about).toBe('Answer structure');
  });

  it('asks for a level somewhere only once every lesson has been decided', () => {
    expect(links({ round: 1, scores: [] }).map(({ text }) => text)).toEqual(['a level', 'a level']);
    const none: Form = { round: 1, scores: [emptyScore('answer-structure'), emptyScore('thinking-aloud')] };
    expect(links(none)).toEqual([
      { about: '', text: 'at least one lesson with a level', place: 'form-thinking-aloud-score' },
    ]);
  });

  it('is gathered by lesson', () => {
    const form: Form = { round: 1, scores: [{ ...emptyScore('thinking-aloud'), level: 2 }] };
    expect(grouped(links(form)).map(({ about, links: all }) => [about, all.length])).toEqual([
      ['Thinking aloud', 2],
      ['Answer structure', 1],
    ]);
  });
});

describe('the moments offered for a lesson', () => {
  it('are those of the round: the tagged ones first, each part by the clock', () => {
    const beat = (moment: string, at: number): MomentView => ({
      ...{ moment, at, round: 1, by: 'ada', late: false, kind: 'beat', ask: 'a', beat: 0, text: 'b' },
      lesson: 'thinking-aloud',
    });
    const all = [note('n2', 9), beat('b2', 7), note('other', 1, 'n', 2), note('n1', 3), beat('b1', 5)];
    const ids = (moments: MomentView[]) => moments.map(({ moment }) => moment);
    const { own, others } = offeredFor(all, 1, 'thinking-aloud');
    expect([ids(own), ids(others)]).toEqual([
      ['b1', 'b2'],
      ['n1', 'n2'],
    ]);
    expect(offeredFor(all, 1, 'answer-structure').own).toEqual([]);
  });

  it('a note just added is the one that was not there before', () => {
    const before = new Set(['n1']);
    expect(newNote(before, [note('n1', 1, 'same')], 'same')).toBeUndefined();
    expect(newNote(before, [note('n1', 1, 'same'), note('n2', 1, 'same')], 'same')?.moment).toBe('n2');
  });

  it.each([
    ['12:30', 750_000],
    ['7', 420_000],
    [' 0:05 ', 5_000],
    ['12:60', null],
    ['soon', null],
  ])('reads the time %s', (text, ms) => {
    expect(clockTime(text)).toBe(ms);
  });
});

describe('what a peer has to do after a round', () => {
  const sealed = { ...mine, sealed: true };
  const inBoth = viewOf().forms.map((form) => ({ ...form, in: true }));

  it('writes, waits, then agrees on what comes next', () => {
    expect(standingOf(viewOf())).toBe('writing');
    expect(standingOf(viewOf({ myForm: sealed }))).toBe('waiting');
    expect(standingOf(viewOf({ myForm: sealed, forms: inBoth }))).toBe('agreeing');
  });

  it('[FORM-1] has no form to write when no card was asked in this round, whatever was asked in the one before', () => {
    const view = viewOf({
      round: { round: 2, interviewer: 'ben', candidate: 'ada', runsLocked: false },
      myForm: undefined,
    });
    expect(standingOf(view)).toBe('no-form');
  });

  it('watches as an observer', () => {
    expect(standingOf(viewOf({ me: { peer: 'x', name: 'X', seat: 'observer' } }))).toBe('watching');
  });

  it('swaps while the plan has a round left, and then finishes', () => {
    expect(nextKinds(viewOf())).toEqual(['swap', 'finish']);
    expect(nextKinds(viewOf({ plan: { ...DEFAULT_PLAN, rounds: 1 } }))).toEqual(['finish']);
  });

  it('tells own proposals from the other peer’s', () => {
    const view = viewOf({
      proposals: [
        { kind: 'swap', by: 'ben', at: NOW },
        { kind: 'finish', by: 'ada', at: NOW },
      ],
    });
    expect([proposalOf(view, 'swap'), proposalOf(view, 'finish')]).toEqual(['theirs', 'mine']);
    expect(proposalOf(viewOf(), 'swap')).toBe('none');
  });

  it('may go on alone after five minutes, not a moment sooner', () => {
    const away = peers.map((peer) => (peer.peer === 'ben' ? { ...peer, connected: false, awaySince: NOW } : peer));
    expect(leftAlone(viewOf({ peers: away }), NOW + GONE_MS - 1)).toBe(false);
    expect(leftAlone(viewOf({ peers: away }), NOW + GONE_MS)).toBe(true);
    expect(leftAlone(viewOf(), NOW + GONE_MS)).toBe(false);
    expect(leftAlone(viewOf({ peers: peers.slice(0, 1) }), NOW)).toBe(true);
  });
});
