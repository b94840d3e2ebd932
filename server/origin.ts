/** Which Origin and Host may speak to this server: its own host, or its public URL, and either name of the loopback. */

import type { IncomingHttpHeaders } from 'node:http';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export const isLoopback = (hostname: string): boolean => LOOPBACK.has(hostname);

/** Why a request or socket is refused, in a sentence that names the setting; null where it is not. */
export type OriginCheck = (headers: IncomingHttpHeaders) => string | null;

/**
 * Browsers send Origin with every WebSocket and every request that changes something (RFC 6454, Fetch standard);
 * what sends none is no page of somebody else's, but may be a page under another address than the public one.
 */
export const createOriginCheck =
  (publicUrl: URL | null): OriginCheck =>
  ({ origin, host }) => {
    if (publicUrl && origin === publicUrl.origin) return null;
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
