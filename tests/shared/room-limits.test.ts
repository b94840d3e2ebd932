/** Each peer's limits are their own: what one of two does in private decides no refusal of the other. */

import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { Seat } from '../../shared/room/ids.ts';
import { Session, type Said } from '../support/session.ts';

const FEW = vi.hoisted(() => ({ momentsPerRound: 3, runsPerRound: 2 }));
vi.mock(import('../../shared/limits.ts'), async (actual) => {
  const { LIMITS } = await actual();
  return { LIMITS: { ...LIMITS, ...FEW } as never };
});

const PEER = { interviewer: 'a', candidate: 'b' } as const;

interface Step {
  seat: Seat;
  said: (ask: string) => Said;
  /** The other seat is told nothing of it. */
  isPrivate: boolean;
}

const note = (): Said => ({ type: 'note', text: 'x' });
const pin = (ask: string): Said => ({ type: 'pin', ask, from: 'x', to: 'y', quote: 'q' });
const run = (ask: string): Said => ({ type: 'ran', ask, code: '', outcome: 'finished', ms: 1, output: '' });
const check =
  (hidden: boolean) =>
  (ask: string): Said => ({
    ...{ type: 'checked', ask, code: '', hidden, cases: [], ms: 1 },
  });
const hint =
  (how: 'sent' | 'spoken', rung: number) =>
  (ask: string): Said => ({ type: 'hint', ask, rung, how });
const mark = (ask: string): Said => ({
  ...{ type: 'mark', ask, line: 1, quote: 'q', verdict: 'clear', from: 'x', to: 'y' },
});

const by = (seat: Seat, isPrivate: boolean, ...all: Step['said'][]): fc.Arbitrary<Step> =>
  fc.constantFrom(...all).map((said) => ({ seat, said, isPrivate }));

const beat = fc
  .record({ beat: fc.nat(2), heard: fc.boolean() })
  .map((tapped): Step => ({ seat: 'interviewer', said: (ask) => ({ type: 'beat', ask, ...tapped }), isPrivate: true }));

const step: fc.Arbitrary<Step> = fc.oneof(
  beat,
  by('interviewer', true, note, pin, mark, check(true), hint('spoken', 0), hint('spoken', 1)),
  by('candidate', true, note, pin),
  by('interviewer', false, run, check(false), hint('sent', 0), (ask) => ({ type: 'fact', ask, fact: 0 })),
  by('candidate', false, run, check(false), check(true)),
  by('candidate', false, (ask) => ({ type: 'beat', ask, beat: 0, heard: true })),
  by(
    'interviewer',
    false,
    () => ({ type: 'pause' }),
    () => ({ type: 'end-round' }),
  ),
);

/** What the commands of one seat are answered. @param without whose private commands are left out */
function answers(steps: readonly Step[], seat: Seat, without?: Seat): string[] {
  const { session, ask } = Session.asked();
  return steps.flatMap((each) => {
    if (each.isPrivate && each.seat === without) return [];
    const decision = session.asks(PEER[each.seat], each.said(ask));
    return each.seat === seat ? [decision.ok ? 'accepted' : `${decision.refusal}: ${decision.message}`] : [];
  });
}

test.each([
  ['candidate', 'interviewer'],
  ['interviewer', 'candidate'],
] as const)('[LIMIT-1] what the %s is refused is the same whatever the %s does in private', (seat, other) => {
  const refused = new Set<string>();
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 60 }), (steps) => {
      const all = answers(steps, seat);
      for (const answer of all) refused.add(answer.split(':')[0] ?? '');
      expect(answers(steps, seat, other)).toEqual(all);
    }),
    { numRuns: 300 },
  );
  expect(refused, 'the limits are reached').toContain('too-large');
});

test('[LIMIT-1] somebody who has used up their moments ends nobody else’s', () => {
  const { session, ask } = Session.asked();
  for (let i = 0; i < FEW.momentsPerRound; i++) session.does('b', note());
  expect(session.refusal('b', note())).toBe('too-large');
  for (let i = 0; i < FEW.momentsPerRound; i++) session.does('a', mark(ask));
  expect(session.refusal('a', { type: 'beat', ask, beat: 0, heard: true })).toBe('too-large');
});
