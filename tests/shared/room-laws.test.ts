/** Laws that hold after any interleaving of requests: seats, histories, views and secrets. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from '../../shared/room/evolve.ts';
import { isOpenTo, roundsOf } from '../../shared/room/queries.ts';
import { LESSONS } from '../../shared/rubric/lessons.ts';
import { GUIDE_CANARY, factCanary, hintCanary } from '../support/cards.ts';
import { Session, wholeForm, type Said } from '../support/session.ts';

interface Step {
  actor: string;
  /** Built when it is carried out, since it speaks of asks and moments that exist then. */
  said: (session: Session, actor: string) => Said | 'arrive' | 'leave';
  pass: number;
}

const ask = (session: Session): string => session.lastAsk() ?? roundsOf(session.state).at(-1)?.asks[0]?.ask ?? 'none';

function form(session: Session, actor: string, whole: boolean): Said {
  const round = roundsOf(session.state).at(-1);
  const view = session.view(actor);
  const moment = view.moments?.find((each) => each.round === round?.round)?.moment ?? 'none';
  const lessons = whole ? (view.myForm?.lessons ?? []) : [];
  const asCandidate = round?.seats.candidate === actor;
  return {
    type: 'submit-form',
    form: wholeForm(round?.round ?? 1, lessons, moment, asCandidate, `CANARY-FORM-${actor}.`),
  };
}

const said: fc.Arbitrary<Step['said']> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Step['said']>(() => ({ type: 'join' })) },
  { weight: 4, arbitrary: fc.constant<Step['said']>(() => 'arrive') },
  { weight: 1, arbitrary: fc.constant<Step['said']>(() => 'leave') },
  { weight: 4, arbitrary: fc.constant<Step['said']>(() => ({ type: 'begin' })) },
  { weight: 5, arbitrary: fc.constantFrom('one', 'two').map((card) => () => ({ type: 'ask', card }) as const) },
  fc.constant<Step['said']>((session) => ({ type: 'unask', ask: ask(session) })),
  fc.tuple(fc.nat(2), fc.boolean()).map(
    ([beat, heard]) =>
      (session: Session) =>
        ({ type: 'beat', ask: ask(session), beat, heard }) as const,
  ),
  fc.tuple(fc.nat(3), fc.constantFrom('spoken' as const, 'sent' as const)).map(
    ([rung, how]) =>
      (session: Session) =>
        ({ type: 'hint', ask: ask(session), rung, how }) as const,
  ),
  fc.nat(2).map((fact) => (session: Session) => ({ type: 'fact', ask: ask(session), fact }) as const),
  fc.constant<Step['said']>((_session, actor) => ({ type: 'note', text: `CANARY-NOTE-${actor}.` })),
  fc.constant<Step['said']>((session, actor) => ({
    type: 'pin',
    ask: ask(session),
    from: 'x',
    to: 'y',
    quote: 'q',
    text: `CANARY-NOTE-${actor}.`,
  })),
  fc.constantFrom('pause' as const, 'resume' as const).map((type) => () => ({ type })),
  { weight: 3, arbitrary: fc.constant<Step['said']>(() => ({ type: 'end-round' })) },
  {
    weight: 6,
    arbitrary: fc.boolean().map((rarely) => (session: Session, actor: string) => form(session, actor, !rarely)),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom('swap' as const, 'finish' as const, 'exchange-seats' as const, 'allow-observers' as const),
        fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.constant(false)),
      )
      .map(
        ([type, agreed]) =>
          () =>
            ({ type, agreed }) as const,
      ),
  },
  fc.constantFrom('a', 'b', 'c').map((peer) => () => ({ type: 'remove-peer', peer }) as const),
  fc.constantFrom('c', 'd').map((peer) => () => ({ type: 'remove-observer', peer }) as const),
  fc.constantFrom('interviewer' as const, 'candidate' as const).map((seat) => () => ({ type: 'sit', seat }) as const),
  fc.constantFrom(...LESSONS).map((lesson) => () => ({ type: 'promise', lesson, text: 'promised' }) as const),
  fc.constantFrom('renew-invite' as const, 'rename' as const).map((type) => () => ({ type })),
  fc.constant<Step['said']>(() => ({ type: 'read-card', card: 'one' })),
  fc.constant<Step['said']>(() => ({ type: 'continue', next: 'next' })),
  fc.constant<Step['said']>(() => ({ type: 'deadline' })),
);

const step: fc.Arbitrary<Step> = fc.record({
  actor: fc.oneof({ weight: 8, arbitrary: fc.constantFrom('a', 'b') }, fc.constantFrom('c', 'd')),
  said,
  pass: fc.oneof({ weight: 8, arbitrary: fc.nat(20_000) }, fc.constant(5 * 60_000), {
    weight: 1,
    arbitrary: fc.constant(73 * 3_600_000),
  }),
});

const isServers = (said: Said): boolean => !['join', 'leave', 'come-back'].includes(said.type);

