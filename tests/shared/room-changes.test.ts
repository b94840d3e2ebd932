/** What changed between two views, applied to the first, is the second: after anything, for everybody who is told. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changesBetween, withChanges } from '../../shared/room/changes.ts';
import type { Shown } from '../../shared/room/kept.ts';
import type { RoomView } from '../../shared/room/roomview.ts';
import { Session, type Said } from '../support/session.ts';
import {
  afterAny,
  afterAnyCode,
  afterAnyDebrief,
  afterAnyErased,
  afterAnyErasedInDebrief,
  type Check,
} from '../support/walk.ts';

/** As it crosses the wire. */
const sent = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** What a server has shown somebody, and what their page has made of all it was sent. */
interface Told extends Shown {
  page: RoomView;
}

/** Tells everybody of a session what changed for them, and compares. */
function teller(seen: Set<string>): Check {
  const sessions = new WeakMap<Session, Map<string, Told>>();
  return (session) => {
    const told = sessions.get(session) ?? new Map<string, Told>();
    sessions.set(session, told);
    const readers = [...session.timelessViews().keys()];
    for (const peer of told.keys()) if (!readers.includes(peer)) told.delete(peer);
    for (const peer of readers) {
      const before = told.get(peer);
      const view = session.view(peer, before);
      expect(view).toEqual(session.view(peer));
      if (before?.view.seq === view.seq) continue;
      const page = before ? withChanges(before.page, sent(changesBetween(before.view, view))) : sent(view);
      expect(page).toEqual(sent(view));
      if (page) told.set(peer, { state: session.state, view, page });
      if (!before) continue;
      seen.add(view.me.seat).add(view.phase);
      if (view.asks === before.view.asks) seen.add(`kept asks of ${view.me.seat}`);
    }
    for (const { type } of session.events) seen.add(type);
  };
}

test(
  '[VIEW-5] a view and what changed since make the next view, for every recipient, after anything',
  { timeout: 60_000 },
  () => {
    const seen = new Set<string>();
    for (const after of [afterAny, afterAnyCode, afterAnyDebrief, afterAnyErased, afterAnyErasedInDebrief]) {
      after(teller(seen), 60);
    }
    const everybody = ['interviewer', 'candidate', 'observer'];
    const phases = ['lobby', 'round', 'feedback', 'debrief'];
    const events = ['beat-heard', 'checks-revealed', 'peer-erased', 'comment-marked'];
    expect([...everybody, ...phases, ...events].filter((each) => !seen.has(each))).toEqual([]);
  },
);

test('[VIEW-5] the same over two rounds, through taking back, the swap, the reveal and an erasure', () => {
  const seen = new Set<string>();
  const check = teller(seen);
  const session = Session.seated();
  const does = (actor: string, said: Said): void => {
    session.does(actor, said);
    check(session, new Map());
  };
  const roundOf = (interviewer: string, candidate: string, round: number): void => {
    session.roundOf(interviewer, candidate, round);
    check(session, new Map());
  };
  for (const peer of ['a', 'b']) does(peer, { type: 'allow-observers', agreed: true });
  does('c', { type: 'join' });
  does('a', { type: 'begin' });
  does('a', { type: 'ask', card: 'two' });
  const ask = session.lastAsk() ?? '';
  for (const heard of [true, false, true]) does('a', { type: 'beat', ask, beat: 0, heard });
  for (const how of ['spoken', 'sent'] as const) does('a', { type: 'hint', ask, rung: 0, how });
  does('b', { type: 'note', text: 'mine', at: 0 });
  does('a', { type: 'ran', ask, code: 'x', outcome: 'finished', ms: 1, output: '1' });
  expect(['interviewer', 'candidate', 'observer'].filter((seat) => !seen.has(`kept asks of ${seat}`))).toEqual([]);
  does('a', { type: 'unask', ask });
  roundOf('a', 'b', 1);
  for (const peer of ['a', 'b']) does(peer, { type: 'swap', agreed: true });
  expect(session.view('b').me.seat).toBe('interviewer');
  roundOf('b', 'a', 2);
  for (const peer of ['a', 'b']) does(peer, { type: 'finish', agreed: true });
  expect(session.view('a').debrief?.revealedAt).not.toBeNull();
  session.asks('system', { type: 'erase', peer: 'b' });
  check(session, new Map());
  expect(session.view('a').forms.some(({ withdrawn }) => withdrawn)).toBe(true);
});

const field = fc.constantFrom('a', 'b', 'c', 'd');
const { value: json } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(fc.nat(3), fc.boolean(), fc.constant(null), fc.constantFrom('', 'x', 'long')),
    fc.array(tie('value'), { maxLength: 6 }),
    fc.dictionary(field, tie('value'), { maxKeys: 4 }),
  ),
}));

test('[VIEW-5] the same for fields and lists of any shape', () => {
  const viewOf = (seq: number, value: unknown) => ({ seq, value }) as unknown as RoomView;
  fc.assert(
    fc.property(json, json, (before, after) => {
      const changes = sent(changesBetween(viewOf(1, before), viewOf(2, after)));
      expect(withChanges(viewOf(1, before), changes)).toEqual(viewOf(2, after));
    }),
    { numRuns: 2_000 },
  );
});

test('[VIEW-5] what did not change is not sent, and stays the same object', () => {
  const { session, ask } = Session.asked();
  for (let i = 0; i < 300; i++) session.does('a', { type: 'note', text: `note ${i} of a long round` });
  const before = session.view('a');
  const shown = { state: session.state, view: before };
  session.pass(5_000);
  session.does('a', { type: 'beat', ask, beat: 0, heard: true });
  const next = session.view('a', shown);
  expect(next.moments?.slice(0, 301).every((moment, i) => moment === before.moments?.[i])).toBe(true);
  const changes = sent(changesBetween(before, next));
  expect(JSON.stringify(changes).length).toBeLessThan(1_000);
  const after = withChanges(before, changes);
  expect(after?.moments).toHaveLength(302);
  expect(after?.moments?.slice(0, 301).every((moment, i) => moment === before.moments?.[i])).toBe(true);
  expect([after?.asks, after?.guide, after?.peers]).toEqual([before.asks, before.guide, before.peers]);
  expect([after?.asks === before.asks, after?.guide === before.guide]).toEqual([true, true]);
});

test('[VIEW-6] changes fit the view that they begin with and no other', () => {
  const { session } = Session.asked();
  const [first, _, third] = [0, 1, 2].map(() => {
    session.does('a', { type: 'note', text: 'noted' });
    return session.view('a');
  });
  if (!first || !third) throw new Error('three notes make three views');
  const changes = changesBetween(first, third);
  expect(withChanges(first, changes)).toEqual(third);
  expect(withChanges(session.view('a'), changes)).toBeNull();
});
