/** One room in the list of a peer's rooms. */

import type { RoomSummary } from '../../shared/api.ts';
import type { PeerId } from '../../shared/room/ids.ts';
import { dueUntil, isOpenTo, memberOf, otherMember, roundDue, roundsOf } from '../../shared/room/queries.ts';
import type { RoomState } from '../../shared/room/state.ts';
import { promiseKept } from '../../shared/room/view.ts';
import { shownNames } from '../../shared/text/names.ts';
import type { RoomRecord } from './room-record.ts';

type Summed = Pick<RoomRecord, 'state' | 'words'> & { names: ReadonlyMap<PeerId, string> };

export function summaryOf(room: Summed, peer: PeerId, now: number): RoomSummary {
  const { state, names, words } = room;
  const other = otherMember(state, peer)?.peer;
  const promise = state.phase === 'debrief' ? state.promises.find(({ by }) => by === peer) : undefined;
  return {
    room: state.room,
    createdAt: state.createdAt,
    changedAt: lastPhaseAt(state),
    phase: state.phase,
    seat: memberOf(state, peer)?.seat ?? null,
    with: other === undefined ? null : (shownNames([other], names).get(other) ?? null),
    plan: state.plan,
    revealed: state.phase === 'debrief' && state.revealedAt !== null,
    formDueUntil: formDueUntil(state, peer, now),
    ...keptBy(room, peer),
    ...(promise && { promise: { lesson: promise.lesson, text: words.get(promise.words) ?? '' } }),
  };
}

function keptBy({ state, words }: Summed, peer: PeerId): Pick<RoomSummary, 'kept'> {
  const round = roundsOf(state).find((each) => each.seats.candidate === peer && isOpenTo(state, each, peer));
  const kept = round && promiseKept(round, words).promise?.kept;
  return kept ? { kept } : {};
}

/** When the phase last changed: the time of the last event would tell the candidate of every beat tapped. */
function lastPhaseAt(state: RoomState): number {
  const rounds = roundsOf(state).flatMap(({ startedAt, endedAt }) => [startedAt, endedAt ?? 0]);
  const end = state.phase === 'debrief' ? [state.finishedAt, state.revealedAt ?? 0] : [];
  return Math.max(state.createdAt, ...rounds, ...end);
}

const formDueUntil = (state: RoomState, peer: PeerId, now: number): number | null =>
  state.phase === 'debrief' && roundDue(state, peer, now) ? dueUntil(state.finishedAt) : null;
