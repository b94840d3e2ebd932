/** What a run consists of: its phases, each with the servers that take part and how often. */

import type { Job } from './load.ts';
import type { Prepared } from './prepare.ts';

export const PHASES = ['steady', 'crowded', 'ceiling', 'idle', 'edited', 'blob', 'cold', 'cold-blob'] as const;
export type PhaseName = (typeof PHASES)[number];

export interface Phase {
  name: PhaseName;
  who: 'all' | 'storing' | 'floor';
  rounds: number;
  job: Job;
}

export interface Plan {
  /** Sheets that are there when our server starts. */
  rooms: number;
  /** Keystrokes of a sheet before those who join late, and copies of the long one. */
  edits: number;
  longEdits: number;
  copies: number;
  phases(prepared: Pick<Prepared, 'coldSheets' | 'longText' | 'shortText'>): Phase[];
}

/** Keystrokes a second of somebody who types fast. */
const TYPIST = 5;

const full: Plan = {
  rooms: 3_000,
  edits: 5_000,
  longEdits: 250_000,
  copies: 4,
  phases: ({ coldSheets, longText, shortText }) => [
    {
      name: 'steady',
      who: 'all',
      rounds: 2,
      job: { do: 'steady', sheets: 1_000, perSheet: TYPIST, warmUp: 15, seconds: 12 },
    },
    {
      name: 'crowded',
      who: 'all',
      rounds: 1,
      job: { do: 'steady', sheets: 3_000, perSheet: TYPIST, warmUp: 10, seconds: 9 },
    },
    {
      name: 'ceiling',
      who: 'all',
      rounds: 1,
      job: { do: 'ceiling', sheets: 500, from: 10_000, seconds: 3, halvings: 2 },
    },
    { name: 'idle', who: 'all', rounds: 1, job: { do: 'idle', sheets: 2_000 } },
    { name: 'edited', who: 'all', rounds: 1, job: { do: 'edited', sheets: 100, edits: 5_000, pace: 200 } },
    { name: 'blob', who: 'floor', rounds: 1, job: { do: 'cold', sheets: ['short'], joins: 50, text: shortText } },
    { name: 'cold', who: 'storing', rounds: 2, job: { do: 'cold', sheets: coldSheets, joins: 20, text: longText } },
    { name: 'cold-blob', who: 'floor', rounds: 2, job: { do: 'cold', sheets: ['long'], joins: 20, text: longText } },
  ],
};

/** The same on a smaller scale and once: good enough to see what a change has done. */
const quick: Plan = {
  ...full,
  rooms: 1_000,
  copies: 2,
  phases: ({ coldSheets, longText, shortText }) => [
    {
      name: 'steady',
      who: 'all',
      rounds: 1,
      job: { do: 'steady', sheets: 1_000, perSheet: TYPIST, warmUp: 3, seconds: 5 },
    },
    {
      name: 'ceiling',
      who: 'all',
      rounds: 1,
      job: { do: 'ceiling', sheets: 500, from: 15_000, seconds: 1, halvings: 0 },
    },
    { name: 'edited', who: 'all', rounds: 1, job: { do: 'edited', sheets: 40, edits: 5_000, pace: 250 } },
    { name: 'blob', who: 'floor', rounds: 1, job: { do: 'cold', sheets: ['short'], joins: 20, text: shortText } },
    { name: 'cold', who: 'storing', rounds: 1, job: { do: 'cold', sheets: coldSheets, joins: 10, text: longText } },
    { name: 'cold-blob', who: 'floor', rounds: 1, job: { do: 'cold', sheets: ['long'], joins: 10, text: longText } },
  ],
};

export const PLANS = { full, quick };
