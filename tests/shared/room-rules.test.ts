/** The rules of seats, lobby and rounds, read as scripts of the peers a and b, c and d. */

import { describe, expect, test } from 'vitest';
import { sheetRight } from '../../shared/room/permissions.ts';
import { GONE_MS, UNASK_MS } from '../../shared/room/state.ts';
import { Session } from '../support/session.ts';

const seats = ({ state }: Session) => Object.fromEntries(state.peers.map(({ peer, seat }) => [peer, seat]));

function watched(): Session {
  const session = Session.seated();
  session.does('a', { type: 'allow-observers', agreed: true });
  session.does('b', { type: 'allow-observers', agreed: true });
  session.does('c', { type: 'join' });
  return session;
}

describe('seats', () => {
  test('[ROOM-2] the first two to join hold the two seats', () => {
    expect(seats(Session.seated())).toEqual({ a: 'interviewer', b: 'candidate' });
  });

  test('[ROOM-3] joining again changes nothing', () => {
    const session = Session.seated();
    session.does('b', { type: 'join' });
    expect(seats(session)).toEqual({ a: 'interviewer', b: 'candidate' });
  });

  test('[ROOM-4] a third is told that the room is full, or watches', () => {
    expect(Session.seated().refusal('c', { type: 'join' })).toBe('room-full');
    const session = watched();
    expect(session.view('c').me.seat).toBe('observer');
    expect(session.refusal('c', { type: 'begin' })).toBe('read-only');
  });

  test('[ROOM-5] a removed peer comes back only after a new invite', () => {
    const session = Session.seated();
    session.does('a', { type: 'remove-peer', peer: 'b' });
    expect(session.refusal('b', { type: 'join' })).toBe('not-a-member');
    session.does('a', { type: 'renew-invite' });
    session.does('b', { type: 'join' });
    expect(seats(session)).toEqual({ a: 'interviewer', b: 'candidate' });
  });

  test('[ROOM-6] in a session only a peer gone for five minutes can be removed; the next takes the seat', () => {
    const { session } = Session.asked();
    session.does('b', { type: 'note', text: 'private to b' });
    expect(session.refusal('a', { type: 'remove-peer', peer: 'b' })).toBe('wrong-phase');
    session.leave('b');
    session.pass(GONE_MS - 1);
    expect(session.refusal('a', { type: 'remove-peer', peer: 'b' })).toBe('wrong-phase');
    session.pass(1);
    session.does('a', { type: 'remove-peer', peer: 'b' });
    session.does('c', { type: 'join' });
    expect(seats(session)).toEqual({ a: 'interviewer', c: 'candidate' });
    expect(session.view('c').round?.candidate).toBe('c');
    expect(JSON.stringify(session.view('c'))).not.toContain('private to b');
    session.does('a', { type: 'end-round' });
    expect(session.view('a').forms.map(({ by }) => by)).toEqual(['a', 'c']);
  });

  test('[ROOM-6] a peer cannot remove themself, nor anybody in the debrief', () => {
    const session = Session.seated();
    expect(session.refusal('a', { type: 'remove-peer', peer: 'a' })).toBe('malformed');
    session.does('a', { type: 'begin' });
    session.does('a', { type: 'finish', agreed: true });
    session.does('b', { type: 'finish', agreed: true });
    session.leave('b');
    session.pass(GONE_MS);
    expect(session.refusal('a', { type: 'remove-peer', peer: 'b' })).toBe('wrong-phase');
  });

  test('[ROOM-7] both allow observers, either ends it, and then nobody watches', () => {
    const session = Session.seated();
    session.does('a', { type: 'allow-observers', agreed: true });
    expect(session.refusal('c', { type: 'join' })).toBe('room-full');
    session.does('a', { type: 'allow-observers', agreed: true });
    expect(session.state.observersAllowed).toBe(false);
    session.does('b', { type: 'allow-observers', agreed: true });
    session.does('c', { type: 'join' });
    session.does('b', { type: 'allow-observers', agreed: false });
    expect(session.state.observers).toEqual([]);
  });

  test('[ROOM-7] a removed observer cannot come back, not even with a new invite', () => {
    const session = watched();
    session.does('b', { type: 'remove-observer', peer: 'c' });
    session.does('a', { type: 'renew-invite' });
    expect(session.refusal('c', { type: 'join' })).toBe('not-a-member');
  });

  test('[ROOM-9] a session that is over cannot be joined', () => {
    const session = watched();
    session.does('a', { type: 'begin' });
    session.does('a', { type: 'finish', agreed: true });
    session.does('b', { type: 'finish', agreed: true });
    expect(session.refusal('d', { type: 'join' })).toBe('wrong-phase');
  });

  test('[CMD-3] a stranger is not a member', () => {
    expect(Session.seated().refusal('d', { type: 'begin' })).toBe('not-a-member');
  });
});

