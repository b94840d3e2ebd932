/** What a view says of the round that just ended, and how long a peer has been away, in words. */

import type { RoomView } from '../../shared/room/roomview.ts';

/** Whether a form of the round that just ended is still to come. */
export const formsAwaited = (view: RoomView): boolean =>
  view.phase === 'feedback' && view.forms.some((form) => form.round === view.round?.round && !form.in);

interface Presence {
  connected: boolean;
  awaySince?: number;
}

/** The text beside a name; empty while connected. `now` by the server's clock. */
export function awayText({ connected, awaySince }: Presence, now: number): string {
  if (connected) return '';
  if (awaySince === undefined) return 'away';
  const minutes = Math.floor((now - awaySince) / 60_000);
  return minutes < 1 ? 'away just now' : `away for ${minutes} min`;
}

/** How long that is to wait: `4 min`. */
export const minutesText = (ms: number): string => `${Math.ceil(ms / 60_000)} min`;
