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

/**
 * For guesses: only wrong ones count, and where the allowance is used up a right one is refused as well, since it would
 * tell.
 */
export interface GuessLimit {
  /** @throws RefusedError `too-fast` */
  demand(key: string): Promise<void>;
  wrong(key: string): Promise<void>;
}

/** @param all for everybody together */
export function createGuessLimit(each: Allowance, all: Allowance, message: string): GuessLimit {
  const limits = [
    { limiter: new RateLimiterMemory(each), keyOf: (key: string) => key },
    { limiter: new RateLimiterMemory(all), keyOf: () => 'all' },
  ];
  return {
    async demand(key) {
      for (const { limiter, keyOf } of limits) {
        const spent = await limiter.get(keyOf(key));
        if (spent && spent.remainingPoints <= 0) throw new RefusedError('too-fast', message);
      }
    },
    async wrong(key) {
      for (const { limiter, keyOf } of limits) await limiter.consume(keyOf(key)).catch(() => undefined);
    },
  };
}