describe('lobby', () => {
  test('[LOBBY-2] one sits in a free seat, and exchanges a taken one only together', () => {
    const session = Session.seated();
    expect(session.refusal('b', { type: 'sit', seat: 'interviewer' })).toBe('room-full');
    session.does('b', { type: 'exchange-seats', agreed: true });
    expect(session.view('a').proposals).toMatchObject([{ kind: 'exchange-seats', by: 'b' }]);
    session.does('a', { type: 'exchange-seats', agreed: true });
    expect(seats(session)).toEqual({ a: 'candidate', b: 'interviewer' });
    session.does('b', { type: 'remove-peer', peer: 'a' });
    session.does('b', { type: 'sit', seat: 'candidate' });
    expect(seats(session)).toEqual({ b: 'candidate' });
  });

  test('[CMD-6] a proposal can be withdrawn, declined, and is cleared by a change of phase', () => {
    const session = Session.seated();
    for (const who of ['b', 'a']) {
      session.does('b', { type: 'exchange-seats', agreed: true });
      session.does(who, { type: 'exchange-seats', agreed: false });
      expect(session.view('a').proposals).toEqual([]);
    }
    session.does('b', { type: 'exchange-seats', agreed: true });
    session.does('a', { type: 'begin' });
    expect(session.view('a').proposals).toEqual([]);
    expect(seats(session)).toEqual({ a: 'interviewer', b: 'candidate' });
  });

  test('[LOBBY-3] a round begins with both seated and connected', () => {
    const session = new Session();
    session.does('a', { type: 'join' });
    session.arrive('a');
    expect(session.refusal('a', { type: 'begin' })).toBe('wrong-phase');
    session.does('b', { type: 'join' });
    expect(session.refusal('a', { type: 'begin' })).toBe('wrong-phase');
    session.arrive('b');
    session.does('b', { type: 'begin' });
    expect(session.state.phase).toBe('round');
    expect(session.refusal('a', { type: 'set-plan', plan: session.state.plan })).toBe('wrong-phase');
  });
});

