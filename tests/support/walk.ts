/** Random walks through a session: any request of anybody, in any order, with a check after each. */

import fc from 'fast-check';
import { roundsOf } from '../../shared/room/queries.ts';
import { ABOUT, COMMENT_MARKS } from '../../shared/rubric/comments.ts';
import { LESSONS } from '../../shared/rubric/lessons.ts';
import { GUIDE_CANARY, OWN_QUESTION } from './cards.ts';
import { Session, wholeForm, type Said } from './session.ts';

export interface Step {
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
  const kept = !asCandidate && round?.promise ? 'kept' : undefined;
  return {
    type: 'submit-form',
    form: wholeForm(round?.round ?? 1, lessons, moment, asCandidate, `CANARY-FORM-${actor}.`, kept),
  };
}

/** What the debrief is about. */
const DEBRIEFED: fc.Arbitrary<Step['said']> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .record({
        round: fc.constantFrom(1 as const, 1 as const, 2 as const),
        about: fc.constantFrom(...ABOUT),
        mark: fc.constantFrom(...COMMENT_MARKS),
        on: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, fc.constant(false)),
      })
      .map((fields) => () => ({ type: 'mark-comment', ...fields }) as const),
  },
  fc.boolean().map((agreed) => () => ({ type: 'share-report', agreed }) as const),
  fc.constantFrom(...LESSONS).map((lesson) => () => ({ type: 'promise', lesson, text: 'promised' }) as const),
);

type Coded = (ask: string, actor: string, n: number) => Said;
const cases = (actor: string) => [
  { name: 'test_it', outcome: 'fail' as const, message: `CANARY-NOTE-${actor}.`, ms: 1 },
];

/** Everything about code, of the current ask and its current prediction or one beside it. */
const CODED: Coded[] = [
  (ask, actor) => ({
    ...{ type: 'ran', ask, code: `CANARY-LONG-${actor}.`, outcome: 'raised', ms: 1, output: '1\n2\n3', line: 1 },
  }),
  (ask, actor) => ({ type: 'checked', ask, code: `CANARY-LONG-${actor}.`, hidden: true, cases: cases(actor), ms: 1 }),
  (ask, actor) => ({ type: 'checked', ask, code: `CANARY-LONG-${actor}.`, hidden: false, cases: cases(actor), ms: 1 }),
  (ask) => ({ type: 'reveal-checks', ask }),
  (ask) => ({ type: 'add-check', ask, source: 'CANARY-LONG-added.' }),
  (ask, _actor, n) => ({ type: 'set-trace', ask, call: n % 3 === 0 ? '' : `f(${n})` }),
  (ask, _actor, n) => ({
    ...{ type: 'commit-trace', ask, n: Math.max(1, n) },
    rows: [{ line: '1', values: 'CANARY-LONG-row.', branch: '', printed: '', returned: '' }],
  }),
  (ask, _actor, n) => ({
    ...{ type: 'traced', ask, n: Math.max(1, n), agreed: n, wrong: 1, missed: 2, first: null },
    report: { rows: [], truncated: false, value: 'CANARY-LONG-value.' },
  }),
  (ask, actor) => ({
    ...{ type: 'mark', ask, line: 1, quote: `CANARY-NOTE-${actor}.`, verdict: 'wrong', from: 'x', to: 'y' },
  }),
  (_ask, _actor, n) => ({ type: 'lock-runs', locked: n % 2 === 0 }),
];

const lastMoment = ({ state }: Session, actor: string): string =>
  roundsOf(state)
    .at(-1)
    ?.moments.findLast(({ by }) => by === actor)?.moment ?? 'none';

const predictionNow = ({ state }: Session): number =>
  (state.phase === 'round' && state.round.asks.at(-1)?.prediction?.n) || 1;

/**
 * @param coded,
 * @param debriefed,
 * @param erased how often code, the debrief, and somebody's going for good are spoken of, in about fifty requests that
 * speak of other things
 */
