/** Who one is: an opaque random token in a cookie, of which only the hash is stored. */

import { createHash, randomBytes } from 'node:crypto';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { PeerRow, Store } from './store/store.ts';

const COOKIE = 'practice_room';
/** Browsers keep a cookie for 400 days at most (RFC 6265bis). */
const MAX_AGE_S = 400 * 24 * 3600;
/** 256 bits. */
const TOKEN_BYTES = 32;

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
export const randomSecret = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

export interface Identities {
  /** Who sends this Cookie header, or null. Rejects when the store cannot be read. */
  identify(cookieHeader: string | undefined): Promise<PeerRow | null>;
  /** A new peer, and the Set-Cookie header that makes a browser be them. */
  create(name: string): Promise<{ peer: PeerRow; setCookie: string }>;
}

export function createIdentities(
  store: Store,
  { secure, now, id }: { secure: boolean; now: () => number; id: () => string },
): Identities {
  return {
    async identify(cookieHeader) {
      const token = cookieHeader === undefined ? undefined : parseCookie(cookieHeader)[COOKIE];
      return token ? store.peerByToken(hashOf(token)) : null;
    },
    async create(name) {
      const token = randomSecret();
      const peer = { peer: id(), name };
      await store.createPeer({ ...peer, tokenHash: hashOf(token), at: now() });
      const attributes = { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: MAX_AGE_S } as const;
      return { peer, setCookie: stringifySetCookie(COOKIE, token, attributes) };
    },
  };
}