function carryOut(session: Session, { actor, said: build, pass }: Step): void {
  session.pass(pass);
  const said = build(session, actor);
  const member = session.timelessViews().has(actor);
  if (said === 'arrive') return void (member && session.arrive(actor));
  if (said === 'leave') return void (member && session.leave(actor));
  const onlyMembers = ['rename', 'renew-invite', 'read-card'].includes(said.type);
  if (onlyMembers && !member) return;
  if (isServers(said)) session.asks(said.type === 'deadline' ? 'system' : actor, said);
  else session.does.call(session, actor, said);
}

/** Runs the steps and calls `check` around each; the first that fails is shown with its steps by fast-check. */
function afterAny(check: (session: Session, before: ReturnType<Session['timelessViews']>) => void, runs = 300): void {
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 80 }), (steps) => {
      const session = Session.seated();
      for (const each of steps) {
        const before = session.timelessViews();
        try {
          carryOut(session, each);
        } catch (error) {
          if (!(error instanceof Error && / join: /.test(error.message))) throw error;
        }
        check(session, before);
      }
    }),
    { numRuns: runs },
  );
}

test('[ROOM-2] never more than two peers, never two in one seat', () => {
  afterAny(({ state }) => {
    expect(state.peers.length).toBeLessThanOrEqual(2);
    expect(new Set(state.peers.map(({ seat }) => seat)).size).toBe(state.peers.length);
  });
});

test('[CMD-5] folding the events gives the state, and both survive JSON', () => {
  afterAny((session) => {
    expect(fold(JSON.parse(JSON.stringify(session.events)))).toEqual(session.state);
  }, 60);
});

test('[VIEW-3] a recipient’s seq grows exactly when their own view differs', () => {
  afterAny((session, before) => {
    for (const [peer, { seq, rest }] of session.timelessViews()) {
      const old = before.get(peer);
      if (!old) continue;
      expect({ peer, grew: seq > old.seq }).toEqual({ peer, grew: rest !== old.rest });
    }
  });
});

test('[VIEW-1] no view of a candidate or observer holds a secret', () => {
  let reveals = 0;
  afterAny((session) => {
    const { state } = session;
    const rounds = roundsOf(state);
    for (const peer of session.timelessViews().keys()) {
      const view = JSON.stringify(session.view(peer));
      const all = rounds.length > 0 && rounds.every((round) => isOpenTo(state, round, peer));
      if (all) reveals++;
      const asker =
        state.phase === 'round' && state.peers.some((each) => each.peer === peer && each.seat === 'interviewer');
      const moments = rounds.flatMap((round) => (isOpenTo(state, round, peer) ? [] : round.moments));
      const own = moments.some((moment) => moment.by === peer);
      if (!asker && !own && !all && !rounds.some((round) => isOpenTo(state, round, peer))) {
        expect(view).not.toContain(GUIDE_CANARY);
      }
      for (const other of ['a', 'b', 'c', 'd'].filter((each) => each !== peer)) {
        if (rounds.some((round) => isOpenTo(state, round, peer))) continue;
        expect(view).not.toContain(`CANARY-NOTE-${other}.`);
        expect(view).not.toContain(`CANARY-FORM-${other}.`);
      }
      if (asker || own || rounds.some((round) => isOpenTo(state, round, peer))) continue;
      for (const ask of rounds.flatMap(({ asks }) => asks)) {
        const given = moments.filter((moment) => 'ask' in moment && moment.ask === ask.ask);
        for (const rung of [0, 1, 2]) {
          if (given.some((moment) => moment.kind === 'hint' && moment.rung === rung && moment.how === 'sent')) continue;
          if (sentElsewhere(session, ask.card, rung)) continue;
          expect(view).not.toContain(hintCanary(ask.card, rung));
        }
        for (const fact of [0, 1]) {
          if (moments.some((moment) => moment.kind === 'fact' && moment.fact === fact)) continue;
          expect(view).not.toContain(factCanary(ask.card, fact));
        }
      }
    }
  });
  expect(reveals, 'the walk reaches the reveal').toBeGreaterThan(0);
});

/** The same card can be asked in both rounds. */
const sentElsewhere = ({ state }: Session, card: string, rung: number): boolean =>
  roundsOf(state).some((round) =>
    round.moments.some(
      (moment) =>
        moment.kind === 'hint' &&
        moment.rung === rung &&
        moment.how === 'sent' &&
        round.asks.some((ask) => ask.ask === moment.ask && ask.card === card),
    ),
  );

test('[CMD-2] a refused request changes nothing', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
      const session = Session.seated();
      for (const each of steps) {
        session.pass(each.pass);
        const said = each.said(session, each.actor);
        if (said === 'arrive' || said === 'leave') continue;
        if (['rename', 'renew-invite', 'read-card'].includes(said.type)) continue;
        const before = session.state;
        const decision = session.asks(each.actor, said);
        if (!decision.ok) expect(session.state).toBe(before);
      }
    }),
  );
});
