/** The rules of forms, the swap, the end and the reveal. */

import { describe, expect, test } from 'vitest';
import { lessonsFor, missingIn } from '../../shared/rubric/form.ts';
import { mayReadReport } from '../../shared/room/permissions.ts';
import { FORM_DUE_MS, GONE_MS } from '../../shared/room/state.ts';
import { testCard } from '../support/cards.ts';
import { Session, wholeForm } from '../support/session.ts';

const LESSONS = ['thinking-aloud', 'answer-structure'];
const CANDIDATE = { answers: true, kept: false };
const INTERVIEWER = { answers: false, kept: false };

/** Round 1 has ended with one card asked. */
function inFeedback(): { session: Session; ask: string } {
  const { session, ask } = Session.asked();
  session.pass(10_000);
  session.does('a', { type: 'end-round' });
  return { session, ask };
}

function submit(session: Session, peer: string, ask: string, round = 1): void {
  const asCandidate = session.view(peer).round?.candidate === peer;
  session.does(peer, { type: 'submit-form', form: wholeForm(round, LESSONS, ask, asCandidate, `words of ${peer}`) });
}

function both(session: Session, type: 'swap' | 'finish'): void {
  session.does('a', { type, agreed: true });
  session.does('b', { type, agreed: true });
}

describe('forms', () => {
  test('[FORM-1] a round without a card asks for no form', () => {
    const session = Session.seated();
    session.does('a', { type: 'begin' });
    session.does('a', { type: 'end-round' });
    expect(session.view('a')).toMatchObject({ phase: 'feedback', forms: [] });
    expect(session.view('a').myForm).toBeUndefined();
    both(session, 'swap');
    expect(session.view('a').me.seat).toBe('candidate');
  });

  test('[FORM-2] the four lessons with the most beats, ties by card order', () => {
    expect(
      lessonsFor([
        ['product-grounding', 'thinking-aloud', 'thinking-aloud'],
        ['tradeoff-language', 'handling-uncertainty', 'answer-structure', 'thinking-aloud', 'answer-structure'],
      ]),
    ).toEqual(['thinking-aloud', 'answer-structure', 'product-grounding', 'tradeoff-language']);
    expect(inFeedback().session.view('b').myForm?.lessons).toEqual(LESSONS);
  });

  test('[FORM-3] what keeps a form from being whole', () => {
    const form = wholeForm(1, LESSONS, 'm', true);
    expect(missingIn(form, ['thinking-aloud', 'answer-structure'], CANDIDATE)).toEqual([]);
    const [first, second] = form.scores;
    if (!first || !second) throw new Error('two scores');
    const lacks = (changed: object) =>
      missingIn(
        { ...form, scores: [{ ...first, ...changed }, second] },
        ['thinking-aloud', 'answer-structure'],
        INTERVIEWER,
      );
    expect(lacks({ where: '', happened: '', instead: '' })).toEqual([]);
    expect(lacks({ level: 3, instead: '' })).toEqual([{ lesson: 'thinking-aloud', what: 'instead' }]);
    for (const level of [1, 2, 3, 4]) {
      expect(lacks({ level, moments: [] })).toEqual([{ lesson: 'thinking-aloud', what: 'moment' }]);
    }
    expect(lacks({ level: null, moments: [] })).toEqual([]);
    expect(missingIn({ ...form, scores: [first] }, ['thinking-aloud', 'answer-structure'], INTERVIEWER)).toEqual([
      { lesson: 'answer-structure', what: 'score' },
    ]);
    const nothing = form.scores.map((score) => ({ ...score, level: null }));
    expect(missingIn({ ...form, scores: nothing }, [], INTERVIEWER)).toEqual([{ what: 'observed' }]);
    expect(missingIn({ ...form, answers: { understood: 1, helped: 1, room: 1 } }, [], CANDIDATE)).toEqual([
      { question: 'specific', what: 'answer' },
    ]);
    expect(missingIn(wholeForm(1, [], 'm', false), [], { answers: false, kept: true })).toEqual([
      { what: 'observed' },
      { what: 'kept' },
    ]);
  });

  test('[FORM-3] a form that is not whole, of another round, or with answers of the interviewer is refused', () => {
    const { session, ask } = inFeedback();
    const refused = (form: ReturnType<typeof wholeForm>) => session.refusal('a', { type: 'submit-form', form });
    expect(refused(wholeForm(1, ['thinking-aloud'], ask, false))).toBe('malformed');
    expect(refused(wholeForm(2, LESSONS, ask, false))).toBe('malformed');
    expect(refused(wholeForm(1, LESSONS, ask, true))).toBe('malformed');
  });

  test('[FORM-4] a form cites only what its author could see', () => {
    const { session, ask } = Session.asked();
    session.does('a', { type: 'beat', ask, beat: 0, heard: true });
    session.does('a', { type: 'hint', ask, rung: 0, how: 'spoken' });
    session.does('a', { type: 'hint', ask, rung: 1, how: 'sent' });
    session.does('a', { type: 'end-round' });
    const moments = session.view('a').moments ?? [];
    const [, beat, spoken, sent] = moments.map(({ moment }) => moment);
    for (const secret of [beat, spoken]) {
      const form = wholeForm(1, LESSONS, secret ?? '', true);
      expect(session.refusal('b', { type: 'submit-form', form })).toBe('malformed');
    }
    session.does('b', { type: 'submit-form', form: wholeForm(1, LESSONS, sent ?? '', true) });
    session.does('a', { type: 'submit-form', form: wholeForm(1, LESSONS, beat ?? '', false) });
  });

  test('[FORM-5] a sealed form is never changed', () => {
    const { session, ask } = inFeedback();
    submit(session, 'a', ask);
    const form = wholeForm(1, LESSONS, ask, false, 'second thoughts');
    expect(session.refusal('a', { type: 'submit-form', form })).toBe('wrong-phase');
    expect(session.refusal('a', { type: 'save-draft', form, rev: 0 })).toBe('wrong-phase');
    expect(session.view('a').myForm).toMatchObject({ sealed: true, form: { scores: [{ where: 'words of a' }, {}] } });
  });

  test('[FORM-7] the other is told only that a form is in', () => {
    const { session, ask } = inFeedback();
    submit(session, 'a', ask);
    expect(session.view('b').forms).toEqual([
      { round: 1, by: 'a', seat: 'interviewer', in: true },
      { round: 1, by: 'b', seat: 'candidate', in: false },
    ]);
  });

  test('a form belongs to its round and to nobody else', () => {
    const { session, ask } = Session.asked();
    expect(session.refusal('a', { type: 'submit-form', form: wholeForm(1, LESSONS, ask, false) })).toBe('wrong-phase');
  });
});

