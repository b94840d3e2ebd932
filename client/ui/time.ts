/** Times in words and digits. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How a screen reader should say a clock: `18 minutes 22 seconds`. */
export function clockWords(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const count = (n: number, unit: string) => `${n} ${unit}${n === 1 ? '' : 's'}`;
  return `${count(Math.floor(seconds / 60), 'minute')} ${count(seconds % 60, 'second')}`;
}

/** The pages are in English, and so are their dates, whatever the browser prefers. */
const ENGLISH = 'en-GB';

/** undefined: that of the browser. */
let timeZone: string | undefined;

/** For a file: its days are those of the place where it was made, as its name and its title have them. */
export function tellTimesIn(zone: string | undefined): void {
  timeZone = zone;
}

/** For the address of a file to take away: days in it are those of this browser. */
export const zoneQuery = (): string => `?tz=${encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone)}`;

/** `just now`, `5 minutes ago`, `yesterday`, then a date. */
export function agoText(at: number, now: number, locale = ENGLISH): string {
  const past = now - at;
  if (past < MINUTE) return 'just now';
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (past < HOUR) return relative.format(-Math.floor(past / MINUTE), 'minute');
  if (past < DAY) return relative.format(-Math.floor(past / HOUR), 'hour');
  if (past < 7 * DAY) return relative.format(-Math.floor(past / DAY), 'day');
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }).format(at);
}

/** `Sat 14 Nov, 18:30`: a day and an hour to keep. */
export function dateTimeText(at: number, locale = ENGLISH): string {
  const options = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(at);
}

/** `14 November 2026`, of an ISO 8601 instant. */
export const dateText = (iso: string, locale = ENGLISH): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(new Date(iso));

/** `14 Nov 2026`: a day in a list. */
export const dayText = (at: number, locale = ENGLISH): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }).format(at);
