/** How a clock is written, wherever it is: in the round, its report and its replay. */

/** `18:22`, `1:04:09` from an hour on, `-00:05` below zero. */
export function clockText(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] ? parts : parts.slice(1);
  const text = shown.map((part, i) => String(part).padStart(i || shown.length === 2 ? 2 : 1, '0')).join(':');
  return ms <= -1000 ? `-${text}` : text;
}
