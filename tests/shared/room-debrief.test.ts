/** The rules of the debrief: what one makes of a comment, the promise that opens the next session, and sharing. */

import { describe, expect, test } from 'vitest';
import { fold } from '../../shared/room/evolve.ts';
import { reportFor } from '../../shared/report/report-for.ts';
import type { Report } from '../../shared/report/report.ts';
import { GONE_MS } from '../../shared/room/state.ts';
import type { About } from '../../shared/rubric/comments.ts';
import { Session, wholeForm, type Said } from '../support/session.ts';

const marking = (about: About, over: Partial<Extract<Said, { type: 'mark-comment' }>> = {}): Said => ({
  ...{ type: 'mark-comment', round: 1, about, mark: 'useful', on: true, ...over },
});

const marksOf = (session: Session, reader = 'a') => session.view(reader).debrief?.marks;

function reportOf(session: Session): Report {
  const { state, events, now, connected, names, words, cards, promises } = session;
  if (state.phase !== 'debrief' || state.revealedAt === null) throw new Error('not revealed');
  const context = { now, events, connected, names, words, cards, promises, drafts: [], figures: new Map() };
  return reportFor({ ...state, revealedAt: state.revealedAt }, 'a', context, new Map());
}

describe('feedback on feedback', () => {
  test('[MARK-1] the candidate marks what the interviewer wrote, the interviewer the answers about them', () => {
    const session = Session.debriefed();
    session.does('b', marking('thinking-aloud'));
    session.does('b', marking('thinking-aloud', { mark: 'will-do' }));
    session.does('a', marking('helped', { mark: 'understood' }));
    const marks = [
      { round: 1, about: 'thinking-aloud', by: 'b', mark: 'useful' },
      { round: 1, about: 'thinking-aloud', by: 'b', mark: 'will-do' },
      { round: 1, about: 'helped', by: 'a', mark: 'understood' },
    ];
    expect(marksOf(session, 'a')).toEqual(marks);
    expect(marksOf(session, 'b')).toEqual(marks);
  });

  test('[MARK-1] a mark is made once and can be taken back', () => {
    const session = Session.debriefed();
    for (const mark of ['useful', 'useful', 'understood'] as const)
      session.does('b', marking('thinking-aloud', { mark }));
    expect(marksOf(session)).toHaveLength(2);
    const before = session.events.length;
    session.does('b', marking('thinking-aloud', { on: false }));
    session.does('b', marking('thinking-aloud', { on: false }));
    expect(session.events).toHaveLength(before + 1);
    expect(marksOf(session)).toMatchObject([{ mark: 'understood' }]);
  });

  test('[MARK-1] nobody marks what is about the other, or what was not said', () => {
    const session = Session.debriefed();
    expect(session.refusal('a', marking('thinking-aloud'))).toBe('wrong-seat');
    expect(session.refusal('b', marking('helped'))).toBe('wrong-seat');
    expect(session.refusal('b', marking('thinking-aloud', { round: 2 }))).toBe('wrong-seat');
    expect(session.refusal('b', marking('product-grounding'))).toBe('not-found');
    expect(session.refusal('c', marking('thinking-aloud'))).toBe('read-only');
    expect(marksOf(session)).toEqual([]);
  });

  test('[MARK-1] a lesson that was not observed is no comment', () => {
    const { session, ask } = Session.asked();
    session.does('a', { type: 'end-round' });
    const form = wholeForm(1, ['thinking-aloud', 'answer-structure'], ask, false);
    const [first, second] = form.scores;
    if (!first || !second) throw new Error('two scores');
    session.does('a', { type: 'submit-form', form: { ...form, scores: [first, { ...second, level: null }] } });
    session.does('b', { type: 'submit-form', form: session.formOf('b', 1, ask) });
    expect(session.refusal('b', marking('thinking-aloud'))).toBe('wrong-phase');
    for (const peer of ['a', 'b']) session.does(peer, { type: 'finish', agreed: true });
    session.does('b', marking('thinking-aloud'));
    expect(session.refusal('b', marking('answer-structure'))).toBe('not-found');
  });

  test('[MARK-1] [PROM-1] nothing is marked or promised before the reveal, though the form be in', () => {
    const { session, ask } = Session.asked();
    session.does('a', { type: 'end-round' });
    session.does('a', { type: 'submit-form', form: session.formOf('a', 1, ask) });
    session.leave('b');
    session.pass(GONE_MS);
    session.does('a', { type: 'finish', agreed: true });
    expect(session.view('b').debrief?.revealedAt).toBe(null);
    expect(session.refusal('b', marking('thinking-aloud'))).toBe('wrong-phase');
    expect(session.refusal('b', marking('product-grounding'))).toBe('wrong-phase');
    expect(session.refusal('b', { type: 'promise', lesson: 'thinking-aloud', text: 'early' })).toBe('wrong-phase');
  });

  test('[MARK-2] who watches is told nothing of it', () => {
    const session = Session.debriefed();
    const before = session.view('c').seq;
    session.does('b', marking('thinking-aloud'));
    expect(marksOf(session, 'c')).toEqual([]);
    expect(session.view('c').seq).toBe(before);
  });

  test('[MARK-3] the report has them with their round', () => {
    const session = Session.debriefed(2);
    session.does('b', marking('thinking-aloud'));
    session.does('b', marking('room', { round: 2 }));
    expect(reportOf(session).rounds.map(({ marks }) => marks)).toEqual([
      [{ about: 'thinking-aloud', by: 'b', mark: 'useful' }],
      [{ about: 'room', by: 'b', mark: 'useful' }],
    ]);
  });
});

