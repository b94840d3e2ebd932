/** Why a session cannot begin yet. */

import { otherPeer } from '../../shared/room/peers.ts';
import type { RoomView } from '../../shared/room/roomview.ts';

/** In words; null when the begin button may be pressed. */
export function beginBlock({ peers, me }: Pick<RoomView, 'peers' | 'me'>): string | null {
  const other = otherPeer({ me, peers });
  if (!other) return 'Your peer is not here yet. Send them the invite.';
  if (new Set(peers.map((peer) => peer.seat)).size < 2) return 'Both seats must be taken.';
  if (!other.connected) return `${other.name} is away. Both of you must be here to begin.`;
  return null;
}

/** Those of the others who have just come: present in `now` and not in `before`. */
export function arrivals(before: Pick<RoomView, 'peers'> | null, now: Pick<RoomView, 'peers' | 'me'>): string[] {
  if (!before) return [];
  const here = new Set(before.peers.filter((peer) => peer.connected).map((peer) => peer.peer));
  return now.peers
    .filter((peer) => peer.connected && peer.peer !== now.me.peer && !here.has(peer.peer))
    .map((peer) => peer.name);
}
