/** Questions that the rules, the views and the permissions all ask of a room's state. */

import { lessonsFor } from '../rubric/form.ts';
import type { Lesson } from '../rubric/lessons.ts';
import type { MomentId, PeerId, Seat } from './ids.ts';
import { otherPeer } from './peers.ts';
import {
  FORM_DUE_MS,
  type Ask,
  type MarkedComment,
  type Member,
  type Moment,
  type RoomState,
  type Round,
} from './state.ts';

export const memberOf = (state: RoomState, peer: PeerId): Member | undefined =>
  state.peers.find((member) => member.peer === peer);

export const otherMember = (state: RoomState, peer: PeerId): Member | undefined =>
  otherPeer({ me: { peer }, peers: state.peers });

export const inSeat = (state: RoomState, seat: Seat): Member | undefined =>
  state.peers.find((member) => member.seat === seat);

export const isObserver = (state: RoomState, peer: PeerId): boolean =>
  state.observers.some((observer) => observer.peer === peer);

/** Everybody who is sent views. */
export const membersOf = (state: RoomState): PeerId[] => [
  ...state.peers.map(({ peer }) => peer),
  ...state.observers.map(({ peer }) => peer),
];

/** Every round so far, in order. */
export function roundsOf(state: RoomState): readonly Round[] {
  switch (state.phase) {
    case 'lobby':
      return [];
    case 'round':
    case 'feedback':
      return [...state.earlier, state.round];
    case 'debrief':
      return state.rounds;
  }
}

/** Everybody that a view or a report may name: who is in the room, and who sat in one of its rounds. */
export const peopleOf = (state: RoomState): PeerId[] => {
  const seated = roundsOf(state).flatMap(({ seats }) => Object.values(seats));
  const returning = state.returning ? [state.returning.peer] : [];
  return [...new Set([...membersOf(state), ...returning, ...seated.filter((peer) => peer !== null)])];
};

export const lastRound = (state: RoomState): Round | undefined => roundsOf(state).at(-1);

export const seatIn = (round: Round, peer: PeerId): Seat | null =>
  round.seats.interviewer === peer ? 'interviewer' : round.seats.candidate === peer ? 'candidate' : null;

export const askIn = (round: Round, ask: string): Ask | undefined => round.asks.find((each) => each.ask === ask);

export const isSameMark = (a: MarkedComment, b: MarkedComment): boolean =>
  a.round === b.round && a.about === b.about && a.by === b.by && a.mark === b.mark;

export const formLessons = (round: Round): Lesson[] => lessonsFor(round.asks.map((ask) => ask.beats));

/** Whose form of an ended round is still missing. A round without a card asks for none. */
export function formsMissing(state: RoomState, round: Round): PeerId[] {
  if (round.endedAt === null || round.asks.length === 0) return [];
  return state.peers
    .map(({ peer }) => peer)
    .filter((peer) => seatIn(round, peer) !== null && !round.forms.some((form) => form.by === peer));
}

/** Until when a form that is missing in the debrief can follow, by the server's clock. */
export const dueUntil = (finishedAt: number): number => finishedAt + FORM_DUE_MS;

/** The round for which this peer owes a form at `now`; only the last round can be owed. */
export function roundDue(state: RoomState, peer: PeerId, now: number): Round | undefined {
  if (state.phase !== 'feedback' && state.phase !== 'debrief') return undefined;
  if (state.phase === 'debrief' && (state.revealedAt !== null || now >= dueUntil(state.finishedAt))) return undefined;
  return roundsOf(state).find((round) => formsMissing(state, round).includes(peer));
}

/** When the server must act by itself: the reveal that a missing form cannot hold up for longer. */
export const actsAt = (state: RoomState): number | null =>
  state.phase === 'debrief' && state.revealedAt === null ? dueUntil(state.finishedAt) : null;

/** Whether a moment comes from running code: it is counted and kept apart from what people write. */
export const isRun = ({ kind }: Moment): boolean =>
  kind === 'run' || kind === 'check' || kind === 'trace-committed' || kind === 'trace';

/** Whether everybody sees a moment: a question, and whatever ran, except hidden checks that are not shown. */
export const isSeenByAll = (round: Round, moment: Moment): boolean =>
  moment.kind === 'check'
    ? !moment.hidden || askIn(round, moment.ask)?.shown === true
    : isRun(moment) || moment.kind === 'question';

/** Whether a peer could see this moment of the round before the reveal. */
export function couldSee(round: Round, moment: Moment, peer: PeerId): boolean {
  if (moment.by === peer) return true;
  if (seatIn(round, peer) === null) return false;
  if (isSeenByAll(round, moment)) return true;
  return moment.kind === 'fact' || (moment.kind === 'hint' && moment.how === 'sent');
}

/** Which moments of the round a reader sees now: an observer those that everybody sees, until the debrief. */
export function seenBy(state: RoomState, round: Round, reader: PeerId): (moment: Moment) => boolean {
  if (isObserver(state, reader)) return (moment) => state.phase !== 'debrief' && isSeenByAll(round, moment);
  if (memberOf(state, reader) === undefined || seatIn(round, reader) === null) return () => false;
  if (isOpenTo(state, round, reader)) return () => true;
  return (moment) => couldSee(round, moment, reader);
}

/** What a peer's form for the round may cite: the asks, and the moments they could see. */
export const citable = (round: Round, peer: PeerId): Set<MomentId> =>
  new Set([
    ...round.asks.map(({ ask }) => ask),
    ...round.moments.filter((moment) => couldSee(round, moment, peer)).map(({ moment }) => moment),
  ]);

/** Whether everything of this round is open to this reader. */
export const isOpenTo = (state: RoomState, round: Round, reader: PeerId): boolean =>
  state.phase === 'debrief' &&
  state.revealedAt !== null &&
  memberOf(state, reader) !== undefined &&
  seatIn(round, reader) !== null;
