/** Tables of predictions for tests. */

import type { TraceReport } from '../../shared/python/messages.ts';
import type { PredictedRow } from '../../shared/room/code.ts';
import { rowOf } from '../../shared/trace/table.ts';

export const EMPTY_ROW: PredictedRow = { line: '', values: '', branch: '', printed: '', returned: '' };

/** The real trace as a person who gets everything right would fill it in. Folded rows are left out. */
export const tableOf = (report: TraceReport): PredictedRow[] =>
  report.rows.filter((row) => row.folded === undefined).map(rowOf);
