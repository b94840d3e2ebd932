/** How the round's clock reads: its figures, the words beside them, and how late it is. */

import { clockText } from '../../shared/clock-text.ts';

/** Both peers see when this much is left, in ms: five minutes, or in a short round its last third, in whole minutes. */
export const lastMs = (totalMs: number): number => Math.max(1, Math.min(5, Math.floor(totalMs / 3 / 60_000))) * 60_000;

export type ClockTone = 'waiting' | 'plain' | 'last' | 'over';

export interface ClockFace {
  /** Counts up like the times of the moments; past the total, what has run over. */
  figures: string;
  beside: string;
  tone: ClockTone;
}

export interface ClockReading {
  elapsedMs: number;
  totalMs: number;
  running: boolean;
  /** A card was asked: the clock waits for the first one. */
  started: boolean;
  /** For how long it stood because the server was away. */
  awayMs?: number;
}

function clockTone({ elapsedMs, totalMs, started }: ClockReading): ClockTone {
  if (!started) return 'waiting';
  const left = totalMs - elapsedMs;
  if (left <= 0) return 'over';
  return left <= lastMs(totalMs) ? 'last' : 'plain';
}

export function clockFace(reading: ClockReading): ClockFace {
  const { elapsedMs, totalMs, running, awayMs = 0 } = reading;
  const tone = clockTone(reading);
  const figures = tone === 'over' ? `+${clockText(elapsedMs - totalMs)}` : clockText(elapsedMs);
  const paused = !running && tone !== 'waiting' ? 'paused, ' : '';
  const away = awayMs >= 1_000 ? `, stood ${clockText(awayMs)} while the server was away` : '';
  return { figures, tone, beside: paused + besideOf(tone, totalMs - elapsedMs, totalMs) + away };
}

function besideOf(tone: ClockTone, leftMs: number, totalMs: number): string {
  switch (tone) {
    case 'waiting':
      return 'starts with the first card';
    case 'plain':
      return `of ${clockText(totalMs)}`;
    case 'last':
      return leftMs <= 60_000 ? 'last minute' : `${numberWord(Math.ceil(leftMs / 60_000))} minutes left`;
    case 'over':
      return `over ${clockText(totalMs)}`;
  }
}

const numberWord = (n: number): string => ['no', 'one', 'two', 'three', 'four', 'five'][n] ?? String(n);
