/** Rules of coming back in a browser that has lost who it was: the other peer says whether it is them. */

import { accept, refuse, type Decision } from '../commands.ts';
import type { PeerId } from '../ids.ts';
import { isObserver, memberOf } from '../queries.ts';
import type { Member, RoomState } from '../state.ts';
import type { CommandIn } from './rule.ts';

/** Who is away and who can say who asks: exactly one of two is missing, and the session is not over. */
export function absentPeer({ phase, peers }: RoomState): { away: Member; here: Member } | null {
  const away = peers.find(({ awaySince }) => awaySince !== null);
  const here = peers.find(({ awaySince }) => awaySince === null);
  return phase !== 'debrief' && away && here ? { away, here } : null;
}

/** Both seats are taken by peers who are there. */
export const isFull = ({ phase, peers }: RoomState): boolean =>
  phase !== 'debrief' && peers.length === 2 && peers.every(({ awaySince }) => awaySince === null);

/** Whether this newcomer may ask at all: somebody who was removed, or watches, may not. */
export const mayReturn = (state: RoomState, peer: PeerId): boolean =>
  !memberOf(state, peer) &&
  !isObserver(state, peer) &&
  !state.removedPeers.includes(peer) &&
  !state.removedObservers.includes(peer);

export function ask({ state, actor: peer }: CommandIn<'ask-return'>): Decision {
  const found = absentPeer(state);
  if (!mayReturn(state, peer)) return refuse('not-a-member', 'You cannot ask for a seat of this room.');
  if (!found) return refuse('room-full', 'Both peers are in the room: no seat waits for somebody.');
  if (state.returning?.peer === peer) return accept();
  return accept([{ type: 'return-asked', peer, as: found.away.peer }]);
}

export function letBack({ state, command: { peer, agreed }, actor }: CommandIn<'let-back'>): Decision {
  const { returning } = state;
  if (returning?.peer !== peer) return refuse('stale', 'Nobody of that name is asking any more.');
  if (returning.as === actor) return refuse('wrong-seat', 'Only the other peer can say who you are.');
  if (returning.agreed) return accept();
  return accept([{ type: 'return-answered', peer, as: returning.as, agreed }]);
}
