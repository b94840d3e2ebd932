/**
 * Who a person is: an opaque random token in a cookie; only its hash is stored. Each device of a peer has its own
 * token.
 */

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { PeerId } from '../shared/room/ids.ts';
import { CODE_LENGTH, CODE_MS, codeFrom } from '../shared/transfer.ts';
import { RefusedError } from './refused.ts';
import type { PeerRow, Store } from './store/store.ts';

/** The name of the cookie before it was bound to a port. */
const UNBOUND = 'practice_room';
/** Its names under any port, and how many of them in one request are looked up. */
const ANY_PORT = /^(__Host-)?practice_room_\d+$/;
const LOOKED_UP = 8;
/** Browsers keep a cookie for 400 days at most (RFC 6265bis). */
const MAX_AGE_S = 400 * 24 * 3600;
/** 256 bits. */
const TOKEN_BYTES = 32;

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
export const randomSecret = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

/** @param hash what is stored of the true one; null: nothing opens */
export const isSecret = (secret: string | undefined, hash: string | null): boolean =>
  secret !== undefined && hash !== null && timingSafeEqual(Buffer.from(hashOf(secret)), Buffer.from(hash));

/** Somebody, and the Set-Cookie header that makes a browser be them. */
export interface SignedIn {
  peer: PeerRow;
  setCookie: string;
}

export interface Identities {
  /**
   * Who sends this Cookie header, or null. Rejects when the store cannot be read, and with a RefusedError where the
   * header has two identities.
   */
  identify(cookieHeader: string | undefined): Promise<PeerRow | null>;
  /** The Set-Cookie headers that replace a cookie with an earlier name; none where there is no such cookie of ours. */
  renew(cookieHeader: string | undefined): Promise<string[]>;
  create(name: string): Promise<SignedIn>;
  /** A one-time code that signs another device in as this peer; it replaces an earlier code. */
  offerCode(peer: PeerId): Promise<{ code: string; expiresAt: number }>;
  /** The peer of a code, or null for a code that does not work (any more). */
  peerOfCode(code: string): Promise<PeerRow | null>;
  /** Uses a code up: the browser with this Cookie header is no longer who it was. Null as above. */
  claim(code: string, cookieHeader: string | undefined): Promise<SignedIn | null>;
  /** Makes the browser with this Cookie header this peer, who is on no other device any more. Null as above. */
  takeOver(peer: PeerId, cookieHeader: string | undefined): Promise<SignedIn | null>;
  /** Leaves the peer only the device with this Cookie header. */
  signOutOthers(peer: PeerId, cookieHeader: string | undefined): Promise<void>;
  /** The Set-Cookie header that makes a browser be nobody. */
  readonly nobody: string;
}

export function createIdentities(store: Store, { secure, port, now, id }: IdentitiesDeps): Identities {
  const attributes = { httpOnly: true, sameSite: 'lax', secure, path: '/' } as const;
  const nameNow = (): string => `${secure ? '__Host-' : ''}${UNBOUND}_${port()}`;
  const cookieOf = (token: string): string =>
    stringifySetCookie(nameNow(), token, { ...attributes, maxAge: MAX_AGE_S });
  const known = async (name: string, header: string | undefined): Promise<Known | null> => {
    const token = onlyToken(header, name);
    const peer = token ? await store.peerByToken(hashOf(token)) : null;
    return token && peer ? { name, token, peer } : null;
  };

  /** The server may have had another port: only this store knows a token from there. Two tell nothing. */
  const knownElsewhere = async (header: string | undefined): Promise<Known | null> => {
    const names = pairsOf(header).map(({ name }) => name);
    const once = names.filter((name) => ANY_PORT.test(name) && names.indexOf(name) === names.lastIndexOf(name));
    const looked = await Promise.all(once.slice(0, LOOKED_UP).map((name) => known(name, header)));
    const [found = null, another] = looked.filter((each) => each !== null);
    return another ? null : found;
  };

  const find = async (header: string | undefined): Promise<Known | null> =>
    (await known(nameNow(), header)) ?? (await known(UNBOUND, header)) ?? knownElsewhere(header);

  return {
    identify: async (cookieHeader) => (await find(cookieHeader))?.peer ?? null,

    async renew(cookieHeader) {
      const found = await find(cookieHeader);
      if (!found || found.name === nameNow()) return [];
      const gone = stringifySetCookie(UNBOUND, '', { ...attributes, maxAge: 0 });
      return [cookieOf(found.token), ...(found.name === UNBOUND ? [gone] : [])];
    },

    async create(name) {
      const token = randomSecret();
      const peer = { peer: id(), name };
      await store.createPeer({ ...peer, tokenHash: hashOf(token), at: now() });
      return { peer, setCookie: cookieOf(token) };
    },

    async offerCode(peer) {
      const code = codeFrom(randomBytes(CODE_LENGTH));
      const expiresAt = now() + CODE_MS;
      await store.offerTransfer({ peer, codeHash: hashOf(code), expiresAt });
      return { code, expiresAt };
    },

    peerOfCode: (code) => store.peerOfTransfer(hashOf(code), now()),

    async claim(code, cookieHeader) {
      const token = randomSecret();
      const old = (await find(cookieHeader))?.token;
      const peer = await store.claimTransfer({
        codeHash: hashOf(code),
        now: now(),
        tokenHash: hashOf(token),
        ...(old && { leaves: hashOf(old) }),
      });
      return peer && { peer, setCookie: cookieOf(token) };
    },

    async takeOver(peer, cookieHeader) {
      const [code, token] = [randomSecret(), randomSecret()];
      const old = (await find(cookieHeader))?.token;
      const at = now();
      await store.offerTransfer({ peer, codeHash: hashOf(code), expiresAt: at + CODE_MS });
      const claimed = await store.claimTransfer({
        codeHash: hashOf(code),
        now: at,
        tokenHash: hashOf(token),
        ...(old && { leaves: hashOf(old) }),
      });
      if (claimed) await store.signOutOthers(peer, hashOf(token));
      return claimed && { peer: claimed, setCookie: cookieOf(token) };
    },

    async signOutOthers(peer, cookieHeader) {
      await store.signOutOthers(peer, hashOf((await find(cookieHeader))?.token ?? ''));
    },

    get nobody() {
      return stringifySetCookie(nameNow(), '', { ...attributes, maxAge: 0 });
    },
  };
}

/** A cookie whose token is somebody's. */
interface Known {
  name: string;
  token: string;
  peer: PeerRow;
}

interface IdentitiesDeps {
  secure: boolean;
  /**
   * The port that people use. Browsers send a cookie to every port of a host: its name is what keeps two servers on one
   * host apart. Under https the prefix `__Host-` also keeps other hosts of the domain from setting it.
   */
  port: () => number;
  now: () => number;
  id: () => string;
}

const pairsOf = (cookieHeader = ''): { name: string; pair: string }[] =>
  cookieHeader.split(';').map((pair) => ({ name: pair.split('=', 1)[0]?.trim() ?? '', pair }));

/** @throws RefusedError for two of them: another server on the same host has set one, nobody can say which is ours */
function onlyToken(cookieHeader: string | undefined, name: string): string | undefined {
  const found = pairsOf(cookieHeader).filter((each) => each.name === name);
  if (found.length > 1) {
    throw new RefusedError(
      'malformed',
      'Your browser sends two identities, so none was used: another site on the same host has set one. Delete the ' +
        `cookies named ${name} in your browser's settings for this site, then reload.`,
    );
  }
  return parseCookie(found[0]?.pair ?? '')[name];
}
