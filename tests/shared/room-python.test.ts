/**
 * The rules of running, checking, tracing and marking code, as scripts of the interviewer a, the candidate b and the
 * observer c.
 */

import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../shared/limits.ts';
import { fold } from '../../shared/room/evolve.ts';
import { longWordsOf } from '../../shared/room/moments.ts';
import { checksFor } from '../../shared/room/view-code.ts';
import { hiddenCanary, testCard } from '../support/cards.ts';
import { Session, wholeForm, type Said } from '../support/session.ts';

const ran = (ask: string, output = '1\n'): Said => ({
  ...{ type: 'ran', ask, code: 'print(1)', outcome: 'finished', ms: 12, output },
});
const checked = (ask: string, hidden = false): Said => ({
  ...{ type: 'checked', ask, code: 'x', hidden, ms: 3 },
  cases: [
    { name: 'test_a', outcome: 'pass', message: '', ms: 1 },
    { name: 'test_b', outcome: 'fail', message: '1 != 2', ms: 1 },
  ],
});
const rows = [{ line: '1', values: 'x = 1', branch: '', printed: '', returned: '' }];
const commit = (ask: string, n = 1): Said => ({ type: 'commit-trace', ask, n, rows });
const traced = (ask: string, n = 1, agreed = 3): Said => ({
  ...{ type: 'traced', ask, n, agreed, wrong: 1, missed: 0, first: 2 },
  report: { rows: [], truncated: false },
});
const mark = (ask: string): Said => ({
  ...{ type: 'mark', ask, line: 2, quote: '  return 1', verdict: 'vague', from: 'x', to: 'y' },
});

/** In round 1 with a card asked: one with nothing to trace, unless a call is given. */
function asked(call?: string): { session: Session; ask: string } {
  const card = { ...testCard('one'), ...(call !== undefined && { trace: { call } }) };
  const session = Session.seated(card, testCard('two'));
  for (const peer of ['a', 'b']) session.does(peer, { type: 'allow-observers', agreed: true });
  session.does('c', { type: 'join' });
  session.does('a', { type: 'begin' });
  return { session, ask: session.ask('a', 'one') };
}

const kinds = (session: Session, peer: string): string[] =>
  (session.view(peer).moments ?? []).map(({ kind }) => kind).filter((kind) => kind !== 'ask');
const fetches = (session: Session, peer: string, kind: string): unknown => {
  const { moment = '' } =
    session.state.phase === 'round' ? (session.state.round.moments.find((one) => one.kind === kind) ?? {}) : {};
  const words = longWordsOf(session.state, moment, peer);
  return words && (JSON.parse(session.words.get(words) ?? 'null') as unknown);
};
const sources = (session: Session, ask: string, peer: string) => checksFor(session.state, ask, peer, session);

