/** What is sent with every answer, and what is asked of every request, whichever route it takes. */

import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { Identities } from '../identity.ts';
import type { OriginCheck } from '../origin.ts';
import { RefusedError } from '../refused.ts';

/** A guide that a browser kept would outlive the seat that it was read from. */
export const unkept: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

export const sameOrigin =
  (check: OriginCheck): RequestHandler =>
  (request, _response, next) => {
    const why = check(request.headers);
    if (why !== null) throw new RefusedError('foreign-origin', why);
    next();
  };

/** Gives a cookie with the name of an earlier version its new name, once. */
export const renewedCookie =
  (identities: Identities): RequestHandler =>
  async (request, response, next) => {
    for (const cookie of await identities.renew(request.headers.cookie)) response.append('Set-Cookie', cookie);
    next();
  };

/** Plain http on a local network must work: what demands TLS is sent only where there is TLS. */
export function securityHeaders(secure: boolean, inlineScripts: boolean): RequestHandler {
  const policy = {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      // CodeMirror and the dialogs set styles from script.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  };
  return helmet({
    contentSecurityPolicy: inlineScripts ? false : policy,
    strictTransportSecurity: secure,
    crossOriginOpenerPolicy: secure,
    originAgentCluster: secure,
  });
}
