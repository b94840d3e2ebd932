/** What becomes of a room when one of its people has deleted themselves. */

import { describe, expect, test } from 'vitest';
import { fold } from '../../shared/room/evolve.ts';
import { reportFor } from '../../shared/report/report-for.ts';
import { Session, wholeForm } from '../support/session.ts';
import { afterAnyErased, afterAnyErasedInDebrief, type Check } from '../support/walk.ts';

const LESSONS = ['thinking-aloud', 'answer-structure'];

const submit = (session: Session, peer: string, ask: string): void =>
  session.does(peer, {
    type: 'submit-form',
    form: wholeForm(1, LESSONS, ask, session.view(peer).round?.candidate === peer, `form of ${peer}`),
  });

const erase = (session: Session, peer: string): void => session.does('system', { type: 'erase', peer });

/** Round 1 with notes, pins and marks of both, ended, both forms in. */
function sealed(): Session {
  const { session, ask } = Session.asked();
  for (const peer of ['a', 'b']) {
    session.does(peer, { type: 'note', text: `note of ${peer}` });
    session.does(peer, { type: 'pin', ask, from: 'x', to: 'y', quote: 'q', text: `pin of ${peer}` });
  }
  session.does('a', { type: 'mark', ask, line: 1, quote: 'mark of a', verdict: 'vague', from: 'x', to: 'y' });
  session.does('b', { type: 'ran', ask, code: 'print()', outcome: 'finished', ms: 1, output: 'ran by b' });
  session.does('a', { type: 'end-round' });
  for (const peer of ['a', 'b']) submit(session, peer, ask);
  return session;
}

describe('an erased peer', () => {
  test('[ERASE-2] in the lobby the seat is free, and somebody else can take it', () => {
    const session = Session.seated();
    erase(session, 'b');
    expect(session.view('a').peers.map(({ peer }) => peer)).toEqual(['a']);
    session.does('c', { type: 'join' });
    expect(session.view('c').me.seat).toBe('candidate');
  });

  test('[ERASE-2] in a round the other may finish at once, and no form holds up the reveal', () => {
    const { session, ask } = Session.asked();
    erase(session, 'a');
    session.does('b', { type: 'finish', agreed: true });
    expect(session.view('b').debrief).toMatchObject({ revealedAt: null });
    submit(session, 'b', ask);
    expect(session.view('b').debrief?.revealedAt).toBe(session.now);
  });

  test('[ERASE-2] a session that waited for their form alone opens', () => {
    const { session, ask } = Session.asked();
    session.does('a', { type: 'end-round' });
    submit(session, 'b', ask);
    for (const peer of ['a', 'b']) session.does(peer, { type: 'finish', agreed: true });
    expect(session.view('b').debrief?.revealedAt).toBeNull();
    erase(session, 'a');
    expect(session.view('b').debrief?.revealedAt).toBe(session.now);
    expect(session.view('b').forms).toHaveLength(1);
  });

  test('[ERASE-2] what they proposed is off the table', () => {
    const session = Session.seated();
    session.does('b', { type: 'exchange-seats', agreed: true });
    erase(session, 'b');
    expect(session.view('a').proposals).toEqual([]);
  });

  test('[ERASE-3] no view and no report has their notes, pins, marks, forms or promises; runs and code stay', () => {
    const session = sealed();
    for (const peer of ['a', 'b']) session.does(peer, { type: 'finish', agreed: true });
    session.does('a', { type: 'promise', lesson: 'thinking-aloud', text: 'promise of a' });
    erase(session, 'a');
    const view = session.view('b');
    expect(view.moments?.map(({ kind }) => kind)).toEqual(['ask', 'note', 'pin', 'run']);
    expect(view.forms.map(({ by, withdrawn, form }) => [by, withdrawn, form !== undefined])).toEqual([
      ['a', true, false],
      ['b', undefined, true],
    ]);
    if (session.state.phase !== 'debrief') throw new Error('a debrief');
    const state = { ...session.state, revealedAt: session.now };
    const context = { ...session, now: session.now, drafts: [], promises: new Map(), figures: new Map() };
    const report = reportFor(state, 'b', context, new Map());
    expect(report.rounds[0]).toMatchObject({ withdrawn: ['interviewer'], interviewer: 'a' });
    expect(report.rounds[0]?.forms.map(({ by }) => by)).toEqual(['b']);
    for (const told of [JSON.stringify(view), JSON.stringify(report)]) {
      expect(told).not.toMatch(/(note|pin|mark|form|promise) of a|Name of a/);
      expect(told).toContain('note of b');
      expect(told).toContain('ran by b');
    }
  });

  test('[ERASE-3] a promise brought along, marks and the leave to share go with them', () => {
    const session = Session.debriefed();
    for (const peer of ['a', 'b']) session.does(peer, { type: 'share-report', agreed: true });
    expect(session.view('b').debrief?.shared).toBe(true);
    session.does('b', { type: 'mark-comment', round: 1, about: 'thinking-aloud', mark: 'useful', on: true });
    erase(session, 'a');
    expect(session.view('b').debrief).toMatchObject({ shared: false });
    expect(session.state).toMatchObject({ marks: [] });
    expect(session.refusal('b', { type: 'share-report', agreed: true })).toBe('wrong-phase');
  });

  test('[ERASE-2] [CMD-5] after anything the state is what its events fold to, without a word of the erased', () => {
    let erased = 0;
    const check = (session: Session) => {
      erased += session.erased.size;
      expect(fold(JSON.parse(JSON.stringify(session.events)))).toEqual(session.state);
      for (const peer of session.timelessViews().keys()) {
        expect(session.erased.has(peer)).toBe(false);
        const told = JSON.stringify(session.view(peer));
        for (const gone of session.erased) {
          expect(told).not.toMatch(new RegExp(`CANARY-(NOTE|FORM)-${gone}\\.|Name of ${gone}`));
        }
      }
    };
    for (const after of [afterAnyErased, afterAnyErasedInDebrief]) after(check);
    expect(erased, 'the walk erases somebody').toBeGreaterThan(0);
  });

  test('[ERASE-2] [VIEW-3] a recipient’s seq grows exactly when their own view differs', () => {
    const check: Check = (session, before) => {
      for (const [peer, { seq, rest }] of session.timelessViews()) {
        const old = before.get(peer);
        if (old) expect({ peer, grew: seq > old.seq }).toEqual({ peer, grew: rest !== old.rest });
      }
    };
    for (const after of [afterAnyErased, afterAnyErasedInDebrief]) after(check);
  });
});
