/** The figures as the table that docs/PERFORMANCE.md quotes. */

import type { Figures } from './jobs.ts';

/** By the number of edits, and then by what was done. */
export type Results = Record<number, Record<string, Figures>>;

type Unit = '' | 'ms' | 'µs' | 'kB' | 'MB' | '%';
const BY: Record<Unit, number> = { '': 1, ms: 1, µs: 1_000, kB: 1e-3, MB: 1e-6, '%': 100 };

const ROWS: readonly [title: string, job: string, figure: string, unit: Unit][] = [
  ['open: GET of the recording, the first time (ms)', 'fetch', 'first', 'ms'],
  ['open: the same again, the median of four (ms)', 'fetch', 'again', 'ms'],
  ['open: the server’s CPU for the first (ms)', 'fetch', 'cpu', 'ms'],
  ['open: the server’s memory at its highest, above what it had (MB)', 'fetch', 'peak', 'MB'],
  ['open: bytes on the wire (kB)', 'fetch', 'wire', 'kB'],
  ['log to recording, a process of its own: CPU (ms)', 'record', 'cpu', 'ms'],
  ['log to recording: memory at its highest (MB)', 'record', 'peak', 'MB'],
  ['floor: the same updates into a bare Y.Doc: CPU (ms)', 'integrate', 'cpu', 'ms'],
  ['floor: memory at its highest (MB)', 'integrate', 'peak', 'MB'],
  ['open: decoding, cold (ms)', 'decode', 'first', 'ms'],
  ['open: decoding, warm (ms)', 'decode', 'median', 'ms'],
  ['open: memory that a decoded recording keeps (MB)', 'decode', 'kept', 'MB'],
  ['seek: anywhere, median (µs)', 'seek', 'p50', 'µs'],
  ['seek: anywhere, 99th percentile (µs)', 'seek', 'p99', 'µs'],
  ['seek: to the end, the first time (ms)', 'seek', 'farthest', 'ms'],
  ['floor: plain splices from the same whole text, median (µs)', 'splice', 'p50', 'µs'],
  ['floor: 99th percentile (µs)', 'splice', 'p99', 'µs'],
  ['play: a minute of 60 frames a second at 1x (ms)', 'play', 'at1', 'ms'],
  ['play: at 32x (ms)', 'play', 'at32', 'ms'],
  ['floor: the same with one plain string, no carets, at 1x (ms)', 'append', 'at1', 'ms'],
  ['floor: at 32x (ms)', 'append', 'at32', 'ms'],
];

const SEEN: readonly [title: string, figure: string, unit: Unit][] = [
  ['from the address of an instant to its code, page included (ms)', 'cold', 'ms'],
  ['from the press on a moment of the report to its code (ms)', 'open', 'ms'],
  ['frames a second while scrubbing', 'fps', ''],
  ['99th percentile of a frame (ms)', 'p99', 'ms'],
  ['the longest frame (ms)', 'most', 'ms'],
  ['frames that took over 20 ms (%)', 'late', '%'],
];

export function tableOf(results: Results, seen: Figures | null): string {
  const sizes = Object.keys(results).map(Number);
  const head = [
    `| edits | ${sizes.map((edits) => edits.toLocaleString('en')).join(' | ')} |`,
    `|---|${'---|'.repeat(sizes.length)}`,
  ];
  const rows = ROWS.map(
    ([title, job, figure, unit]) =>
      `| ${title} | ${sizes.map((edits) => said(results[edits]?.[job]?.[figure], unit)).join(' | ')} |`,
  );
  const inChromium = seen
    ? [
        '',
        '| an hour of 20,000 edits in Chromium | |',
        '|---|---|',
        ...SEEN.map(([title, figure, unit]) => `| ${title} | ${said(seen[figure], unit)} |`),
      ]
    : [];
  return [...head, ...rows, ...inChromium].join('\n');
}

function said(value: number | undefined, unit: Unit): string {
  if (value === undefined || !Number.isFinite(value)) return '–';
  const number = value * BY[unit];
  return number >= 100 ? number.toFixed(0) : number.toFixed(number >= 10 ? 1 : 2);
}
