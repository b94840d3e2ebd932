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

/** `just now`, `5 minutes ago`, `yesterday`, then a date. */
export function agoText(at: number, now: number, locale?: string): string {
  const past = now - at;
  if (past < MINUTE) return 'just now';
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (past < HOUR) return relative.format(-Math.floor(past / MINUTE), 'minute');
  if (past < DAY) return relative.format(-Math.floor(past / HOUR), 'hour');
  if (past < 7 * DAY) return relative.format(-Math.floor(past / DAY), 'day');
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(at);
}

/** `Sat 14 Nov, 18:30`: a day and an hour to keep. */
export function dateTimeText(at: number, locale?: string): string {
  const options = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(locale, options).format(at);
}

/** `14 November 2026`, of an ISO 8601 instant. */
export const dateText = (iso: string, locale?: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(new Date(iso));

/** `14 Nov 2026`: a day in a list. */
export const dayText = (at: number, locale?: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(at);
