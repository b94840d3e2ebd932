/** Rapid fire: its questions are asked one at a time, and nobody who answers reads ahead. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answersOf, candidateCard, rapidFireOf } from '../../shared/deck/rapid.ts';
import type { RoomView } from '../../shared/room/roomview.ts';
import { rapidCard } from '../support/cards.ts';
import { Session, wholeForm, type Said } from '../support/session.ts';

const CARD = rapidCard('rapid');
const begun = () => Session.asked(CARD);
const question = (ask: string, index: number): Said => ({ type: 'question', ask, index });

/** The numbers of the questions that are anywhere in what somebody is sent. */
const toldOf = (view: RoomView): number[] => {
  const found = JSON.stringify(view).matchAll(/QUESTION-(\d)/g);
  return [...new Set([...found].map(([, n]) => Number(n)))].sort();
};

function withObserver(session: Session): void {
  for (const peer of ['a', 'b']) session.does(peer, { type: 'allow-observers', agreed: true });
  session.does('c', { type: 'join' });
}

test('a card is told from its list, with what is around it', () => {
  const prompt = 'Before.\n\n1. One\n   goes on\n2. Two\n\nAfter.';
  expect(rapidFireOf({ kind: 'rapid-fire', prompt })).toEqual({
    intro: 'Before.\n\nAfter.',
    questions: ['One\ngoes on', 'Two'],
  });
  expect(rapidFireOf({ kind: 'concept', prompt })).toBeNull();
  expect(rapidFireOf({ kind: 'rapid-fire', prompt: 'No list.' })).toBeNull();
  expect(answersOf(CARD.guide.modelAnswer)).toHaveLength(8);
});

test('[RAPID-1] the interviewer alone puts the questions, each a minute of its own', () => {
  const { session, ask } = begun();
  expect(session.asks('b', question(ask, 0))).toMatchObject({ refusal: 'wrong-seat' });
  expect(session.asks('a', question(ask, 8))).toMatchObject({ refusal: 'not-found' });
  expect(session.view('b').ask?.questions).toEqual({ of: 8, asked: [] });
  session.pass(5_000);
  session.does('a', question(ask, 0));
  session.pass(20_000);
  session.does('a', { type: 'pause' });
  session.pass(90_000);
  session.does('a', { type: 'resume' });
  session.does('a', question(ask, 1));
  expect(session.view('b').ask?.questions).toMatchObject({ of: 8, now: { index: 1, since: 25_000 } });
});

test('[ROUND-10] each answer has at most one verdict, the last one, which is the interviewer’s until the reveal', () => {
  const { session, ask } = begun();
  session.does('a', question(ask, 2));
  const judged = (verdict: 'right' | 'partly' | 'wrong' | null): Said => ({ type: 'judge', ask, index: 2, verdict });
  const answers = (peer: string) => session.view(peer).moments?.filter(({ kind }) => kind === 'answer');
  session.does('a', judged('right'));
  session.does('a', judged('partly'));
  expect(answers('a')).toMatchObject([{ index: 2, verdict: 'partly', text: 'QUESTION-2 of rapid?' }]);
  expect(answers('b')).toEqual([]);
  expect(session.asks('b', judged('right'))).toMatchObject({ refusal: 'wrong-seat' });
  expect(session.asks('a', { ...judged('right'), index: 8 } as Said)).toMatchObject({ refusal: 'not-found' });
  session.does('a', judged(null));
  expect(answers('a')).toEqual([]);
});

test('[RAPID-1] a card of another kind has no questions', () => {
  const { session, ask } = Session.asked();
  expect(session.asks('a', question(ask, 0))).toMatchObject({ refusal: 'not-found' });
  expect(session.view('b').ask).not.toHaveProperty('questions');
});

test('[RAPID-2] the candidate and observers are told of the questions asked so far, and of no other', () => {
  const { session, ask } = begun();
  withObserver(session);
  expect(toldOf(session.view('a'))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  for (const [index, told] of [[0], [0, 1], [0, 1, 2]].entries()) {
    session.does('a', question(ask, index));
    for (const reader of ['b', 'c']) expect(toldOf(session.view(reader))).toEqual(told);
  }
  expect(session.view('b').ask?.prompt).toBe('Introduction of rapid.');
  session.does('a', { type: 'end-round' });
  expect(toldOf(session.view('b'))).toEqual([0, 1, 2]);
  expect(toldOf(session.view('c'))).toEqual([0, 1, 2]);
});

test('[RAPID-2] when the forms have opened, the whole card is there for both', () => {
  const { session, ask } = begun();
  session.does('a', question(ask, 0));
  session.does('a', { type: 'end-round' });
  for (const peer of ['a', 'b']) {
    const lessons = session.view(peer).myForm?.lessons ?? [];
    session.does(peer, { type: 'submit-form', form: wholeForm(1, lessons, ask, peer === 'b') });
  }
  for (const peer of ['a', 'b']) session.does(peer, { type: 'finish', agreed: true });
  for (const peer of ['a', 'b']) expect(session.view(peer).asks[0]?.prompt).toContain('QUESTION-7');
});

test('[RAPID-2] the deck shows the introduction and the number of questions', () => {
  const { prompt, questions } = candidateCard(CARD);
  expect({ prompt, questions }).toEqual({ prompt: 'Introduction of rapid.', questions: 8 });
  expect(JSON.stringify(candidateCard(CARD))).not.toContain('QUESTION');
});

test('[RAPID-3] each question is one moment that all see; asked again it has its minute again', () => {
  const { session, ask } = begun();
  withObserver(session);
  session.does('a', question(ask, 0));
  session.pass(1_000);
  session.does('a', question(ask, 1));
  session.pass(1_000);
  session.does('a', question(ask, 0));
  for (const reader of ['a', 'b', 'c']) {
    const moments = session.view(reader).moments?.filter(({ kind }) => kind === 'question');
    expect(moments).toMatchObject([
      { index: 0, at: 0, text: 'QUESTION-0 of rapid?' },
      { index: 1, at: 1_000 },
    ]);
    expect(session.view(reader).ask?.questions?.now).toEqual({ index: 0, since: 2_000 });
  }
  const before = session.state;
  session.does('a', question(ask, 0));
  expect(session.state).toBe(before);
});

test('[RAPID-2] [VIEW-3] after any questions in any order nobody reads ahead, and views are counted', () => {
  const steps = fc.array(
    fc.oneof(
      fc.nat(8).map((index) => (ask: string) => question(ask, index)),
      fc.constantFrom('pause' as const, 'resume' as const).map((type) => () => ({ type })),
      fc.constant((ask: string): Said => ({ type: 'unask', ask })),
      fc.constant((): Said => ({ type: 'ask', card: 'rapid' })),
    ),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(steps, (all) => {
      const { session } = begun();
      withObserver(session);
      for (const said of all) {
        session.pass(500);
        const before = session.timelessViews();
        session.asks('a', said(session.lastAsk() ?? 'none'));
        const { state } = session;
        const asked =
          state.phase === 'round' ? state.round.moments.flatMap((m) => (m.kind === 'question' ? m.index : [])) : [];
        for (const reader of ['b', 'c']) expect(toldOf(session.view(reader))).toEqual([...asked].sort());
        for (const [reader, { seq, rest }] of session.timelessViews()) {
          const old = before.get(reader);
          expect(seq > (old?.seq ?? 0)).toBe(rest !== old?.rest);
        }
      }
    }),
  );
});
