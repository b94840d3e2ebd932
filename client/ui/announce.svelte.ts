/** Short messages that pass by: said aloud by screen readers, shown in the corner, gone by themselves. */

export type Tone = 'info' | 'error';

export interface Announcement {
  key: number;
  text: string;
  tone: Tone;
}

/** How long a message stays, in ms: reading time, more for what went wrong. */
const STAY = { info: 4_000, error: 8_000 } as const;

let list = $state.raw<Announcement[]>([]);
let last = 0;

export const announcements = (): Announcement[] => list;

export function announce(text: string, tone: Tone = 'info'): void {
  const key = ++last;
  list = [...list.filter((other) => other.text !== text), { key, text, tone }].slice(-3);
  setTimeout(() => dismiss(key), STAY[tone]);
}

export function dismiss(key: number): void {
  list = list.filter((other) => other.key !== key);
}
