/** Compares a prediction with the real trace: what agreed, what was wrong or missed, and where they first differ. */

import type { TraceReport, TraceRow } from '../python/messages.ts';
import type { Agreement, PredictedRow } from '../room/code.ts';
import { align } from './align.ts';
import { cellsOf, extraCells, missedCells, type Cell, type Known } from './cells.ts';
import type { EqualRules } from './equal.ts';
import { isEmpty } from './table.ts';

/** Two rows side by side; null if one side has none. */
export interface ComparedRow {
  /** Index in the report's rows. */
  real: number | null;
  /** Index in the prediction's rows. */
  predicted: number | null;
  /** Empty where rows of a long loop were left out: nothing there is judged. */
  cells: Cell[];
}

/** Where a prediction first differs from the trace. */
export interface Divergence {
  /** Index of the compared row, and of the cell in it. */
  at: number;
  cell: number;
  /** Index of the report's row that shows it: the next one if no real row is there. */
  row: number;
}

export interface Comparison extends Agreement {
  rows: ComparedRow[];
  divergence: Divergence | null;
}

/** Rows of which every cell is empty are left out of the prediction. */
export function compare(report: TraceReport, prediction: readonly PredictedRow[], rules: EqualRules = {}): Comparison {
  const filled = prediction.map((row, index) => ({ row, index })).filter(({ row }) => !isEmpty(row));
  const known = knownAfter(report.rows);
  const cells = (i: number, j: number) => cellsOf(report.rows[i]!, filled[j]!.row, known[i], rules);
  const pairs = align({
    real: report.rows.length,
    predicted: filled.length,
    cost: (i, j) => costOf(cells(i, j)),
    open: (i) => (i === report.rows.length ? report.truncated : report.rows[i]?.folded !== undefined),
  });
  const rows = pairs.map(({ real, predicted, open }): ComparedRow => {
    const said = predicted === null ? null : filled[predicted]!;
    const both = real !== null && predicted !== null ? cells(real, predicted) : null;
    const alone = real === null ? extraCells(said!.row) : missedCells(report.rows[real]!);
    return { real, predicted: said?.index ?? null, cells: open ? [] : (both ?? alone) };
  });
  return { rows, ...counted(rows), ...parting(rows, report.rows.length) };
}

/** A wrong line costs more than all its cells, so that rows are matched by line first. */
function costOf([line, ...others]: Cell[]): number {
  const amiss = others.filter(({ verdict }) => verdict !== 'agreed').length;
  return (line?.verdict === 'agreed' ? 0 : 1) + (0.9 * amiss) / Math.max(others.length, 1);
}

function counted(rows: readonly ComparedRow[]) {
  const cells = rows.flatMap((row) => row.cells);
  const count = (...verdicts: Cell['verdict'][]) => cells.filter(({ verdict }) => verdicts.includes(verdict)).length;
  return { agreed: count('agreed'), wrong: count('wrong', 'extra'), missed: count('missed') };
}

function parting(rows: readonly ComparedRow[], length: number): Pick<Comparison, 'divergence' | 'first'> {
  const at = rows.findIndex(({ cells }) => cells.some(({ verdict }) => verdict !== 'agreed'));
  if (at < 0) return { divergence: null, first: null };
  const cell = rows[at]!.cells.findIndex(({ verdict }) => verdict !== 'agreed');
  const following = rows.slice(at).find(({ real }) => real !== null)?.real;
  const row = following ?? Math.max(length - 1, 0);
  return { divergence: { at, cell, row }, first: row };
}

/**
 * What the variables of each row's own call hold once the row is over. Calls of one name and depth share their names.
 */
function knownAfter(rows: readonly TraceRow[]): Known[] {
  const calls = new Map<string, Map<string, string>>();
  return rows.map(({ frame, depth, changes }) => {
    const before = calls.get(`${depth} ${frame}`);
    const after = new Map([...(before ?? []), ...changes.map(({ name, value }): [string, string] => [name, value])]);
    calls.set(`${depth} ${frame}`, after);
    return after;
  });
}
