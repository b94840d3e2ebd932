/** How HTTP says no: always JSON `{refusal, message}`, with the status that fits. */

import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { RefusalCode } from '../../shared/wire.ts';
import { RefusedError, UNAVAILABLE } from '../refused.ts';

const STATUS: Record<RefusalCode, number> = {
  malformed: 400,
  'unknown-command': 400,
  'no-identity': 401,
  'not-a-member': 403,
  'wrong-seat': 403,
  'read-only': 403,
  'foreign-origin': 403,
  'not-found': 404,
  'wrong-phase': 409,
  stale: 409,
  'room-full': 409,
  'own-history': 409,
  'too-large': 413,
  'too-fast': 429,
  unavailable: 503,
};

export const noSuchPath: RequestHandler = (request) => {
  throw new RefusedError('not-found', `There is nothing at ${request.method} ${request.path}.`);
};

/** @param onFault told of what is no refusal */
export const answerErrors =
  (onFault: (error: unknown) => void): ErrorRequestHandler =>
  (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const refused = asRefused(error);
    if (!refused) onFault(error);
    const { refusal, message } = refused ?? UNAVAILABLE;
    response.status(STATUS[refusal]).json({ refusal, message });
  };

function asRefused(error: unknown): RefusedError | null {
  if (error instanceof RefusedError) return error;
  const type = error instanceof Error && 'type' in error ? error.type : undefined;
  if (type === 'entity.too.large') return new RefusedError('too-large', 'The request is too large for this server.');
  if (error instanceof URIError) return new RefusedError('malformed', 'The address has a broken escape sequence.');
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  if (status === 404) return new RefusedError('not-found', 'There is no such file here.');
  const theirs = typeof status === 'number' && status >= 400 && status < 500;
  return theirs ? new RefusedError('malformed', 'The request body could not be read: send JSON in UTF-8.') : null;
}
