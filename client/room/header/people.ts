/** Who is who in a view. */

import type { PeerView, RoomView } from '../../../shared/room/roomview.ts';

/** The peer across the table; undefined for an observer, and while a seat is free. */
export const otherPeer = (view: RoomView): PeerView | undefined =>
  view.me.seat === 'observer' ? undefined : view.peers.find(({ peer }) => peer !== view.me.peer);

/** Whether a form of the round that just ended is still to come. */
export const formsAwaited = (view: RoomView): boolean =>
  view.phase === 'feedback' && view.forms.some((form) => form.round === view.round?.round && !form.in);
