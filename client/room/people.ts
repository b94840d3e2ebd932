/** Who is who in a view, how long a peer has been away, and when the other may go on without them. */

import type { PeerView, RoomView } from '../../shared/room/roomview.ts';
import { GONE_MS } from '../../shared/room/state.ts';

/** The peer across the table; undefined for an observer, and while a seat is free. */
export const otherPeer = (view: RoomView): PeerView | undefined =>
  view.me.seat === 'observer' ? undefined : view.peers.find(({ peer }) => peer !== view.me.peer);

/** Whether a form of the round that just ended is still to come. */
export const formsAwaited = (view: RoomView): boolean =>
  view.phase === 'feedback' && view.forms.some((form) => form.round === view.round?.round && !form.in);

interface Presence {
  connected: boolean;
  awaySince?: number;
}

/** What stands beside a name; empty while connected. `now` by the server's clock. */
export function awayText({ connected, awaySince }: Presence, now: number): string {
  if (connected) return '';
  if (awaySince === undefined) return 'away';
  const minutes = Math.floor((now - awaySince) / 60_000);
  return minutes < 1 ? 'away just now' : `away for ${minutes} min`;
}

/** ms until the other may go on alone: 0 once they may, null while there is nobody to wait for. */
export function aloneIn({ connected, awaySince }: Presence, now: number): number | null {
  if (connected || awaySince === undefined) return null;
  return Math.max(0, awaySince + GONE_MS - now);
}

/** How long that is to wait: `4 min`. */
export const minutesText = (ms: number): string => `${Math.ceil(ms / 60_000)} min`;
