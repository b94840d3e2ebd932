/** The room after an event: live, after a restart, in an audit and in a replay alike. */

import { NEW_CLOCK, resumeClock, stopClock } from './clock.ts';
import { audienceOf } from './event-rules.ts';
import type { EventOf, ProposalKind, RoomEvent } from './events.ts';
import { withoutPeer } from './evolve-erased.ts';
import {
  adds,
  answerJudged,
  asked,
  beatHeard,
  beatUnheard,
  onAsk,
  questionAsked,
  traceCommitted,
  traced,
  unasked,
  unticked,
  withoutMoment,
} from './evolve-round.ts';
import { otherSeat, type PeerId } from './ids.ts';
import { inSeat, isSameMark, lastRound } from './queries.ts';
import type { Debrief, InFeedback, InRound, RoomState, Round } from './state.ts';

/** A history that breaks its own rules is a bug, never bad input. */
class InvariantViolation extends Error {}

/** @param state null before the first event */
export function evolve(state: RoomState | null, event: RoomEvent): RoomState {
  if (state === null) return created(event);
  const change = CHANGES[event.type] as Change<RoomState, RoomEvent>;
  const next = { ...change(state, event), seq: state.seq + 1 };
  const views = { ...next.views };
  for (const peer of audienceOf(event, next)) views[peer] = (views[peer] ?? 0) + 1;
  return { ...next, views };
}

/** The state that a whole history folds to. */
export const fold = (events: readonly RoomEvent[]): RoomState => {
  const state = events.reduce<RoomState | null>(evolve, null);
  if (!state) throw new InvariantViolation('a room without a history');
  return state;
};

function created(event: RoomEvent): RoomState {
  if (event.type !== 'room-created') throw new InvariantViolation(`a history begins with ${event.type}`);
  return {
    phase: 'lobby',
    room: event.room,
    createdAt: event.at,
    seq: 1,
    plan: event.plan,
    peers: [],
    observers: [],
    observersAllowed: false,
    removedPeers: [],
    removedObservers: [],
    steers: [],
    returning: null,
    proposals: [],
    views: {},
  };
}

type Change<S, E> = (state: S, event: E) => RoomState;

