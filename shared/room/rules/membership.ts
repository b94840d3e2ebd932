/** Rules of coming, going and being removed. */

import { LIMITS } from '../../limits.ts';
import { accept, refuse, type Decision } from '../commands.ts';
import type { EventBody } from '../events.ts';
import { evolve } from '../evolve.ts';
import { SEATS, type PeerId } from '../ids.ts';
import { goneIn } from '../peers.ts';
import { actsAt, formsMissing, inSeat, isObserver, memberOf, roundsOf } from '../queries.ts';
import type { RoomState } from '../state.ts';
import { propose } from './proposals.ts';
import type { CommandIn } from './rule.ts';

export function join({ state, actor: peer }: CommandIn<'join'>): Decision {
  if (memberOf(state, peer)) return accept();
  if (state.removedPeers.includes(peer)) {
    return refuse('not-a-member', 'You were removed from this room. A peer can let you in with a new invite link.');
  }
  if (state.phase === 'debrief') return refuse('wrong-phase', 'This session is over. Nobody can join it any more.');
  const seat = SEATS.find((each) => !inSeat(state, each));
  if (seat) return accept([{ type: 'peer-joined', peer, seat }]);
  return observe(state, peer);
}

function observe(state: RoomState, peer: PeerId): Decision {
  if (isObserver(state, peer)) return accept();
  if (state.removedObservers.includes(peer)) {
    return refuse('not-a-member', 'You were removed from watching this room and cannot come back to it.');
  }
  if (!state.observersAllowed) {
    return refuse('room-full', 'Both seats are taken. You could watch if the two peers allowed observers.');
  }
  if (state.observers.length >= LIMITS.observers) {
    return refuse('room-full', `Both seats are taken, and ${LIMITS.observers} people are watching already.`);
  }
  return accept([{ type: 'observer-joined', peer }]);
}

/** Presence: only a change is an event, and that somebody is still away after the server was. */
export const presence =
  (here: boolean) =>
  ({ state, command, actor: peer }: CommandIn<'leave' | 'come-back'>): Decision => {
    const known = memberOf(state, peer) ?? state.observers.find((observer) => observer.peer === peer);
    const still = 'still' in command && command.still === true;
    if (!known || ((known.awaySince === null) === here && !still)) return accept();
    return accept([{ type: here ? 'peer-back' : 'peer-left', peer }]);
  };

export function removePeer({ state, command: { peer }, actor, now }: CommandIn<'remove-peer'>): Decision {
  const member = memberOf(state, peer);
  if (!member) return refuse('not-found', 'That person holds no seat here.');
  if (peer === actor)
    return refuse('malformed', 'You cannot remove yourself. Close the room instead; your seat is kept.');
  if (state.phase === 'debrief') return refuse('wrong-phase', 'The session is over: there is no seat left to free.');
  if (state.phase !== 'lobby' && goneIn(member.awaySince, now) !== 0) {
    return refuse(
      'wrong-phase',
      'Once a session has begun, only a peer who has been gone for five minutes can be removed.',
    );
  }
  return accept([{ type: 'peer-removed', peer }]);
}

export function allowObservers(given: CommandIn<'allow-observers'>): Decision {
  const { state, command } = given;
  if (state.observersAllowed) return accept(command.agreed ? [] : [{ type: 'observers-allowed', allowed: false }]);
  return propose(given, () => accept([{ type: 'observers-allowed', allowed: true }]));
}

export const removeObserver = ({ state, command: { peer } }: CommandIn<'remove-observer'>): Decision =>
  isObserver(state, peer)
    ? accept([{ type: 'observer-removed', peer }])
    : refuse('not-found', 'That person is not watching this room.');

/** A session that waited only for a form of theirs opens at once. */
export function erase({ state, command: { peer }, now }: CommandIn<'erase'>): Decision {
  const erased: EventBody = { type: 'peer-erased', peer };
  const after = evolve(state, { ...erased, at: now, actor: 'system' });
  const opens = after.phase === 'debrief' && after.revealedAt === null && allIn(after);
  return accept(opens ? [erased, { type: 'revealed' }] : [erased]);
}

/** The reveal that waited long enough for a missing form. */
export function deadline({ state, now }: CommandIn<'deadline'>): Decision {
  const dueAt = actsAt(state);
  return accept(dueAt !== null && now >= dueAt ? [{ type: 'revealed' }] : []);
}

/** Whether every form of an ended session is in. */
export const allIn = (state: RoomState): boolean =>
  roundsOf(state).every((round) => formsMissing(state, round).length === 0);
