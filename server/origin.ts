/** Which Origin and Host may speak to this server: its own host, or its public URL, and either name of the loopback. */

import type { IncomingHttpHeaders } from 'node:http';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export const isLoopback = (hostname: string): boolean => LOOPBACK.has(hostname);

/** Why a request or socket is refused, in a sentence that names the setting; null where it is not. */
export type OriginCheck = (headers: IncomingHttpHeaders) => string | null;

/** What Sec-Fetch-Site says of a request that comes from a page of ours, or that a person has typed. */
const OWN_SITE = [undefined, 'same-origin', 'none'];

const FROM_ELSEWHERE = 'A page of another site, or of another port of this host, asked for this. Open the room itself.';

/**
 * Browsers send Origin with every WebSocket and every request that changes something (RFC 6454, Fetch standard). For
 * one without it, such as that of an image or a link, Sec-Fetch-Site says where it comes from: `same-site` is the same
 * host under another port. What sends neither is no browser, or a page under another address than the public one.
 */
export const createOriginCheck =
  (publicUrl: URL | null): OriginCheck =>
  ({ origin, host, 'sec-fetch-site': site }) => {
    if (publicUrl && origin === publicUrl.origin) return null;
    if (origin === undefined && !OWN_SITE.some((own) => own === site)) return FROM_ELSEWHERE;
    const from = origin === undefined ? null : webOrigin(origin);
    const to = webOrigin(`${from?.protocol ?? 'http:'}//${host ?? ''}`);
    if (origin === undefined ? isExpected(to, publicUrl) : from && to && isExpected(to, publicUrl) && isSame(from, to))
      return null;
    const opened = from?.origin ?? to?.host ?? 'none';
    return publicUrl
      ? `PUBLIC_URL is ${publicUrl.origin}, and this page was opened under ${opened}: open the first, or correct ` +
          'PUBLIC_URL.'
      : `This page was opened under ${opened}, which the server does not expect: start it with PUBLIC_URL=${opened} ` +
          '(and HOST), or let the proxy pass on Host.';
  };

function webOrigin(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url && /^https?:$/.test(url.protocol) ? url : null;
}

/** Without a public URL the server cannot know under which names it is reached. */
const isExpected = (to: URL | null, publicUrl: URL | null): boolean =>
  publicUrl === null || (to !== null && (to.host === publicUrl.host || isLoopback(to.hostname)));

const isSame = (from: URL, to: URL): boolean =>
  from.host === to.host || (isLoopback(from.hostname) && isLoopback(to.hostname) && from.port === to.port);
