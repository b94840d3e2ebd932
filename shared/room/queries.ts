/** Questions that the rules, the views and the permissions all ask of a room's state. */

import { lessonsFor } from '../rubric/form.ts';
import type { Lesson } from '../rubric/lessons.ts';
import type { AskId, CardId, MomentId, PeerId, Seat } from './ids.ts';
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
import type { TickedPart } from './ticks.ts';

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

type Seen = 'author' | 'peers' | 'all';
type SeenBy<K extends Moment['kind']> = (moment: Extract<Moment, { kind: K }>, round: Round) => Seen;

const author = (): Seen => 'author';
const all = (): Seen => 'all';

/** Who sees a moment before the reveal. `peers`: both; an observer does not. */
const SEEN_BY: { readonly [K in Moment['kind']]: SeenBy<K> } = {
  beat: author,
  hint: ({ how }) => (how === 'sent' ? 'peers' : 'author'),
  fact: () => 'peers',
  question: all,
  'follow-up': author,
  'red-flag': author,
  answer: author,
  note: author,
  pin: author,
  run: all,
  check: ({ hidden, ask }, round) => (!hidden || askIn(round, ask)?.shown === true ? 'all' : 'author'),
  'trace-committed': all,
  trace: all,
  mark: author,
};

const seenOf = (round: Round, moment: Moment): Seen => (SEEN_BY[moment.kind] as SeenBy<Moment['kind']>)(moment, round);

/** Whether a moment is that tick or verdict of that ask. */
export const isAbout = (moment: Moment, kind: TickedPart | 'answer', ask: AskId, index: number): boolean =>
  moment.kind === kind && moment.ask === ask && moment.index === index;

/** Whether everybody sees a moment: a question, and whatever ran, except hidden checks that are not shown. */
const isSeenByAll = (round: Round, moment: Moment): boolean => seenOf(round, moment) === 'all';

/** Whether a peer could see this moment of the round before the reveal. */
function couldSee(round: Round, moment: Moment, peer: PeerId): boolean {
  if (moment.by === peer) return true;
  if (seatIn(round, peer) === null) return false;
  return seenOf(round, moment) !== 'author';
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

/** How a reader is told which card an ask is: a name gives the answer away, so a candidate has the ask's id instead. */
export const cardFor = (state: RoomState, round: Round, ask: Ask, reader: PeerId): CardId | AskId =>
  round.seats.interviewer === reader || isOpenTo(state, round, reader) ? ask.card : ask.ask;
