/** Compares one row of a prediction with one row of the real trace, cell by cell. */

import type { TraceRow } from '../python/messages.ts';
import type { PredictedRow } from '../room/code.ts';
import { sameValue, type EqualRules } from './equal.ts';
import { plainPunctuation } from '../text/smart.ts';
import { branchOf, lineOf, namedValues, type Named } from './table.ts';

/** `extra` is something that did not happen, and counts as wrong. */
export type Verdict = 'agreed' | 'wrong' | 'missed' | 'extra';

export interface Cell {
  of: 'line' | 'value' | 'branch' | 'printed' | 'returned' | 'raised';
  /** The variable of a value; empty where the prediction names none. */
  name?: string;
  /** What it was; empty for `extra`. */
  real: string;
  /** What was predicted; empty for `missed`. */
  predicted: string;
  verdict: Verdict;
}

/** What the variables of the row's call hold after it: repeating that is neither right nor wrong. */
export type Known = ReadonlyMap<string, string>;

const NOTHING: Known = new Map();

/** The cells of a pair: all that the real row says, and what the prediction says beyond it. */
export function cellsOf(real: TraceRow, predicted: PredictedRow, known = NOTHING, rules: EqualRules = {}): Cell[] {
  const same = (a: string, b: string) => sameValue(a, b, rules);
  return [
    lineCell(real, predicted),
    ...valueCells(real, namedValues(plainPunctuation(predicted.values)), known, same),
    ...branchCells(real, predicted.branch),
    ...textCell('printed', real.printed?.replace(/\n$/, ''), predicted.printed.trim(), asTyped(samePrint)),
    ...endCells(real, predicted.returned.trim(), asTyped(same)),
  ];
}

/** The cells of a real row that nobody predicted. */
export const missedCells = (real: TraceRow): Cell[] => [
  { of: 'line', real: String(real.line), predicted: '', verdict: 'missed' },
  ...cellsOf(real, { line: '', values: '', branch: '', printed: '', returned: '' }).slice(1),
];

/** A predicted row that did not happen. */
export const extraCells = (predicted: PredictedRow): Cell[] => [
  { of: 'line', real: '', predicted: predicted.line.trim(), verdict: 'extra' },
];

function lineCell(real: TraceRow, predicted: PredictedRow): Cell {
  const verdict = lineOf(predicted.line) === real.line ? 'agreed' : predicted.line.trim() === '' ? 'missed' : 'wrong';
  return { of: 'line', real: String(real.line), predicted: predicted.line.trim(), verdict };
}

type Same = (real: string, predicted: string) => boolean;

/** A phone may have put curly quotes and long dashes for what was typed. */
const asTyped =
  (same: Same): Same =>
  (real, predicted) =>
    same(real, predicted) || same(real, plainPunctuation(predicted));

function valueCells({ changes }: TraceRow, said: readonly Named[], known: Known, same: Same): Cell[] {
  const due = changes.filter(({ given }) => !given);
  const only = due.length === 1 ? due[0]?.name : undefined;
  const left = said.map(({ name, value }) => ({ name: name === '' ? (only ?? '') : name, value }));
  const cells: Cell[] = [];
  for (const { name, value, given } of changes) {
    const at = left.findIndex((one) => one.name === name);
    const predicted = at < 0 ? '' : (left.splice(at, 1)[0]?.value ?? '');
    if (predicted === '' && given) continue;
    const verdict = predicted === '' ? 'missed' : same(value, predicted) ? 'agreed' : 'wrong';
    cells.push({ of: 'value', name, real: value, predicted, verdict });
  }
  for (const { name, value } of left) {
    const now = known.get(name);
    if (now === undefined || !same(now, value))
      cells.push({ of: 'value', name, real: '', predicted: value, verdict: 'extra' });
  }
  return cells;
}

function branchCells({ branch }: TraceRow, predicted: string): Cell[] {
  const said = predicted.trim();
  if (branch === undefined) return said === '' ? [] : [{ of: 'branch', real: '', predicted: said, verdict: 'extra' }];
  const verdict = said === '' ? 'missed' : branchOf(said) === branch ? 'agreed' : 'wrong';
  return [{ of: 'branch', real: String(branch), predicted: said, verdict }];
}

function textCell(of: 'printed' | 'returned', real: string | undefined, predicted: string, same: Same): Cell[] {
  if (real === undefined) return predicted === '' ? [] : [{ of, real: '', predicted, verdict: 'extra' }];
  const verdict = predicted === '' && real !== '' ? 'missed' : same(real, predicted) ? 'agreed' : 'wrong';
  return [{ of, real, predicted, verdict }];
}

/** What left the row: a value, or an exception, of which the type must be right. An implicit None need not be said. */
function endCells({ returned, raised }: TraceRow, predicted: string, same: Same): Cell[] {
  if (raised !== undefined) {
    const verdict = predicted === '' ? 'missed' : sameException(raised, predicted) ? 'agreed' : 'wrong';
    return [{ of: 'raised', real: raised, predicted, verdict }];
  }
  if (returned === 'None' && predicted === '') return [];
  return textCell('returned', returned, predicted.replace(/^(?:returns?|yields?)\s+/, ''), same);
}

const sameException = (real: string, predicted: string): boolean =>
  nameOf(real) === nameOf(predicted.replace(/^raises?\s+/, ''));

const nameOf = (exception: string): string => /^[\w.]+/.exec(exception)?.[0] ?? exception;

/** As it is in the table, or as a Python string. */
function samePrint(real: string, predicted: string): boolean {
  const lines = (text: string) =>
    text
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n')
      .trim();
  return lines(real) === lines(predicted) || sameValue(pythonString(real), predicted.replace(/\\n(['"])$/, '$1'));
}

const pythonString = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