describe('round', () => {
  test('[ROUND-1] only the interviewer asks, taps and gives', () => {
    const { session, ask } = Session.asked();
    expect(session.refusal('b', { type: 'ask', card: 'two' })).toBe('wrong-seat');
    expect(session.refusal('b', { type: 'beat', ask, beat: 0, heard: true })).toBe('wrong-seat');
    expect(session.refusal('b', { type: 'hint', ask, rung: 0, how: 'sent' })).toBe('wrong-seat');
    expect(session.refusal('b', { type: 'fact', ask, fact: 0 })).toBe('wrong-seat');
    expect(session.refusal('b', { type: 'unask', ask })).toBe('wrong-seat');
  });

  test('[ROUND-1] what the card does not have is not found', () => {
    const { session, ask } = Session.asked();
    expect(session.refusal('a', { type: 'ask', card: 'nowhere' })).toBe('not-found');
    expect(session.refusal('a', { type: 'ask', card: 'one' })).toBe('stale');
    expect(session.refusal('a', { type: 'beat', ask, beat: 3, heard: true })).toBe('not-found');
    expect(session.refusal('a', { type: 'hint', ask, rung: 3, how: 'sent' })).toBe('not-found');
    expect(session.refusal('a', { type: 'fact', ask, fact: 2 })).toBe('not-found');
    expect(session.refusal('a', { type: 'beat', ask: 'other', beat: 0, heard: true })).toBe('not-found');
  });

  test('[ROUND-2] the clock starts with the first ask, pauses, resumes, and runs past its end', () => {
    const session = Session.seated();
    session.does('a', { type: 'begin' });
    session.pass(60_000);
    expect(session.view('b').clock).toMatchObject({ elapsedMs: 0, running: false });
    expect(session.refusal('b', { type: 'pause' })).toBe('wrong-phase');
    session.ask('a', 'one');
    session.pass(10_000);
    session.does('b', { type: 'pause' });
    session.pass(99_000);
    expect(session.view('a').clock).toMatchObject({ elapsedMs: 10_000, running: false });
    session.does('a', { type: 'resume' });
    session.pass(40 * 60_000);
    expect(session.view('a').clock).toMatchObject({
      elapsedMs: 10_000 + 40 * 60_000,
      totalMs: 25 * 60_000,
      running: true,
    });
    session.does('a', { type: 'end-round' });
    session.pass(5_000);
    expect(session.view('a').clock).toMatchObject({ elapsedMs: 10_000 + 40 * 60_000, running: false });
  });

  test('[ROUND-4] an ask is taken back within 30 seconds; with the only one the clock returns to its start', () => {
    const { session, ask } = Session.asked();
    session.does('a', { type: 'beat', ask, beat: 0, heard: true });
    session.pass(UNASK_MS);
    session.does('a', { type: 'unask', ask });
    expect(session.view('b')).toMatchObject({ asks: [], clock: { elapsedMs: 0, running: false } });
    expect(session.view('a').moments).toEqual([]);
    expect(sheetRight(session.state, ask, 'b')).toBe(null);
    const again = session.ask('a', 'one');
    session.pass(UNASK_MS + 1);
    expect(session.refusal('a', { type: 'unask', ask: again })).toBe('stale');
  });

  test('[ROUND-5] a beat is heard until unheard; a hint and a fact are given once', () => {
    const { session, ask } = Session.asked();
    const kinds = () => session.view('a').moments?.map(({ kind }) => kind);
    session.does('a', { type: 'beat', ask, beat: 0, heard: true });
    session.does('a', { type: 'beat', ask, beat: 0, heard: true });
    session.does('a', { type: 'hint', ask, rung: 0, how: 'sent' });
    session.does('a', { type: 'hint', ask, rung: 0, how: 'sent' });
    session.does('a', { type: 'fact', ask, fact: 0 });
    session.does('a', { type: 'fact', ask, fact: 0 });
    expect(kinds()).toEqual(['ask', 'beat', 'hint', 'fact']);
    session.does('a', { type: 'beat', ask, beat: 0, heard: false });
    expect(kinds()).toEqual(['ask', 'hint', 'fact']);
    expect(session.view('b').ask).toMatchObject({
      hintsGiven: [{ rung: 0, how: 'sent', at: 0 }],
      facts: [{ fact: 0, at: 0 }],
    });
  });

  test('[ROUND-6] the candidate ends a round only with the interviewer', () => {
    const { session } = Session.asked();
    session.does('b', { type: 'end-round', agreed: true });
    expect(session.state.phase).toBe('round');
    session.does('a', { type: 'end-round', agreed: false });
    expect(session.view('b').proposals).toEqual([]);
    session.does('b', { type: 'end-round' });
    session.does('a', { type: 'end-round', agreed: true });
    expect(session.state.phase).toBe('feedback');
  });

  test('[ROUND-7] a note after the end is marked as late, and its time is within the round', () => {
    const { session } = Session.asked();
    session.pass(5_000);
    session.does('a', { type: 'end-round' });
    session.does('a', { type: 'note', text: 'afterwards', at: 99_999_999 });
    expect(session.view('a').moments?.at(-1)).toMatchObject({
      kind: 'note',
      late: true,
      at: 5_000,
      text: 'afterwards',
    });
    expect(session.view('b').moments?.map(({ kind }) => kind)).toEqual(['ask']);
  });

  test('[ROUND-8] a hint or a fact is taken back within ten seconds of the round’s clock, by who gave it', () => {
    const { session, ask } = Session.asked();
    const last = () => session.view('a').moments?.at(-1)?.moment ?? '';
    session.does('a', { type: 'hint', ask, rung: 0, how: 'sent' });
    session.pass(10_000);
    expect(session.refusal('b', { type: 'take-back', moment: last() })).toBe('wrong-seat');
    session.does('a', { type: 'take-back', moment: last() });
    expect(session.view('b').ask).toMatchObject({ hintsGiven: [] });
    expect(session.view('b').moments?.map(({ kind }) => kind)).toEqual(['ask']);
    session.does('a', { type: 'hint', ask, rung: 0, how: 'sent' });
    expect(session.view('b').ask?.hintsGiven).toHaveLength(1);
    session.does('a', { type: 'fact', ask, fact: 0 });
    const fact = last();
    session.pass(10_001);
    expect(session.refusal('a', { type: 'take-back', moment: fact })).toBe('stale');
    session.does('a', { type: 'beat', ask, beat: 0, heard: true });
    expect(session.refusal('a', { type: 'take-back', moment: last() })).toBe('not-found');
  });

  test('[ROUND-8] [VIEW-3] taking back a hint that was only said tells the candidate nothing', () => {
    const { session, ask } = Session.asked();
    const before = session.view('b').seq;
    session.does('a', { type: 'hint', ask, rung: 0, how: 'spoken' });
    session.does('a', { type: 'take-back', moment: session.view('a').moments?.at(-1)?.moment ?? '' });
    expect(session.view('b').seq).toBe(before);
  });

  test('[ROUND-9] notes and pins are edited and removed by their author until their form is sealed', () => {
    const { session, ask } = Session.asked();
    const kept = () => session.view('a').moments?.slice(1) ?? [];
    session.does('a', { type: 'note', text: 'frist' });
    session.does('a', { type: 'pin', ask, from: 'x', to: 'y', quote: 'q', text: 'here' });
    const [note = '', pin = ''] = kept().map(({ moment }) => moment);
    expect(session.refusal('b', { type: 'edit-note', moment: note, text: 'mine' })).toBe('not-found');
    expect(session.refusal('a', { type: 'edit-note', moment: note, text: '' })).toBe('malformed');
    session.does('a', { type: 'edit-note', moment: note, text: 'first' });
    session.does('a', { type: 'edit-note', moment: pin, text: '' });
    expect(kept()).toMatchObject([
      { moment: note, text: 'first', edited: true },
      { moment: pin, quote: 'q', text: '', edited: true },
    ]);
    session.does('a', { type: 'end-round' });
    session.does('a', { type: 'remove-note', moment: note });
    expect(kept().map(({ moment }) => moment)).toEqual([pin]);
    expect([...session.words.values()]).not.toContain('first');
    session.does('a', { type: 'submit-form', form: session.formOf('a', 1, ask) });
    expect(session.refusal('a', { type: 'edit-note', moment: pin, text: 'z' })).toBe('wrong-phase');
    expect(session.refusal('a', { type: 'remove-note', moment: pin })).toBe('wrong-phase');
  });

  test('[ROUND-10] follow-ups and red flags are ticked once and taken off again, and are the interviewer’s', () => {
    const { session, ask } = Session.asked();
    const kinds = (peer: string) => session.view(peer).moments?.map(({ kind }) => kind);
    for (const part of ['follow-up', 'red-flag'] as const) {
      session.does('a', { type: 'tick', ask, part, index: 0, on: true });
      session.does('a', { type: 'tick', ask, part, index: 0, on: true });
      expect(session.refusal('a', { type: 'tick', ask, part, index: 9, on: true })).toBe('not-found');
    }
    expect(kinds('a')).toEqual(['ask', 'follow-up', 'red-flag']);
    expect(kinds('b')).toEqual(['ask']);
    session.does('a', { type: 'tick', ask, part: 'red-flag', index: 0, on: false });
    expect(kinds('a')).toEqual(['ask', 'follow-up']);
    expect(session.refusal('a', { type: 'judge', ask, index: 0, verdict: 'right' })).toBe('not-found');
  });

  test('[SHEET-1] peers write until the round ends, paused or not; observers read', () => {
    const session = watched();
    session.does('a', { type: 'begin' });
    const ask = session.ask('a', 'one');
    const rights = () => ['a', 'b', 'c', 'd'].map((peer) => sheetRight(session.state, ask, peer));
    session.does('a', { type: 'pause' });
    expect(rights()).toEqual(['write', 'write', 'read', null]);
    session.does('a', { type: 'end-round' });
    expect(rights()).toEqual(['read', 'read', 'read', null]);
    session.does('a', { type: 'finish', agreed: true });
    session.does('b', { type: 'finish', agreed: true });
    expect(rights()).toEqual(['read', 'read', null, null]);
  });

  test('[VIEW-2] the guide goes with the seat', () => {
    const { session } = Session.asked();
    expect(session.view('a').guide).toBeDefined();
    expect(session.view('b').guide).toBeUndefined();
    session.does('a', { type: 'end-round' });
    expect(session.view('a').guide).toBeUndefined();
  });

  test('[VIEW-3] taps, notes and spoken hints change no view but the interviewer’s', () => {
    const { session, ask } = Session.asked();
    const before = session.timelessViews().get('b');
    session.does('a', { type: 'beat', ask, beat: 1, heard: true });
    session.does('a', { type: 'hint', ask, rung: 0, how: 'spoken' });
    session.does('a', { type: 'note', text: 'quick' });
    session.does('a', { type: 'pin', ask, from: 'f', to: 't', quote: 'code' });
    expect(session.timelessViews().get('b')).toEqual(before);
  });

  test('[VIEW-4] leaving and coming back are events, once each', () => {
    const session = Session.seated();
    session.leave('b');
    session.leave('b');
    expect(session.view('a').peers[1]).toMatchObject({ peer: 'b', connected: false, awaySince: session.now });
    session.arrive('b');
    session.arrive('b');
    expect(session.view('a').peers[1]).toMatchObject({ peer: 'b', connected: true });
    expect(session.events.filter(({ type }) => type === 'peer-left')).toHaveLength(1);
  });
});
