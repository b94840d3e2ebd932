/** Who may do what with a room's sheets. */

import type { PeerId, Seat, SheetId } from './ids.ts';
import { isObserver, isOpenTo, memberOf, roundsOf, seatIn } from './queries.ts';
import type { ReportLink, RoomState, Round } from './state.ts';

export type SheetRight = 'write' | 'read' | null;

/** Peers write every sheet of the round under way; an ended round's sheets are frozen for everybody. */
export function sheetRight(state: RoomState, sheet: SheetId, peer: PeerId): SheetRight {
  const round = roundsOf(state).find(({ asks }) => asks.some((ask) => ask.sheet === sheet));
  if (!round) return null;
  if (isObserver(state, peer)) return state.phase === 'debrief' ? null : 'read';
  if (!memberOf(state, peer) || seatIn(round, peer) === null) return null;
  return round.endedAt === null ? 'write' : 'read';
}

/** How a member of the room is seen by the others, or null for somebody who is not a member. */
export const roleOf = (state: RoomState, peer: PeerId): Seat | 'observer' | null =>
  memberOf(state, peer)?.seat ?? (isObserver(state, peer) ? 'observer' : null);

/** The report is for those who are its peers, once the forms are open. */
export const mayReadReport = (state: RoomState, peer: PeerId): boolean =>
  state.phase === 'debrief' && state.revealedAt !== null && memberOf(state, peer) !== undefined;

/** The link by which somebody else may read the report now, or null: it ends with the agreement or when a peer goes. */
export const reportLink = (state: RoomState): ReportLink | null =>
  state.phase === 'debrief' && state.revealedAt !== null && state.shared && state.peers.length === 2
    ? state.link
    : null;

/** A shared report holds the rounds that are open to both who share it. */
export const isShared = (state: RoomState, round: Round): boolean =>
  state.peers.every(({ peer }) => isOpenTo(state, round, peer));

/** A guide outside an ask is for who will ask from it. */
export const mayReadGuides = (state: RoomState, peer: PeerId): boolean =>
  (state.phase === 'lobby' || state.phase === 'round') && memberOf(state, peer)?.seat === 'interviewer';

/** What to tell somebody who is no member (any more). */
export const whyNoMember = ({ removedPeers, removedObservers }: RoomState, peer: PeerId): string =>
  removedPeers.includes(peer) || removedObservers.includes(peer)
    ? 'A peer has removed you from this room.'
    : 'You hold no seat in this room, and you do not watch it.';
