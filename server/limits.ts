/** How often something may be done: past that it is refused, in words. */

import { RateLimiterMemory } from 'rate-limiter-flexible';
import { RefusedError } from './refused.ts';

/** @returns takes one from the key's allowance, or throws RefusedError `too-fast` */
export function createLimit(
  allowance: { points: number; duration: number },
  message: string,
): (key: string) => Promise<void> {
  const limiter = new RateLimiterMemory(allowance);
  return async (key) => {
    const left = await limiter.consume(key).catch(() => null);
    if (!left) throw new RefusedError('too-fast', message);
  };
}
