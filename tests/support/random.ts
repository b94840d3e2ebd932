/** The seed of a run: the same one gives the same choices. */

import * as prng from 'lib0/prng';

export type Random = prng.PRNG;

/** The seed that SEED names, or another one each time. A test that fails prints it. */
export const seedOfRun = (): number => Number(process.env.SEED ?? Math.trunc(Math.random() * 2 ** 31));

export const randomFrom = (seed: number): Random => prng.create(seed);

/** A whole number from 0 up to but not including `count`. */
export const below = (random: Random, count: number): number => prng.int32(random, 0, count - 1);
