/** What a room is set up to do, and the presets it starts from. */

import { KINDS, LEVELS, type Kind, type Level } from '../deck/card.ts';

export const PRESETS = ['warm-up', 'code-reading', 'debugging', 'rapid-fire', 'star', 'full-loop'] as const;
export type Preset = (typeof PRESETS)[number];

export interface Plan {
  preset: Preset;
  level: Level;
  /** Topic slugs; none means any. */
  topics: string[];
  /** Length of each round in minutes, within `LIMITS.minutes`. */
  minutes: number;
  rounds: 1 | 2;
  /** Prefer cards that the interviewer has asked before, so that they interview well; absent in older plans. */
  familiar?: boolean;
}

/** The kinds of card each preset draws from. */
export const PRESET_KINDS: Record<Preset, readonly Kind[]> = {
  'warm-up': ['concept', 'code-reading', 'rapid-fire'],
  'code-reading': ['code-reading', 'trace'],
  debugging: ['debugging', 'testing'],
  'rapid-fire': ['rapid-fire', 'concept'],
  star: ['behavioral', 'scenario'],
  'full-loop': KINDS,
};

export const DEFAULT_PLAN: Plan = { preset: 'code-reading', level: LEVELS[1], topics: [], minutes: 25, rounds: 2 };
