/** How long a peer has been away, in words. */

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

/** How long that is to wait: `4 min`. */
export const minutesText = (ms: number): string => `${Math.ceil(ms / 60_000)} min`;