describe('promises', () => {
  const promised = (peer: string) => ({ lesson: 'tradeoff-language', text: `CANARY-PROMISE-${peer}.` });

  /** In round 1, `b` having brought a promise. */
  function begun(): Session {
    const session = Session.seated();
    session.promise('b');
    session.does('a', { type: 'begin' });
    return session;
  }

  test('[PROM-1] each round begins with what its candidate promised last, as they said it then', () => {
    const session = Session.seated();
    for (const peer of ['a', 'b']) session.promise(peer);
    session.does('a', { type: 'begin' });
    session.promises.set('b', { lesson: 'thinking-aloud', text: 'another, elsewhere, meanwhile' });
    expect(session.view('a').round?.promise).toEqual(promised('b'));
    session.roundOf('a', 'b', 1);
    for (const peer of ['a', 'b']) session.does(peer, { type: 'swap', agreed: true });
    expect(session.view('a').round).toMatchObject({ round: 2, candidate: 'a', promise: promised('a') });
    session.roundOf('b', 'a', 2);
    for (const peer of ['a', 'b']) session.does(peer, { type: 'finish', agreed: true });
    expect(reportOf(session).rounds.map(({ promise }) => promise)).toEqual([
      { ...promised('b'), kept: 'partly' },
      { ...promised('a'), kept: 'partly' },
    ]);
  });

  test('[PROM-1] the copy of the words is the candidate’s own', () => {
    const session = Session.seated();
    session.promise('b');
    const decision = session.asks('a', { type: 'begin' });
    expect(decision.ok && decision.words).toMatchObject([{ author: 'b', kind: 'brought', text: promised('b').text }]);
    const again = Session.seated();
    again.promise('a');
    expect(again.asks('a', { type: 'begin' })).toMatchObject({ events: [{ type: 'round-started' }], words: [] });
    expect(again.view('a').round).not.toHaveProperty('promise');
  });

  test('[PROM-2] both peers see it in the round, and who watches does not', () => {
    const session = begun();
    for (const peer of ['a', 'b']) session.does(peer, { type: 'allow-observers', agreed: true });
    session.does('c', { type: 'join' });
    for (const peer of ['a', 'b']) expect(session.view(peer).round?.promise).toEqual(promised('b'));
    expect(session.view('c').round).not.toHaveProperty('promise');
  });

  test('[PROM-2] who takes the candidate’s seat later has promised nothing', () => {
    const session = begun();
    session.promise('c');
    session.leave('b');
    session.pass(GONE_MS);
    session.does('a', { type: 'remove-peer', peer: 'b' });
    session.does('c', { type: 'join' });
    for (const peer of ['a', 'c']) expect(session.view(peer).round).not.toHaveProperty('promise');
    const ask = session.ask('a', 'one');
    session.does('a', { type: 'end-round' });
    session.does('a', { type: 'submit-form', form: wholeForm(1, ['thinking-aloud', 'answer-structure'], ask, false) });
  });

  test('[PROM-2] who was removed after their form, and now watches, is told nothing of it', () => {
    const session = begun();
    for (const peer of ['a', 'b']) session.does(peer, { type: 'allow-observers', agreed: true });
    const ask = session.ask('a', 'one');
    session.does('a', { type: 'end-round' });
    session.does('b', { type: 'submit-form', form: session.formOf('b', 1, ask) });
    session.leave('b');
    session.pass(GONE_MS);
    session.does('a', { type: 'remove-peer', peer: 'b' });
    session.does('c', { type: 'join' });
    session.does('a', { type: 'renew-invite' });
    session.does('b', { type: 'join' });
    expect(session.view('b').me.seat).toBe('observer');
    for (const peer of ['b', 'c']) expect(session.view(peer).round).not.toHaveProperty('promise');
    expect(session.view('a').round).toHaveProperty('promise');
  });

  test('[PROM-3] the interviewer is asked whether it was kept, and nobody else', () => {
    const session = begun();
    const ask = session.ask('a', 'one');
    session.does('a', { type: 'end-round' });
    const lessons = ['thinking-aloud', 'answer-structure'];
    const submit = (asCandidate: boolean, kept?: 'kept'): Said => ({
      ...{ type: 'submit-form', form: wholeForm(1, lessons, ask, asCandidate, 'x', kept) },
    });
    expect(session.refusal('a', submit(false))).toBe('malformed');
    expect(session.refusal('b', submit(true, 'kept'))).toBe('malformed');
    session.does('a', submit(false, 'kept'));
    session.does('b', submit(true));
  });

  test('[FORM-8] the interviewer may say whether it was technically sound, nobody else, and nobody must', () => {
    const { session, ask } = Session.asked();
    session.does('a', { type: 'end-round' });
    const sealed = (peer: string, sound?: 'gaps'): Said => ({
      type: 'submit-form',
      form: { ...session.formOf(peer, 1, ask), ...(sound && { sound }) },
    });
    expect(session.refusal('b', sealed('b', 'gaps'))).toBe('malformed');
    session.does('a', sealed('a', 'gaps'));
    expect(session.view('a').myForm?.form.sound).toBe('gaps');
    expect(JSON.stringify(session.view('b')), 'sealed').not.toContain('"sound"');
    session.does('b', sealed('b'));
    for (const peer of ['a', 'b']) session.does(peer, { type: 'finish', agreed: true });
    const shown = session.view('b').forms.find(({ by }) => by === 'a');
    expect(shown?.form?.sound).toBe('gaps');
    session.does('system', { type: 'erase', peer: 'a' });
    expect(JSON.stringify(session.view('b')), 'erased').not.toContain('"sound"');
  });

  test('[PROM-3] a promise whose words were erased is neither shown nor asked about', () => {
    const session = begun();
    const ask = session.ask('a', 'one');
    session.does('a', { type: 'end-round' });
    const started = session.events.find((event) => event.type === 'round-started');
    session.words.delete(started?.promise?.words ?? '');
    expect(session.view('a').round).not.toHaveProperty('promise');
    session.does('a', { type: 'submit-form', form: session.formOf('a', 1, ask) });
  });

  test('[PROM-3] a form of a round without a promise says nothing of one', () => {
    const { session, ask } = Session.asked();
    session.does('a', { type: 'end-round' });
    const form = wholeForm(1, ['thinking-aloud', 'answer-structure'], ask, false, 'x', 'kept');
    session.does('a', { type: 'submit-form', form });
    expect(session.view('a').myForm).toMatchObject({ sealed: true, form: { scores: form.scores } });
    expect(session.view('a').myForm?.form).not.toHaveProperty('kept');
  });

  test('[PROM-3] [ERASE-2] a promise erased while the form is written does not hold the form up', () => {
    const session = begun();
    const ask = session.ask('a', 'one');
    session.does('a', { type: 'end-round' });
    const form = session.formOf('a', 1, ask);
    expect(form.kept).toBe('partly');
    session.does('system', { type: 'erase', peer: 'b' });
    expect(session.view('a').round).not.toHaveProperty('promise');
    session.does('a', { type: 'save-draft', form, rev: 0 });
    session.does('a', { type: 'submit-form', form });
    expect(session.view('a').myForm?.form).not.toHaveProperty('kept');
  });

  test('[PROM-3] a history from before there were any folds as it did, and asks for nothing', () => {
    const { session, ask } = Session.asked();
    session.does('a', { type: 'end-round' });
    expect(session.events.find(({ type }) => type === 'round-started')).toEqual({
      ...{ type: 'round-started', round: 1, at: session.now, actor: 'a' },
    });
    session.state = fold(session.events);
    session.does('a', { type: 'submit-form', form: wholeForm(1, ['thinking-aloud', 'answer-structure'], ask, false) });
    session.does('b', { type: 'submit-form', form: session.formOf('b', 1, ask) });
    for (const peer of ['a', 'b']) session.does(peer, { type: 'finish', agreed: true });
    expect(fold(session.events)).toMatchObject({ marks: [], shared: false, rounds: [{ promise: null }] });
    expect(reportOf(session).rounds[0]).not.toHaveProperty('promise');
  });
});

