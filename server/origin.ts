/** Which Origin may speak to this server: its own host, its public URL, and either name of the loopback. */

import type { IncomingHttpHeaders } from 'node:http';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export const isLoopback = (hostname: string): boolean => LOOPBACK.has(hostname);

export type OriginCheck = (headers: IncomingHttpHeaders) => boolean;

/** What Sec-Fetch-Site says of a request that comes from a page of ours, or that a person has typed. */
const OWN_SITE = [undefined, 'same-origin', 'none'];

/**
 * Browsers send Origin with every WebSocket and every request that changes something (RFC 6454, Fetch standard). For
 * one without it, such as that of an image or a link, Sec-Fetch-Site says where it comes from: `same-site` is the same
 * host under another port. What sends neither is no browser.
 */
export const createOriginCheck =
  (publicUrl: URL | null): OriginCheck =>
  ({ origin, host, 'sec-fetch-site': site }) => {
    if (origin === undefined) return OWN_SITE.some((own) => own === site);
    if (!URL.canParse(origin) || origin === 'null') return false;
    const from = new URL(origin);
    if (publicUrl && from.origin === publicUrl.origin) return true;
    if (!/^https?:$/.test(from.protocol) || host === undefined || !URL.canParse(`${from.protocol}//${host}`))
      return false;
    const to = new URL(`${from.protocol}//${host}`);
    return from.host === to.host || (isLoopback(from.hostname) && isLoopback(to.hostname) && from.port === to.port);
  };
