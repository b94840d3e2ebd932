/** The room after an event: live, after a restart, in an audit and in a replay alike. */

import { audienceOf } from './audience.ts';
import { NEW_CLOCK, stopClock } from './clock.ts';
import type { EventOf, RoomEvent } from './events.ts';
import { roundAfter } from './evolve-round.ts';
import { withoutPeer } from './evolve-erased.ts';
import { otherSeat, type PeerId, type Seat } from './ids.ts';
import { inSeat, isSameMark, lastRound } from './queries.ts';
import type { Debrief, InFeedback, InRound, RoomState, Round } from './state.ts';

/** A history that breaks its own rules is a bug, never bad input. */
export class InvariantViolation extends Error {}

/** @param state null before the first event */
export function evolve(state: RoomState | null, event: RoomEvent): RoomState {
  if (state === null) return created(event);
  const next = { ...applied(state, event), seq: state.seq + 1 };
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
    proposals: [],
    views: {},
  };
}

function applied(state: RoomState, event: RoomEvent): RoomState {
  switch (event.type) {
    case 'room-created':
      throw new InvariantViolation('a room is created once');
    case 'peer-joined':
    case 'peer-removed':
    case 'peer-left':
    case 'peer-back':
    case 'observer-joined':
    case 'observer-removed':
    case 'observers-allowed':
    case 'invite-renewed':
      return withPeople(state, event);
    case 'peer-erased':
      return withoutPeer(state, event.peer);
    case 'peer-renamed':
    case 'card-read':
      return state;
    case 'steering-allowed': {
      const others = state.steers.filter((peer) => peer !== event.peer);
      return { ...state, steers: event.allowed ? [...others, event.peer] : others };
    }
    case 'plan-set':
      return { ...state, plan: event.plan };
    case 'seat-taken':
      return {
        ...state,
        peers: state.peers.map((each) => (each.peer === event.peer ? { ...each, seat: event.seat } : each)),
      };
    case 'seats-exchanged':
      return {
        ...state,
        peers: state.peers.map((each) => ({ ...each, seat: otherSeat(each.seat) })),
        proposals: state.proposals.filter(({ kind }) => kind !== 'exchange-seats'),
      };
    case 'proposed':
      return { ...state, proposals: [...state.proposals, { kind: event.kind, by: event.by, at: event.at }] };
    case 'proposal-closed':
      return { ...state, proposals: state.proposals.filter(({ kind }) => kind !== event.kind) };
    case 'round-started':
      return roundStarted(state, event);
    case 'round-ended':
      return roundEnded(state, event);
    case 'finished':
      return finished(state, event);
    case 'revealed':
    case 'promised':
    case 'comment-marked':
    case 'report-shared':
    case 'report-linked':
    case 'continued':
      return inDebrief(state, event);
    default:
      return withLastRound(state, (round) => roundAfter(round, event));
  }
}

type PeopleEvent = EventOf<
  | 'peer-joined'
  | 'peer-removed'
  | 'peer-left'
  | 'peer-back'
  | 'observer-joined'
  | 'observer-removed'
  | 'observers-allowed'
  | 'invite-renewed'
>;

function withPeople(state: RoomState, event: PeopleEvent): RoomState {
  switch (event.type) {
    case 'peer-joined':
      return seated(
        {
          ...state,
          peers: [...state.peers, { peer: event.peer, seat: event.seat, awaySince: event.at }],
          observers: state.observers.filter(({ peer }) => peer !== event.peer),
        },
        event.seat,
        event.peer,
      );
    case 'peer-removed':
      return removed(state, event.peer);
    case 'peer-left':
      return withPresence(state, event.peer, event.at);
    case 'peer-back':
      return withPresence(state, event.peer, null);
    case 'observer-joined':
      return { ...state, observers: [...state.observers, { peer: event.peer, awaySince: event.at }] };
    case 'observer-removed':
      return {
        ...state,
        observers: state.observers.filter(({ peer }) => peer !== event.peer),
        removedObservers: [...state.removedObservers, event.peer],
      };
    case 'observers-allowed':
      return {
        ...state,
        observersAllowed: event.allowed,
        observers: event.allowed ? state.observers : [],
        proposals: state.proposals.filter(({ kind }) => kind !== 'allow-observers'),
      };
    case 'invite-renewed':
      return { ...state, removedPeers: [] };
  }
}

function withPresence(state: RoomState, peer: PeerId, awaySince: number | null): RoomState {
  const present = <T extends { peer: PeerId }>(each: T): T => (each.peer === peer ? { ...each, awaySince } : each);
  return { ...state, peers: state.peers.map(present), observers: state.observers.map(present) };
}

/** Who sits down during a round takes part in it; after it has ended its seats stand as they were. */
function seated(state: RoomState, seat: Seat, peer: PeerId): RoomState {
  if (state.phase !== 'round') return state;
  return { ...state, round: { ...state.round, seats: { ...state.round.seats, [seat]: peer } } };
}

function removed(state: RoomState, peer: PeerId): RoomState {
  const without = {
    ...state,
    peers: state.peers.filter((each) => each.peer !== peer),
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

type DebriefEvent = EventOf<
  'revealed' | 'promised' | 'comment-marked' | 'report-shared' | 'report-linked' | 'continued'
>;

function inDebrief(state: RoomState, event: DebriefEvent): RoomState {
  if (state.phase !== 'debrief') throw new InvariantViolation(`${event.type} in the ${state.phase}`);
  switch (event.type) {
    case 'revealed':
      return { ...state, revealedAt: event.at };
    case 'promised': {
      const { by, lesson, words } = event;
      return { ...state, promises: [...state.promises.filter((each) => each.by !== by), { by, lesson, words }] };
    }
    case 'comment-marked':
      return { ...state, marks: marksAfter(state.marks, event) };
    case 'report-shared': {
      const proposals = state.proposals.filter(({ kind }) => kind !== 'share-report');
      return { ...state, shared: event.shared, link: null, proposals };
    }
    case 'report-linked':
      return { ...state, link: { by: event.actor, at: event.at } };
    case 'continued':
      return { ...state, next: event.next };
  }
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
