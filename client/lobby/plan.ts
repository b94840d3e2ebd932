/** What a plan's form may hold. */

/** Why these typed minutes will not do; undefined when they will. */
export function minutesFault(typed: string): string | undefined {
  const minutes = Number(typed);
  if (typed.trim() !== '' && Number.isInteger(minutes) && minutes >= 5 && minutes <= 120) return undefined;
  return 'Between 5 and 120.';
}
