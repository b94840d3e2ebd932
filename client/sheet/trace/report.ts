/** A real trace as the room keeps it, and as one walks through it. */

import type { TraceReport } from '../../../shared/python/messages.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { firstIndex } from '../../../shared/search.ts';

/** Within what the room takes: rows that do not fit are left out of the end, which is then said. */
export function fitting(report: TraceReport): TraceReport {
  const fits = (rows: number) =>
    JSON.stringify({ ...report, rows: report.rows.slice(0, rows), truncated: true }).length <= LIMITS.trace;
  if (JSON.stringify(report).length <= LIMITS.trace) return report;
  const kept = firstIndex(report.rows.length, (rows) => !fits(rows + 1));
  return { ...report, rows: report.rows.slice(0, kept), truncated: true };
}

export interface Known {
  name: string;
  value: string;
  /** This very row set it. */
  now: boolean;
}

/** What the variables of a row's own call hold once it is over, by name. */
export function knownAt({ rows }: TraceReport, at: number): Known[] {
  const row = rows[at];
  if (!row) return [];
  const values = new Map<string, Known>();
  rows.slice(0, at + 1).forEach(({ frame, depth, changes }, index) => {
    if (frame !== row.frame || depth !== row.depth) return;
    for (const { name, value } of changes) values.set(name, { name, value, now: index === at });
  });
  return [...values.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