describe('sharing', () => {
  const sharing = (agreed: boolean): Said => ({ type: 'share-report', agreed });
  const isShared = (session: Session, peer = 'a') => session.view(peer).debrief?.shared;

  test('[SHARE-1] both must agree, and either ends it at once', () => {
    const session = Session.debriefed();
    session.does('a', sharing(true));
    session.does('a', sharing(true));
    expect(isShared(session)).toBe(false);
    session.does('b', sharing(true));
    expect(session.view('b')).toMatchObject({ proposals: [], debrief: { shared: true } });
    session.does('a', sharing(true));
    session.does('b', sharing(false));
    expect(isShared(session)).toBe(false);
    session.does('b', sharing(true));
    expect(isShared(session), 'once ended, both must agree again').toBe(false);
  });

  test('[SHARE-1] it can be declined and withdrawn', () => {
    const session = Session.debriefed();
    for (const peer of ['a', 'b']) {
      session.does('a', sharing(true));
      expect(session.view('b').proposals).toMatchObject([{ kind: 'share-report', by: 'a' }]);
      session.does(peer, sharing(false));
      expect(session.view('b').proposals).toEqual([]);
    }
  });

  test('[SHARE-1] a report that is not open, or that has one owner, is not shared', () => {
    const { session } = Session.asked();
    expect(session.refusal('a', sharing(true))).toBe('wrong-phase');
    session.leave('b');
    session.pass(GONE_MS);
    session.does('a', { type: 'finish', agreed: true });
    expect(session.refusal('a', sharing(true))).toBe('wrong-phase');
    const alone = Session.seated();
    alone.does('a', { type: 'begin' });
    alone.leave('b');
    alone.pass(GONE_MS);
    alone.does('a', { type: 'remove-peer', peer: 'b' });
    alone.does('a', { type: 'finish', agreed: true });
    expect(alone.view('a').debrief?.revealedAt).not.toBe(null);
    expect(alone.refusal('a', sharing(true))).toBe('wrong-phase');
  });

  test('[SHARE-2] who watches is told nothing of it', () => {
    const session = Session.debriefed();
    const before = session.view('c').seq;
    for (const peer of ['a', 'b']) session.does(peer, sharing(true));
    expect([isShared(session, 'c'), session.view('c').seq]).toEqual([false, before]);
  });
});