describe('runs', () => {
  test('[PY-1] a run of either is a moment that both and the observers see', () => {
    const { session, ask } = asked();
    session.pass(65_000);
    session.does('b', { ...ran(ask, 'first\n\nmiddle\nlast\n'), outcome: 'raised', line: 4 } as Said);
    for (const peer of ['a', 'b', 'c']) {
      expect(session.view(peer).moments?.at(-1)).toMatchObject({
        ...{ kind: 'run', by: 'b', at: 65_000, ask, outcome: 'raised', ms: 12, line: 4, excerpt: 'first\nlast' },
      });
    }
    session.does('a', ran(ask));
    expect(kinds(session, 'b')).toEqual(['run', 'run']);
  });

  test('[PY-1] the interviewer locks running, for the candidate only, and lifts it', () => {
    const { session, ask } = asked();
    expect(session.refusal('b', { type: 'lock-runs', locked: true })).toBe('wrong-seat');
    session.does('a', { type: 'lock-runs', locked: true });
    for (const peer of ['a', 'b', 'c']) expect(session.view(peer).round?.runsLocked).toBe(true);
    expect(session.refusal('b', ran(ask))).toBe('wrong-seat');
    expect(session.refusal('b', checked(ask))).toBe('wrong-seat');
    session.does('a', ran(ask));
    session.does('a', { type: 'lock-runs', locked: false });
    session.does('b', ran(ask));
  });

  test('[PY-1] only of a card of the round under way, by its peers', () => {
    const { session, ask } = asked();
    expect(session.refusal('b', ran('nothing'))).toBe('not-found');
    expect(session.refusal('c', ran(ask))).toBe('read-only');
    session.does('a', { type: 'end-round' });
    expect(session.refusal('b', ran(ask))).toBe('wrong-phase');
  });

  test('[PY-2] no view carries code or output, and only who sees the moment fetches them', () => {
    const { session, ask } = asked();
    const output = `${'line\n'.repeat(3_000)}LONG-OUTPUT ${'x'.repeat(500)}`;
    session.does('b', { ...ran(ask, output), code: 'LONG-CODE' } as Said);
    const view = JSON.stringify(session.view('b'));
    expect(view).not.toContain('LONG-CODE');
    expect(view.length).toBeLessThan(4_000);
    for (const peer of ['a', 'b', 'c']) {
      expect(fetches(session, peer, 'run')).toEqual({ kind: 'run', code: 'LONG-CODE', output });
    }
    expect(fetches(session, 'd', 'run')).toBeUndefined();
    session.does('a', { type: 'end-round' });
    session.does('a', { type: 'finish', agreed: true });
    session.does('b', { type: 'finish', agreed: true });
    expect(session.view('c').moments).toEqual([]);
  });

  test('[PY-10] runs have a limit of their own, by peer', () => {
    const { session, ask } = asked();
    for (let i = 0; i < LIMITS.runsPerRound; i++) session.does('b', ran(ask));
    expect(session.refusal('b', ran(ask))).toBe('too-large');
    expect(session.refusal('b', checked(ask))).toBe('too-large');
    session.does('a', checked(ask, true));
    session.does('a', { type: 'beat', ask, beat: 0, heard: true });
    session.does('b', { type: 'note', text: 'still' });
  });

  test('[PY-9] a card that is taken back takes what ran with it', () => {
    const { session, ask } = asked('f(1)');
    session.does('b', commit(ask));
    for (const said of [ran(ask), checked(ask), checked(ask, true), traced(ask), mark(ask)]) session.does('a', said);
    const long = session.state.phase === 'round' ? session.state.round.moments.map(({ moment }) => moment) : [];
    session.does('a', { type: 'unask', ask });
    for (const peer of ['a', 'b', 'c']) expect(kinds(session, peer)).toEqual([]);
    expect(long.map((moment) => longWordsOf(session.state, moment, 'a'))).toEqual(long.map(() => undefined));
    expect(sources(session, ask, 'a')).toBeNull();
    expect(session.refusal('b', ran(ask))).toBe('not-found');
  });
});

