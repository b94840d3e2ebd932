/** What we want to reach. The table judges each of these. */

import type { SubjectName } from './subjects.ts';

/**
 * With what a figure of ours is compared: for `every peer` and `peers with storage` with the lowest of them, for `best
 * peer` with the highest.
 */
export type Other = SubjectName | 'every peer' | 'best peer' | 'peers with storage';

/**
 * What a row must show for us: at most so much, at most or at least so many times the other's figure, or that of
 * another row of ours.
 */
export type Limit =
  | { row: string; most: number }
  | { row: string; mostTimes: number; of: Other }
  | { row: string; leastTimes: number; of: Other }
  | { row: string; mostTimes: number; ofRow: string };

export interface TargetLine {
  words: string;
  limits: readonly Limit[];
}

/**
 * Resident memory that the operating system counts differs a little between two looks at the same: that much is no
 * growth.
 */
const NO_GROWTH = 1.05;

export const TARGETS: readonly TargetLine[] = [
  {
    words: 'p50 with awareness, one core, 10/100/1,000 sheets: at most 1 ms each',
    limits: [10, 100, 1_000].map((sheets) => ({ row: `typing-${sheets}-on-1.p50`, most: 1 })),
  },
  {
    words: 'p50 and p99 with awareness, two cores, 3,000 sheets: below every peer; p50 at most 5 ms',
    limits: [
      { row: 'typing-3000-on-2.p50', mostTimes: 1, of: 'every peer' },
      { row: 'typing-3000-on-2.p99', mostTimes: 1, of: 'every peer' },
      { row: 'typing-3000-on-2.p50', most: 5 },
    ],
  },
  {
    words: 'p99 with awareness, 1,000 sheets, one core: below every peer and at most 15 ms',
    limits: [
      { row: 'typing-1000-on-1.p99', mostTimes: 1, of: 'every peer' },
      { row: 'typing-1000-on-1.p99', most: 15 },
    ],
  },
  {
    words:
      'CPU per 1,000 keystrokes with awareness, 1,000 sheets (one core): at most 2x the floor, ' +
      '0.6x stock in memory, 0.35x either peer with storage; at 100 sheets at most 1x stock in memory',
    limits: [
      { row: 'typing-1000-on-1.cpu', mostTimes: 2, of: 'floor' },
      { row: 'typing-1000-on-1.cpu', mostTimes: 0.6, of: 'stock' },
      { row: 'typing-1000-on-1.cpu', mostTimes: 0.35, of: 'peers with storage' },
      { row: 'typing-100-on-1.cpu', mostTimes: 1, of: 'stock' },
    ],
  },
  {
    words: 'highest rate: one core at least 1.5x the best peer, two cores at least 2.5x',
    limits: [
      { row: 'climb-on-1.held', leastTimes: 1.5, of: 'best peer' },
      { row: 'climb-on-2.held', leastTimes: 2.5, of: 'best peer' },
    ],
  },
  {
    words:
      "memory after 5,000 edits in each of 100 rooms, cold process: at most stock's (in memory), " +
      'no further growth when repeated',
    limits: [
      { row: 'memory.after', mostTimes: 1, of: 'stock' },
      { row: 'memory.again', mostTimes: NO_GROWTH, ofRow: 'memory.after' },
    ],
  },
  {
    words: 'resident memory at start: at most 120 MB',
    limits: [{ row: 'memory.start', most: 120 }],
  },
  {
    words: "join of 5,000 edits (p90) and cold join of 250,000 edits: each at most 2x the blob's",
    limits: [
      { row: 'ready.p90', mostTimes: 2, of: 'floor' },
      { row: 'cold.p50', mostTimes: 2, of: 'floor' },
    ],
  },
  {
    words: 'room command: CPU at most 2x the echo with views; a beat sends under 1 kB however full the room is',
    limits: [
      { row: 'commands.cpu', mostTimes: 2, of: 'floor' },
      { row: 'beats.fresh', most: 1_000 },
      { row: 'beats.full', most: 1_000 },
      { row: 'beats.candidate', most: 0 },
    ],
  },
  {
    words:
      'memory per idle sheet, CPU of a cold join, p99 at 3,000 sheets: not worse than before ' +
      '(16.7 kB, 11 ms, 33 ms without awareness)',
    limits: [
      { row: 'idle.bytes', most: 16.7 },
      { row: 'cold.cpu', most: 11 },
      { row: 'typing-3000-on-2.p99', most: 33 },
    ],
  },
];
