/** What every router asks of a request: who sends it, and a body of the expected shape. */

import type { Request } from 'express';
import type * as z from 'zod/mini';
import { isTimeZone, UTC, type TimeZone } from '../../shared/day-text.ts';
import type { Identities } from '../identity.ts';
import { RefusedError } from '../refused.ts';
import { whatIsWrong } from '../shapes.ts';
import type { PeerRow } from '../store/store.ts';

/** @throws RefusedError `no-identity` */
export async function peerOf(request: Request, identities: Identities): Promise<PeerRow> {
  const peer = await identities.identify(request.headers.cookie);
  if (!peer) throw new RefusedError('no-identity', 'Enter your name first: the server does not know this browser.');
  return peer;
}

/** @throws RefusedError `malformed`, with the first field that is wrong */
export function bodyOf<T extends z.ZodMiniType>(request: Request, schema: T): z.infer<T> {
  const parsed = schema.safeParse(request.body ?? {});
  if (!parsed.success) throw new RefusedError('malformed', whatIsWrong(parsed.error));
  return parsed.data;
}

/** The address a request was made to. @throws RefusedError where its Host is none */
export function ownOrigin({ protocol, headers }: Request): string {
  const origin = `${protocol}://${headers.host ?? 'localhost'}`;
  if (!URL.canParse(origin)) throw new RefusedError('malformed', 'The Host header is not a valid host.');
  return origin;
}

/** The reader's time zone, in which a file of theirs tells days. @throws RefusedError where it is none */
export function zoneOf({ query }: Request): TimeZone {
  const { tz = UTC } = query;
  if (typeof tz === 'string' && isTimeZone(tz)) return tz;
  throw new RefusedError('malformed', 'tz: the name of a time zone, such as Europe/Berlin.');
}
