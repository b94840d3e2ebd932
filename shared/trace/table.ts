/** The table that a candidate fills: what its cells say, and how the real trace would look in it. */

import type { TraceRow } from '../python/messages.ts';
import type { PredictedRow } from '../room/code.ts';

/** One variable of a values cell; `name` is empty where only a value was written. */
export interface Named {
  name: string;
  value: string;
}

/** Begins one more variable: `total =`, `self.count:`, `stock['a'] =`. */
const NAME = /^\s*([A-Za-z_][\w.]*(?:\[[^\]\n]*\][\w.]*)*)\s*(?:=(?!=)|:)\s*/;

export const isEmpty = (row: PredictedRow): boolean => Object.values(row).every((cell: string) => cell.trim() === '');

/** Splits `total = 5, names = ['a', 'b']` at what separates variables and not at what separates items. */
export function namedValues(cell: string): Named[] {
  const parts: Named[] = [];
  for (const part of segments(cell)) {
    const name = NAME.exec(part);
    parts.push({ name: name?.[1] ?? '', value: part.slice(name?.[0].length ?? 0).trim() });
  }
  return parts;
}

function segments(cell: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  const pieces = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|…(?=\s*(?:[,;\n]|$))|[\s\S]/g;
  for (const { 0: piece, index } of cell.matchAll(pieces)) {
    if ('([{'.includes(piece)) depth += 1;
    else if (')]}'.includes(piece)) depth = Math.max(depth - 1, 0);
    else if (piece === '…') depth = 0;
    else if (depth === 0 && ',;\n'.includes(piece) && (piece !== ',' || NAME.test(cell.slice(index + 1)))) {
      found.push(cell.slice(from, index));
      from = index + 1;
    }
  }
  found.push(cell.slice(from));
  return found.map((part) => part.trim()).filter((part) => part !== '');
}

/** The first number in the cell; null where there is none. */
export const lineOf = (cell: string): number | null => {
  const digits = /\d+/.exec(cell)?.[0];
  return digits === undefined ? null : Number(digits);
};

const YES = new Set(['true', 't', 'yes', 'y', '1', 'taken', 'holds', 'again', '✓', '✔']);
const NO = new Set(['false', 'f', 'no', 'n', '0', 'skipped', 'not taken', 'over', 'done', 'end', '✗', '✘', 'x']);

/** null if the cell says neither. */
export function branchOf(cell: string): boolean | null {
  const word = cell.trim().toLowerCase();
  return YES.has(word) ? true : NO.has(word) ? false : null;
}

/** The cells of one real row. */
export const rowOf = (row: TraceRow): PredictedRow => ({
  line: String(row.line),
  values: row.changes.map(({ name, value }) => `${name} = ${value}`).join('\n'),
  branch: row.branch === undefined ? '' : String(row.branch),
  printed: (row.printed ?? '').replace(/\n$/, ''),
  returned: row.raised ?? row.returned ?? '',
});
