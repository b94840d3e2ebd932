/** What we want to reach. The table judges each of these. */

import type { SubjectName } from './subjects.ts';

/** With what a figure of ours is compared. */
export type Other = SubjectName | 'every peer' | 'best peer' | 'peers with storage';

/** What a row must show for us: at most so much, or at most (at least) so many times what the other's figure is. */
export type Limit =
  | { row: string; most: number }
  | { row: string; mostTimes: number; of: Other }
  | { row: string; leastTimes: number; of: Other }
  | { row: string; mostTimes: number; ofRow: string };

export interface TargetLine {
  words: string;
  limits: readonly Limit[];
}

export const TARGETS: readonly TargetLine[] = [
  {
    words: 'room command: CPU at most 2x the echo with views; a beat sends under 1 kB however full the room is',
    limits: [
      { row: 'commands.cpu', mostTimes: 2, of: 'floor' },
      { row: 'beats.fresh', most: 1_000 },
      { row: 'beats.full', most: 1_000 },
      { row: 'beats.candidate', most: 0 },
    ],
  },
];
