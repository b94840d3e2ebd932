/** Which Origin may speak to this server: its own host, its public URL, and either name of the loopback. */

import type { IncomingHttpHeaders } from 'node:http';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export const isLoopback = (hostname: string): boolean => LOOPBACK.has(hostname);

export type OriginCheck = (headers: IncomingHttpHeaders) => boolean;

/**
 * Browsers send Origin with every WebSocket and every request that changes something (RFC 6454, Fetch standard);
 * what sends none is no page of somebody else's.
 */
export const createOriginCheck =
  (publicUrl: URL | null): OriginCheck =>
  ({ origin, host }) => {
    if (origin === undefined) return true;
    if (!URL.canParse(origin) || origin === 'null') return false;
    const from = new URL(origin);
    if (publicUrl && from.origin === publicUrl.origin) return true;
    if (!/^https?:$/.test(from.protocol) || host === undefined || !URL.canParse(`${from.protocol}//${host}`))
      return false;
    const to = new URL(`${from.protocol}//${host}`);
    return from.host === to.host || (isLoopback(from.hostname) && isLoopback(to.hostname) && from.port === to.port);
  };