const said = (coded: number, debriefed: number, erased: number): fc.Arbitrary<Step['said']> =>
  fc.oneof(
    {
      weight: erased,
      arbitrary: fc.constant<Step['said']>((_session, actor) => ({ type: 'erase', peer: actor })),
    },
    {
      weight: coded,
      arbitrary: fc.tuple(fc.constantFrom(...CODED), fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(2))).map(
        ([speak, beside]) =>
          (session: Session, actor: string) =>
            speak(ask(session), actor, predictionNow(session) + beside),
      ),
    },
    { weight: 3, arbitrary: fc.constant<Step['said']>(() => ({ type: 'join' })) },
    { weight: 4, arbitrary: fc.constant<Step['said']>(() => 'arrive') },
    { weight: 1, arbitrary: fc.constant<Step['said']>(() => 'leave') },
    { weight: 4, arbitrary: fc.constant<Step['said']>(() => ({ type: 'begin' })) },
    { weight: 5, arbitrary: fc.constantFrom('one', 'two').map((card) => () => ({ type: 'ask', card }) as const) },
    fc.constant<Step['said']>((session) => ({ type: 'unask', ask: ask(session) })),
    fc.boolean().map((allowed) => () => ({ type: 'steer', allowed }) as const),
    fc.constant<Step['said']>(() => ({ type: 'ask-own', own: { ...OWN_QUESTION, modelAnswer: GUIDE_CANARY } })),
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
    fc.constant<Step['said']>((session, actor) => ({ type: 'take-back', moment: lastMoment(session, actor) })),
    fc.tuple(fc.constantFrom('follow-up' as const, 'red-flag' as const), fc.boolean()).map(
      ([part, on]) =>
        (session: Session) =>
          ({ type: 'tick', ask: ask(session), part, index: 0, on }) as const,
    ),
    fc.constantFrom('edit-note' as const, 'remove-note' as const).map((type) => (session: Session, actor: string) => {
      const moment = lastMoment(session, actor);
      return type === 'edit-note' ? { type, moment, text: `CANARY-NOTE-${actor}.` } : { type, moment };
    }),
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
    { weight: debriefed, arbitrary: DEBRIEFED },
    fc.constantFrom('renew-invite' as const, 'rename' as const).map((type) => () => ({ type })),
    fc.constant<Step['said']>(() => ({ type: 'read-card', card: 'one' })),
    fc.constant<Step['said']>(() => ({ type: 'continue', next: 'next' })),
    fc.constant<Step['said']>(() => ({ type: 'deadline' })),
  );

const stepWith = (coded: number, debriefed = 3, erased = 0): fc.Arbitrary<Step> =>
  fc.record({
    actor: fc.oneof({ weight: 8, arbitrary: fc.constantFrom('a', 'b') }, fc.constantFrom('c', 'd')),
    said: said(coded, debriefed, erased),
    pass: fc.oneof({ weight: 8, arbitrary: fc.nat(20_000) }, fc.constant(5 * 60_000), {
      weight: 1,
      arbitrary: fc.constant(73 * 3_600_000),
    }),
  });

export const step = stepWith(2);

const isServers = (said: Said): boolean => !['join', 'leave', 'come-back'].includes(said.type);

function carryOut(session: Session, { actor, said: build, pass }: Step): void {
  session.pass(pass);
  const said = build(session, actor);
  const member = session.timelessViews().has(actor);
  if (said === 'arrive') return void (member && session.arrive(actor));
  if (said === 'leave') return void (member && session.leave(actor));
  if (session.erased.has(actor)) return;
  const onlyMembers = ['rename', 'renew-invite', 'read-card', 'erase'].includes(said.type);
  if (onlyMembers && !member) return;
  if (isServers(said)) session.asks(said.type === 'deadline' || said.type === 'erase' ? 'system' : actor, said);
  else session.does.call(session, actor, said);
}

export type Check = (session: Session, before: ReturnType<Session['timelessViews']>) => void;

/** Runs the steps and calls `check` around each; the first that fails is shown with its steps by fast-check. */
export function afterAny(check: Check, runs = 300): void {
  walk(check, step, promising, runs);
}

function promising(): Session {
  const session = Session.seated();
  for (const peer of session.names.keys()) session.promise(peer);
  return session;
}

/** The same from a round in which a card is asked and somebody watches, and mostly about its code. */
export function afterAnyCode(check: Check, runs = 100): void {
  walk(check, stepWith(60), watched, runs);
}

/** The same from the debrief of a session of two rounds, and mostly about it. */
export function afterAnyDebrief(check: Check, runs = 100): void {
  walk(check, stepWith(2, 60), () => Session.debriefed(2), runs);
}

/** The same with somebody erased now and then, from a round in which a card is asked and somebody watches. */
export function afterAnyErased(check: Check, runs = 200): void {
  walk(check, stepWith(5, 3, 1), watched, runs);
}

/** The same from a debrief, and mostly about it. */
export function afterAnyErasedInDebrief(check: Check, runs = 100): void {
  walk(check, stepWith(2, 60, 3), () => Session.debriefed(2), runs);
}

function watched(): Session {
  const { session } = Session.asked();
  for (const peer of ['a', 'b']) session.does(peer, { type: 'allow-observers', agreed: true });
  session.does('c', { type: 'join' });
  return session;
}

function walk(check: Check, steps: fc.Arbitrary<Step>, begin: () => Session, numRuns: number): void {
  fc.assert(
    fc.property(fc.array(steps, { minLength: 10, maxLength: 80 }), (each) => {
      const session = begin();
      for (const one of each) {
        const before = session.timelessViews();
        try {
          carryOut(session, one);
        } catch (error) {
          if (!(error instanceof Error && / join: /.test(error.message))) throw error;
        }
        check(session, before);
      }
    }),
    { numRuns },
  );
}