describe('checks', () => {
  test('[PY-3] both have the open ones from the ask on, and what the interviewer adds', () => {
    const { session, ask } = asked();
    expect(session.refusal('b', { type: 'add-check', ask, source: 'assert 1' })).toBe('wrong-seat');
    session.does('a', { type: 'add-check', ask, source: 'assert f(0) == 0' });
    for (const peer of ['b', 'c']) {
      expect(session.view(peer).ask?.checks).toEqual({ open: true, added: 1 });
      expect(sources(session, ask, peer)).toEqual({ open: '# open check of one\n', added: ['assert f(0) == 0'] });
    }
    expect(sources(session, ask, 'd')).toBeNull();
    for (let i = 1; i < LIMITS.addedChecks; i++) session.does('a', { type: 'add-check', ask, source: 'assert 1' });
    expect(session.refusal('a', { type: 'add-check', ask, source: 'assert 1' })).toBe('too-large');
  });

  test('[PY-3] their results are a moment that all see, counted', () => {
    const { session, ask } = asked();
    session.does('b', checked(ask));
    for (const peer of ['a', 'b', 'c']) {
      expect(session.view(peer).moments?.at(-1)).toMatchObject({ kind: 'check', passed: 1, failed: 1, errors: 0 });
      expect(fetches(session, peer, 'check')).toMatchObject({ kind: 'check', cases: [{}, { message: '1 != 2' }] });
    }
  });

  test('[PY-4] [VIEW-3] hidden ones and their results are the interviewer’s alone until shown', () => {
    const { session, ask } = asked();
    const before = ['b', 'c'].map((peer) => session.view(peer));
    session.does('a', checked(ask, true));
    expect(['b', 'c'].map((peer) => session.view(peer))).toEqual(before);
    expect(session.view('a').ask?.checks).toEqual({ open: true, added: 0, hidden: { shown: false } });
    expect(sources(session, ask, 'a')?.hidden).toBe(hiddenCanary('one'));
    expect(kinds(session, 'a')).toEqual(['check']);
    for (const peer of ['b', 'c']) {
      expect(fetches(session, peer, 'check')).toBeUndefined();
      expect(sources(session, ask, peer)).not.toHaveProperty('hidden');
    }
    expect(session.refusal('b', checked(ask, true))).toBe('wrong-seat');
    expect(session.refusal('b', { type: 'reveal-checks', ask })).toBe('wrong-seat');
    session.does('a', { type: 'reveal-checks', ask });
    for (const peer of ['a', 'b', 'c']) {
      expect(kinds(session, peer)).toEqual(['check']);
      expect(session.view(peer).ask?.checks.hidden).toEqual({ shown: true });
      expect(sources(session, ask, peer)?.hidden).toBe(hiddenCanary('one'));
      expect(fetches(session, peer, 'check')).toMatchObject({ cases: [{}, { message: '1 != 2' }] });
    }
    session.does('b', checked(ask, true));
    expect(kinds(session, 'c')).toEqual(['check', 'check']);
  });

  test('[PY-4] who interviewed keeps no hidden source as a candidate, even when the same card comes again', () => {
    const { session, ask } = asked();
    session.does('a', checked(ask, true));
    session.does('a', { type: 'end-round' });
    for (const [peer, asCandidate] of [
      ['a', false],
      ['b', true],
    ] as const) {
      const lessons = session.view(peer).myForm?.lessons ?? [];
      session.does(peer, { type: 'submit-form', form: wholeForm(1, lessons, ask, asCandidate) });
    }
    for (const peer of ['a', 'b']) session.does(peer, { type: 'swap', agreed: true });
    const again = session.ask('b', 'one');
    for (const each of [ask, again]) expect(sources(session, each, 'a')).not.toHaveProperty('hidden');
    expect(session.view('a').asks.map(({ checks }) => checks)).toEqual([
      { open: true, added: 0 },
      { open: true, added: 0 },
    ]);
    expect(sources(session, again, 'b')?.hidden).toBe(hiddenCanary('one'));
    expect(JSON.stringify(session.view('b').moments)).not.toContain('"check"');
  });

  test('[PY-4] a card without hidden checks has none to show or to run', () => {
    const { guide, ...card } = testCard('one');
    const { hidden: _hidden, ...open } = guide;
    const { session, ask } = Session.asked({ ...card, guide: open });
    expect(session.refusal('a', { type: 'reveal-checks', ask })).toBe('not-found');
    expect(session.refusal('a', checked(ask, true))).toBe('not-found');
    expect(session.view('a').ask?.checks).toEqual({ open: true, added: 0 });
  });
});

