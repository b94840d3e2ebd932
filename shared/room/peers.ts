/** The peer across the table and how long they are gone: one answer for the rules and for every page. */

import type { PeerId } from './ids.ts';
import { GONE_MS } from './state.ts';

/** A room's two peers, and the one who asks. */
interface Table<P> {
  me: { peer: PeerId };
  peers: readonly P[];
}

/** Undefined for an observer, and while a seat is free. */
export const otherPeer = <P extends { peer: PeerId }>({ me, peers }: Table<P>): P | undefined =>
  peers.some(({ peer }) => peer === me.peer) ? peers.find(({ peer }) => peer !== me.peer) : undefined;

/** ms until a peer counts as gone: 0 once they do, null while they are connected. */
export const goneIn = (awaySince: number | null | undefined, now: number): number | null =>
  awaySince === null || awaySince === undefined ? null : Math.max(0, awaySince + GONE_MS - now);

/** Whether the other peer has been gone so long, or for good, that a peer may go on alone, by the server's clock. */
export function leftAlone<P extends { peer: PeerId; awaySince?: number | null }>(
  table: Table<P>,
  now: number,
): boolean {
  const other = otherPeer(table);
  return other === undefined || goneIn(other.awaySince, now) === 0;
}