/** What each event changes. */
const CHANGES: { readonly [T in RoomEvent['type']]: Change<RoomState, EventOf<T>> } = {
  'room-created': () => {
    throw new InvariantViolation('a room is created once');
  },
  'peer-joined': joined,
  'peer-removed': (state, { peer }) => removed(state, peer),
  'peer-left': (state, { peer, at }) => withPresence(state, peer, at),
  'peer-back': (state, { peer }) => withPresence(state, peer, null),
  'peer-renamed': (state) => state,
  'peer-erased': (state, { peer }) => withoutPeer(state, peer),
  'return-asked': (state, { peer, as }) => ({ ...state, returning: { peer, as, agreed: false } }),
  'return-answered': (state, { peer, as, agreed }) => ({
    ...state,
    returning: agreed ? { peer, as, agreed } : null,
  }),
  'observer-joined': (state, { peer, at: awaySince }) => ({
    ...state,
    observers: [...state.observers, { peer, awaySince }],
  }),
  'observer-removed': (state, { peer }) => ({
    ...state,
    observers: state.observers.filter((each) => each.peer !== peer),
    removedObservers: [...state.removedObservers, peer],
  }),
  'observers-allowed': (state, { allowed }) => ({
    ...withoutProposal(state, 'allow-observers'),
    observersAllowed: allowed,
    observers: allowed ? state.observers : [],
  }),
  'invite-renewed': (state) => ({ ...state, removedPeers: [] }),

  'plan-set': (state, { plan }) => ({ ...state, plan }),
  'seat-taken': (state, { peer, seat }) => ({
    ...state,
    peers: state.peers.map((each) => (each.peer === peer ? { ...each, seat } : each)),
  }),
  'seats-exchanged': (state) => ({
    ...withoutProposal(state, 'exchange-seats'),
    peers: state.peers.map((each) => ({ ...each, seat: otherSeat(each.seat) })),
  }),
  proposed: (state, { kind, by, at }) => ({ ...state, proposals: [...state.proposals, { kind, by, at }] }),
  'proposal-closed': (state, { kind }) => withoutProposal(state, kind),
  'steering-allowed': (state, { peer, allowed }) => {
    const others = state.steers.filter((each) => each !== peer);
    return { ...state, steers: allowed ? [...others, peer] : others };
  },

  'round-started': roundStarted,
  'card-read': (state) => state,
  asked: inRound(asked),
  unasked: inRound(unasked),
  'beat-heard': inRound(beatHeard),
  'beat-unheard': inRound(beatUnheard),
  'hint-given': inRound(adds(({ ask, rung, how }) => ({ kind: 'hint', ask, rung, how }))),
  'fact-given': inRound(adds(({ ask, fact }) => ({ kind: 'fact', ask, fact }))),
  'taken-back': inRound((round, { moment }) => withoutMoment(round, moment)),
  ticked: inRound(adds(({ ask, part, index }) => ({ kind: part, ask, index }))),
  unticked: inRound(unticked),
  'answer-judged': inRound(answerJudged),
  'question-asked': inRound(questionAsked),
  noted: inRound(adds(({ words }) => ({ kind: 'note', words }))),
  pinned: inRound(
    adds(({ ask, from, to, lesson, words }) => ({ kind: 'pin', ask, from, to, ...(lesson && { lesson }), words })),
  ),
  'note-edited': inRound((round, { moment }) => ({
    ...round,
    moments: round.moments.map((each) => (each.moment === moment ? { ...each, edited: true } : each)),
  })),
  'note-removed': inRound((round, { moment }) => withoutMoment(round, moment)),
  'runs-locked': inRound((round, { locked }) => ({ ...round, runsLocked: locked })),
  'code-ran': inRound(
    adds(({ ask, outcome, ms, line, words, long }) => ({
      ...{ kind: 'run', ask, outcome, ms, words, long },
      ...(line !== undefined && { line }),
    })),
  ),
  'code-checked': inRound(
    adds(({ ask, hidden, passed, failed, errors, broken, ms, long }) => ({
      ...{ kind: 'check', ask, hidden, passed, failed, errors, broken, ms, long },
    })),
  ),
  'checks-revealed': inRound(onAsk(() => ({ shown: true }))),
  'check-added': inRound(onAsk(({ words }, { added }) => ({ added: [...added, words] }))),
  'trace-set': inRound(
    onAsk(({ n, words }) => {
      if (words === null) return { prediction: null };
      return { predictions: n, prediction: { n, words, committed: null, traced: null } };
    }),
  ),
  'trace-committed': inRound(traceCommitted),
  traced: inRound(traced),
  marked: inRound(
    adds(({ ask, line, verdict, from, to, words }) => ({ kind: 'mark', ask, line, verdict, from, to, words })),
  ),
  paused: inRound((round, { at }) => ({ ...round, clock: stopClock(round.clock, at) })),
  resumed: inRound((round, { at, away }) => ({ ...round, clock: resumeClock(round.clock, at, away) })),
  'round-ended': roundEnded,

  'form-submitted': inRound((round, { by, at, words }) => {
    const seat = round.seats.interviewer === by ? 'interviewer' : 'candidate';
    return { ...round, forms: [...round.forms, { by, seat, at, words }] };
  }),
  finished,

  revealed: inDebrief((state, { at }) => ({ ...state, revealedAt: at })),
  promised: inDebrief((state, { by, lesson, words }) => ({
    ...state,
    promises: [...state.promises.filter((each) => each.by !== by), { by, lesson, words }],
  })),
  'comment-marked': inDebrief((state, event) => ({ ...state, marks: marksAfter(state.marks, event) })),
  'report-shared': inDebrief((state, { shared }) => ({
    ...withoutProposal(state, 'share-report'),
    shared,
    link: null,
  })),
  'report-linked': inDebrief((state, { actor: by, at }) => ({ ...state, link: { by, at } })),
  continued: inDebrief((state, { next }) => ({ ...state, next })),
};

/** The event belongs to the last round: the current one, or the one whose forms are filled in. */
function inRound<E>(change: (round: Round, event: E) => Round): Change<RoomState, E> {
  return (state, event) => withLastRound(state, (round) => change(round, event));
}

