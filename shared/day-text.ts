/** The day of an instant where its reader is: the same one on pages, in files and in their names. */

/** Of the IANA data base, such as `America/Los_Angeles`. */
export type TimeZone = string;

/** Where a reader has named no time zone. */
export const UTC: TimeZone = 'UTC';

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}

/** `2026-11-14` @param iso an instant, ISO 8601 */
export function dayIn(iso: string, timeZone: TimeZone = UTC): string {
  const options = { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const parts = new Intl.DateTimeFormat('en', options).formatToParts(new Date(iso));
  const of = (type: 'year' | 'month' | 'day') => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('year')}-${of('month')}-${of('day')}`;
}