describe('swap and end', () => {
  test('[END-1] seats are swapped when both forms are in and both agree', () => {
    const { session, ask } = inFeedback();
    submit(session, 'a', ask);
    expect(session.refusal('a', { type: 'swap', agreed: true })).toBe('wrong-phase');
    submit(session, 'b', ask);
    session.does('b', { type: 'swap', agreed: true });
    expect(session.view('a').proposals).toMatchObject([{ kind: 'swap', by: 'b' }]);
    session.does('a', { type: 'swap', agreed: true });
    expect(session.view('a')).toMatchObject({ phase: 'round', me: { seat: 'candidate' }, round: { round: 2 } });
    expect(session.view('a').forms.some(({ form }) => form)).toBe(false);
  });

  test('[END-1] there is no third round', () => {
    const { session, ask } = inFeedback();
    submit(session, 'a', ask);
    submit(session, 'b', ask);
    both(session, 'swap');
    const second = session.ask('b', 'one');
    session.does('b', { type: 'end-round' });
    submit(session, 'a', second, 2);
    submit(session, 'b', second, 2);
    expect(session.refusal('a', { type: 'swap', agreed: true })).toBe('wrong-phase');
    both(session, 'finish');
    expect(session.view('a').debrief?.revealedAt).toBe(session.now);
  });

  test('[END-2] nobody ends the session alone while the other is there', () => {
    const { session } = Session.asked();
    session.does('a', { type: 'finish', agreed: true });
    expect(session.state.phase).toBe('round');
    session.does('b', { type: 'finish', agreed: false });
    expect(session.view('a').proposals).toEqual([]);
    session.leave('b');
    session.pass(GONE_MS - 1);
    session.does('a', { type: 'finish', agreed: true });
    expect(session.state.phase).toBe('round');
    session.pass(1);
    session.does('a', { type: 'finish', agreed: true });
    expect(session.state.phase).toBe('debrief');
  });

  test('[END-3] all forms open together in the debrief', () => {
    const { session, ask } = inFeedback();
    submit(session, 'a', ask);
    submit(session, 'b', ask);
    session.does('a', { type: 'finish', agreed: true });
    expect(JSON.stringify(session.view('a'))).not.toContain('words of b');
    session.does('b', { type: 'finish', agreed: true });
    expect(JSON.stringify(session.view('a'))).toContain('words of b');
    expect(JSON.stringify(session.view('b'))).toContain('words of a');
    expect(session.events.at(-1)).toMatchObject({ type: 'revealed' });
  });

  test('[END-4] a missing form can follow, and opens everything', () => {
    const { session, ask } = inFeedback();
    submit(session, 'a', ask);
    session.leave('b');
    session.pass(GONE_MS);
    session.does('a', { type: 'finish', agreed: true });
    expect(session.view('a')).toMatchObject({ phase: 'debrief', debrief: { revealedAt: null } });
    expect(mayReadReport(session.state, 'a')).toBe(false);
    session.pass(FORM_DUE_MS - 1);
    session.does('b', { type: 'note', text: 'I remember' });
    submit(session, 'b', ask);
    expect(JSON.stringify(session.view('a'))).toContain('words of b');
    expect(mayReadReport(session.state, 'a')).toBe(true);
  });

  test('[END-4] after 72 hours the server reveals what there is', () => {
    const { session, ask } = inFeedback();
    submit(session, 'a', ask);
    session.leave('b');
    session.pass(GONE_MS);
    session.does('a', { type: 'finish', agreed: true });
    session.pass(FORM_DUE_MS - 1);
    session.does('system', { type: 'deadline' });
    expect(session.view('b').debrief?.revealedAt).toBe(null);
    session.pass(1);
    const late = { type: 'submit-form', form: wholeForm(1, LESSONS, ask, true) } as const;
    expect(session.refusal('b', late)).toBe('wrong-phase');
    session.does('system', { type: 'deadline' });
    expect(JSON.stringify(session.view('b'))).toContain('words of a');
    expect(session.refusal('b', late)).toBe('wrong-phase');
  });

  test('[END-5] who took the seat later reads only the rounds they took part in', () => {
    const { session, ask } = inFeedback();
    submit(session, 'a', ask);
    submit(session, 'b', ask);
    session.leave('b');
    session.pass(GONE_MS);
    session.does('a', { type: 'remove-peer', peer: 'b' });
    session.does('c', { type: 'join' });
    session.arrive('c');
    session.does('a', { type: 'swap', agreed: true });
    session.does('c', { type: 'swap', agreed: true });
    const second = session.ask('c', 'one');
    session.does('c', { type: 'end-round' });
    submit(session, 'a', second, 2);
    submit(session, 'c', second, 2);
    session.does('a', { type: 'finish', agreed: true });
    session.does('c', { type: 'finish', agreed: true });
    expect(
      session
        .view('c')
        .forms.filter(({ form }) => form)
        .map(({ round }) => round),
    ).toEqual([2, 2]);
    expect(JSON.stringify(session.view('c'))).not.toContain('words of b');
    expect(JSON.stringify(session.view('a'))).toContain('words of b');
    expect(mayReadReport(session.state, 'b')).toBe(false);
  });

  test('[END-6] the next room is named once', () => {
    const session = Session.seated(testCard('one'));
    session.does('a', { type: 'begin' });
    both(session, 'finish');
    session.does('b', { type: 'continue', next: 'next' });
    expect(session.view('a').debrief?.next).toBe('next');
    expect(session.refusal('a', { type: 'continue', next: 'another' })).toBe('stale');
  });

  test('a promise is one for each peer, and the latest counts', () => {
    const session = Session.seated();
    session.does('a', { type: 'begin' });
    expect(session.refusal('a', { type: 'promise', lesson: 'thinking-aloud', text: 'early' })).toBe('wrong-phase');
    both(session, 'finish');
    session.does('a', { type: 'promise', lesson: 'thinking-aloud', text: 'first' });
    session.does('a', { type: 'promise', lesson: 'tradeoff-language', text: 'second' });
    expect(session.view('b').debrief?.promises).toEqual([{ by: 'a', lesson: 'tradeoff-language', text: 'second' }]);
  });
});