function inDebrief<E extends RoomEvent>(change: Change<Debrief, E>): Change<RoomState, E> {
  return (state, event) => {
    if (state.phase !== 'debrief') throw new InvariantViolation(`${event.type} in the ${state.phase}`);
    return change(state, event);
  };
}

const withoutProposal = <S extends RoomState>(state: S, kind: ProposalKind): S => ({
  ...state,
  proposals: state.proposals.filter((each) => each.kind !== kind),
});

/** Somebody who sits down during a round takes part in it; after it has ended its seats stay as they were. */
function joined(state: RoomState, { peer, seat, at: awaySince }: EventOf<'peer-joined'>): RoomState {
  const after = {
    ...state,
    peers: [...state.peers, { peer, seat, awaySince }],
    observers: state.observers.filter((each) => each.peer !== peer),
  };
  if (after.phase !== 'round') return after;
  return { ...after, round: { ...after.round, seats: { ...after.round.seats, [seat]: peer } } };
}

function withPresence(state: RoomState, peer: PeerId, awaySince: number | null): RoomState {
  const present = <T extends { peer: PeerId }>(each: T): T => (each.peer === peer ? { ...each, awaySince } : each);
  const returning = state.returning?.as === peer ? null : state.returning;
  return { ...state, returning, peers: state.peers.map(present), observers: state.observers.map(present) };
}

function removed(state: RoomState, peer: PeerId): RoomState {
  const without = {
    ...state,
    peers: state.peers.filter((each) => each.peer !== peer),
    returning: null,
    removedPeers: [...state.removedPeers, peer],
    steers: state.steers.filter((each) => each !== peer),
    proposals: state.proposals.filter(({ by }) => by !== peer),
  };
  if (without.phase === 'lobby') return without;
  return withLastRound(without, (round) => {
    if (round.forms.some(({ by }) => by === peer)) return round;
    const { interviewer, candidate } = round.seats;
    return {
      ...round,
      ...(without.phase === 'round' && candidate === peer && { promise: null }),
      seats: {
        interviewer: interviewer === peer ? null : interviewer,
        candidate: candidate === peer ? null : candidate,
      },
    };
  });
}

function roundStarted(state: RoomState, event: EventOf<'round-started'>): InRound {
  const earlier = state.phase === 'feedback' ? [...state.earlier, state.round] : [];
  const round: Round = {
    round: event.round,
    seats: {
      interviewer: inSeat(state, 'interviewer')?.peer ?? null,
      candidate: inSeat(state, 'candidate')?.peer ?? null,
    },
    startedAt: event.at,
    clock: NEW_CLOCK,
    asks: [],
    moments: [],
    heard: [],
    endedAt: null,
    runsLocked: false,
    promise: event.promise ?? null,
    forms: [],
  };
  return { ...state, phase: 'round', proposals: [], earlier, round };
}

function roundEnded(state: RoomState, event: EventOf<'round-ended'>): InFeedback {
  if (state.phase !== 'round') throw new InvariantViolation(`a round ended in the ${state.phase}`);
  const round = { ...state.round, endedAt: event.at, clock: stopClock(state.round.clock, event.at) };
  return { ...state, phase: 'feedback', proposals: [], round };
}

function finished(state: RoomState, event: EventOf<'finished'>): RoomState {
  if (state.phase !== 'feedback') throw new InvariantViolation(`a session finished in the ${state.phase}`);
  const { earlier, round, ...rest } = state;
  return {
    ...rest,
    phase: 'debrief',
    proposals: [],
    rounds: [...earlier, round],
    finishedAt: event.at,
    revealedAt: null,
    promises: [],
    marks: [],
    shared: false,
    link: null,
    next: null,
  };
}

function marksAfter(marks: Debrief['marks'], { by, round, about, mark, on }: EventOf<'comment-marked'>) {
  const marked = { round, about, by, mark };
  const others = marks.filter((each) => !isSameMark(each, marked));
  return on ? [...others, marked] : others;
}

function withLastRound(state: RoomState, change: (round: Round) => Round): RoomState {
  if (state.phase === 'round' || state.phase === 'feedback') return { ...state, round: change(state.round) };
  const last = lastRound(state);
  if (state.phase !== 'debrief' || !last) throw new InvariantViolation(`no round in the ${state.phase}`);
  return { ...state, rounds: [...state.rounds.slice(0, -1), change(last)] };
}
