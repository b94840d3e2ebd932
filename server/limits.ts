/** How often something may be done: past that it is refused, in words. */

import { RateLimiterMemory } from 'rate-limiter-flexible';
import { RefusedError } from './refused.ts';

interface Allowance {
  points: number;
  /** In seconds. */
  duration: number;
}

/** @returns takes one from the key's allowance, or throws RefusedError `too-fast` */
export function createLimit(allowance: Allowance, message: string): (key: string) => Promise<void> {
  const limiter = new RateLimiterMemory(allowance);
  return async (key) => {
    const left = await limiter.consume(key).catch(() => null);
    if (!left) throw new RefusedError('too-fast', message);
  };
}

/** For guesses: only wrong ones count, and past the allowance a right one is refused as well, since it would tell. */
export interface GuessLimit {
  /** Counts as wrong until it was right: of many at once only so many are looked at. @throws RefusedError */
  attempt(key: string): Promise<void>;
  right(key: string): Promise<void>;
}

/** By key alone: nobody's guesses refuse those of anybody else. */
export function createGuessLimit(allowance: Allowance, message: string): GuessLimit {
  const limiter = new RateLimiterMemory(allowance);
  return {
    async attempt(key) {
      const left = await limiter.consume(key).catch(() => null);
      if (!left) throw new RefusedError('too-fast', message);
    },
    async right(key) {
      await limiter.reward(key);
    },
  };
}
