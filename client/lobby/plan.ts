/** What a plan's form may hold. */

import { LIMITS } from '../../shared/limits.ts';

const { min, max } = LIMITS.minutes;

/** Why these typed minutes will not do; undefined when they will. */
export function minutesFault(typed: string): string | undefined {
  const minutes = Number(typed);
  if (typed.trim() !== '' && Number.isInteger(minutes) && minutes >= min && minutes <= max) return undefined;
  return `Between ${min} and ${max}.`;
}
