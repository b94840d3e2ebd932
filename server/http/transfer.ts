/** `/api/me/transfer`, `/api/me/claim`, `/api/me/devices`: being the same person on several devices. */

import { Router } from 'express';
import * as z from 'zod/mini';
import type { Devices, Me, TransferCode } from '../../shared/api.ts';
import type { PeerId } from '../../shared/room/ids.ts';
import { readCode, showCode } from '../../shared/transfer.ts';
import { addressKey } from '../address.ts';
import { createGuessLimit, createLimit } from '../limits.ts';
import { RefusedError } from '../refused.ts';
import type { RouteDeps } from './deps.ts';
import { bodyOf, peerOf } from './requests.ts';

const claiming = z.strictObject({ code: z.string().check(z.maxLength(100)), leaveBehind: z.optional(z.boolean()) });

const NEW_CODES = { points: 20, duration: 60 };
/**
 * By address and not in total, which would let one attacker keep everybody from moving. So few guesses at 60 bits find
 * nothing in the ten minutes of a code, from a million addresses either.
 */
const WRONG_CODES = { points: 10, duration: 60 };

/** Which of these it is, a guess is not told. */
const noSuchCode = () =>
  new RefusedError(
    'not-found',
    'This code does not work: it is mistyped, was used already, or is older than ten minutes. Make a new one on the ' +
      'other device.',
  );

export function transferRouter({ identities, store, base, readmit }: RouteDeps): Router {
  const router = Router();
  const newCodes = createLimit(NEW_CODES, 'You have made many codes within a minute. Wait a little.');
  const guesses = createGuessLimit(WRONG_CODES, 'Too many wrong codes. Wait a minute, then try again.');

  router.post('/transfer', async (request, response) => {
    const { peer } = await peerOf(request, identities);
    await newCodes(peer);
    const { code, expiresAt } = await identities.offerCode(peer);
    const link = `${base(request)}/you#move=${showCode(code)}`;
    response.status(201).json({ code: showCode(code), link, expiresAt } satisfies TransferCode);
  });

  router.post('/claim', async (request, response) => {
    const { code: typed, leaveBehind = false } = bodyOf(request, claiming);
    const { cookie } = request.headers;
    const address = addressKey(request.ip);
    await guesses.attempt(address);
    const code = readCode(typed);
    const target = code === null ? null : await identities.peerOfCode(code);
    if (target) await guesses.right(address);
    const me = await identities.identify(cookie);
    if (target && me && me.peer !== target.peer && !leaveBehind) await demandNoHistory(me.peer);
    const claimed = code !== null && target ? await identities.claim(code, cookie) : null;
    if (!claimed) throw noSuchCode();
    const { peer, name } = claimed.peer;
    response.append('Set-Cookie', claimed.setCookie).json({ id: peer, name } satisfies Me);
  });

  /** Only who is on no other device would lose anything; but this device would, in any case. */
  async function demandNoHistory(peer: PeerId): Promise<void> {
    if ((await store.roomsNaming(peer)).length === 0) return;
    throw new RefusedError(
      'own-history',
      'This device has sessions of its own. Once it uses the other identity you can no longer open them from here.',
    );
  }

  const devicesOf = async (peer: PeerId): Promise<Devices> => ({
    devices: (await store.devices(peer)).map((since) => ({ since })),
  });

  router.get('/devices', async (request, response) => {
    const { peer } = await peerOf(request, identities);
    response.json(await devicesOf(peer));
  });

  router.post('/devices/sign-out-others', async (request, response) => {
    const { peer } = await peerOf(request, identities);
    await identities.signOutOthers(peer, request.headers.cookie);
    readmit(peer);
    response.json(await devicesOf(peer));
  });

  return router;
}
