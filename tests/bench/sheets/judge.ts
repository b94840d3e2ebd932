/** Compares our figures with the targets. */

import { PEERS, type SubjectName } from './subjects.ts';
import { TARGETS, type Limit, type Other } from './targets.ts';

/** Of one row, by server. */
export type Figures = Partial<Record<SubjectName, number>>;

export interface Judgement {
  words: string;
  /** Null where a figure is missing. */
  met: boolean | null;
  /** Each limit's figure or ratio, and what it is held to. */
  found: string[];
}

interface Found {
  met: boolean;
  /** Ours, or ours divided by the other's. */
  value: number;
  /** What is allowed, in words. */
  allowed: string;
}

const WITH_STORAGE: readonly SubjectName[] = ['stock-leveldb', 'hocuspocus-sqlite'];

/** @param rows the figures by the key of their row @param failed the keys of rows whose phase our server failed */
export function judge(rows: ReadonlyMap<string, Figures>, failed: ReadonlySet<string>): Judgement[] {
  return TARGETS.map(({ words, limits }) => {
    const each = limits.map((limit) => ({ row: limit.row, found: findIn(rows, limit) }));
    const missed = each.some(({ row, found }) => failed.has(row) || found?.met === false);
    const unknown = each.some(({ found }) => found === null);
    return {
      words,
      met: missed ? false : unknown ? null : true,
      found: each.map(
        ({ row, found }) => `${row} ${found ? shown(found) : failed.has(row) ? 'failed' : 'not measured'}`,
      ),
    };
  });
}

const shown = ({ value, allowed }: Found): string =>
  `${value.toLocaleString('en', { maximumSignificantDigits: 3 })} (${allowed})`;

/** @returns null where a figure is missing */
function findIn(rows: ReadonlyMap<string, Figures>, limit: Limit): Found | null {
  const figures = rows.get(limit.row);
  const ours = figures?.ours;
  if (!figures || ours === undefined) return null;
  if ('most' in limit) return { met: ours <= limit.most, value: ours, allowed: `at most ${limit.most}` };
  if ('ofRow' in limit) return atMost(ours, rows.get(limit.ofRow)?.ours, limit.mostTimes, limit.ofRow);
  if ('mostTimes' in limit) return atMost(ours, lowest(figures, limit.of), limit.mostTimes, limit.of);
  const other = highest(figures, limit.of);
  if (!Number.isFinite(other)) return null;
  const value = ours / other;
  return { met: value >= limit.leastTimes, value, allowed: `at least ${limit.leastTimes}x ${limit.of}` };
}

function atMost(ours: number, other: number | undefined, times: number, name: string): Found | null {
  if (other === undefined || !Number.isFinite(other)) return null;
  return { met: ours <= times * other, value: ours / other, allowed: `at most ${times}x ${name}` };
}

function valuesOf(figures: Figures, other: Other): number[] {
  const names = other === 'peers with storage' ? WITH_STORAGE : other.endsWith('peer') ? PEERS : [other as SubjectName];
  return names.map((name) => figures[name]).filter((value) => value !== undefined);
}

const lowest = (figures: Figures, other: Other): number => Math.min(...valuesOf(figures, other));
const highest = (figures: Figures, other: Other): number => Math.max(...valuesOf(figures, other));