describe('traces', () => {
  test('[PY-5] [PY-6] nothing of the card runs until the candidate commits the prediction', () => {
    const { session, ask } = asked('f(1)');
    for (const peer of ['a', 'b', 'c'])
      expect(session.view(peer).ask?.trace).toEqual({ n: 1, call: 'f(1)', committed: false });
    for (const peer of ['a', 'b']) {
      for (const said of [ran(ask), checked(ask), traced(ask)]) expect(session.refusal(peer, said)).toBe('wrong-phase');
    }
    expect(session.refusal('a', checked(ask, true))).toBe('wrong-phase');
    expect(session.refusal('a', commit(ask))).toBe('wrong-seat');
    session.does('b', commit(ask));
    const table = session.view('c').ask?.trace?.table;
    expect(session.view('c').moments?.at(-1)).toMatchObject({ moment: table, kind: 'trace-committed', n: 1, rows: 1 });
    expect(fetches(session, 'c', 'trace-committed')).toEqual({ kind: 'trace-committed', rows });
    session.does('b', commit(ask));
    expect(kinds(session, 'b')).toEqual(['trace-committed']);
    session.does('b', ran(ask));
  });

  test('[PY-5] another card is not held up', () => {
    const { session } = asked('f(1)');
    const other = session.ask('a', 'two');
    session.does('b', ran(other));
    expect(session.refusal('b', commit(other))).toBe('wrong-phase');
    expect(session.refusal('b', traced(other))).toBe('wrong-phase');
  });

  test('[PY-6] a call that the interviewer types replaces the prediction under way; none ends it', () => {
    const { session, ask } = asked();
    expect(session.view('b').ask).not.toHaveProperty('trace');
    expect(session.refusal('b', { type: 'set-trace', ask, call: 'g()' })).toBe('wrong-seat');
    session.does('a', { type: 'set-trace', ask, call: 'g()' });
    session.does('a', { type: 'set-trace', ask, call: 'g(2)' });
    for (const peer of ['b', 'c'])
      expect(session.view(peer).ask?.trace).toEqual({ n: 2, call: 'g(2)', committed: false });
    expect(session.refusal('b', commit(ask, 1))).toBe('stale');
    expect(session.refusal('b', ran(ask))).toBe('wrong-phase');
    session.does('a', { type: 'set-trace', ask, call: '' });
    expect(session.view('b').ask).not.toHaveProperty('trace');
    session.does('b', ran(ask));
    session.does('a', { type: 'set-trace', ask, call: 'g(3)' });
    expect(session.view('b').ask?.trace?.n).toBe(3);
    for (let n = 4; n <= LIMITS.predictions; n++) session.does('a', { type: 'set-trace', ask, call: 'g()' });
    expect(session.refusal('a', { type: 'set-trace', ask, call: 'g()' })).toBe('too-large');
  });

  test('[PY-7] the first trace counts, and one of an earlier prediction is stale', () => {
    const { session, ask } = asked('f(1)');
    session.does('b', commit(ask));
    session.does('a', traced(ask, 1, 3));
    const before = session.state;
    session.does('b', traced(ask, 1, 99));
    expect(session.state).toBe(before);
    const { moment = '' } = session.view('b').moments?.at(-1) ?? {};
    for (const peer of ['a', 'b', 'c']) {
      expect(session.view(peer).ask?.trace?.result).toEqual({ moment, agreed: 3, wrong: 1, missed: 0, first: 2 });
      expect(fetches(session, peer, 'trace')).toEqual({ kind: 'trace', report: { rows: [], truncated: false } });
    }
    session.does('a', { type: 'set-trace', ask, call: 'f(2)' });
    expect(session.refusal('b', traced(ask, 1))).toBe('stale');
    expect(session.view('b').ask?.trace).toEqual({ n: 2, call: 'f(2)', committed: false });
  });
});

describe('marks', () => {
  test('[PY-8] [VIEW-3] a mark is the interviewer’s alone until the reveal', () => {
    const { session, ask } = asked();
    expect(session.refusal('b', mark(ask))).toBe('wrong-seat');
    const before = ['b', 'c'].map((peer) => session.view(peer));
    session.does('a', mark(ask));
    expect(['b', 'c'].map((peer) => session.view(peer))).toEqual(before);
    expect(session.view('a').moments?.at(-1)).toMatchObject({
      ...{ kind: 'mark', line: 2, verdict: 'vague', quote: '  return 1', from: 'x', to: 'y' },
    });
  });
});

test('a history from before there were checks and traces still folds', () => {
  const { session } = asked('f(1)');
  const old = session.events.map((event) => {
    if (event.type !== 'asked') return event;
    const { exercise: _exercise, ...rest } = event;
    return rest;
  });
  session.state = fold(old);
  expect(session.view('b').ask).toMatchObject({ checks: { open: false, added: 0 } });
  expect(session.view('b').ask).not.toHaveProperty('trace');
});
