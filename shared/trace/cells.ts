/** Compares one row of a prediction with one row of the real trace, cell by cell. */

import type { TraceRow } from '../python/messages.ts';
import type { PredictedRow } from '../room/code.ts';
import { plainText } from '../python/terminal.ts';
import { plainPunctuation } from '../text/smart.ts';
import { sameAs, sameValue, type EqualRules } from './equal.ts';
import { partOf, stepsBetween } from './paths.ts';
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
    ...valueCells(real, namedValues(plainPunctuation(predicted.values)), known, rules),
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

function valueCells({ changes }: TraceRow, said: readonly Named[], known: Known, rules: EqualRules): Cell[] {
  const same: Same = (a, b) => sameValue(a, b, rules);
  const due = changes.filter(({ given }) => !given);
  const must = due.filter(({ again }) => !again);
  const only = must.length === 1 ? must[0] : due.length === 1 ? due[0] : undefined;
  let left = said.map(({ name, value }) => ({ name: name === '' ? (only?.name ?? '') : name, value }));
  const cells: Cell[] = [];
  for (const { name, value, given, again } of changes) {
    const exact = left.find((one) => one.name === name);
    const parts = exact ? [] : left.filter((one) => stepsBetween(name, one.name));
    if (parts.length > 0) {
      cells.push(...parts.flatMap((part) => partCells({ name, value }, part, rules)));
    } else if (exact && exact.value !== '') {
      cells.push({ ...named(name, value, exact.value), verdict: same(value, exact.value) ? 'agreed' : 'wrong' });
    } else {
      const verdict = verdictOfWhole({ name, value }, left, rules);
      if (verdict || (!given && !again)) cells.push({ ...named(name, value, ''), verdict: verdict ?? 'missed' });
    }
    left = left.filter((one) => one !== exact && !parts.includes(one));
  }
  const wholes = left.filter(({ name }) => changes.some((change) => stepsBetween(name, change.name)));
  for (const { name, value } of left) {
    if (wholes.some((whole) => whole.name === name) || isKnown(name, value, known, rules)) continue;
    cells.push({ ...named(name, '', value), verdict: 'extra' });
  }
  return cells;
}

const named = (name: string, real: string, predicted: string) => ({ of: 'value' as const, name, real, predicted });

/** A predicted part of what changed, such as one item: not judged where the real value was cut before it. */
function partCells(real: Named, { name, value }: Named, rules: EqualRules): Cell[] {
  const part = partOf(real.value, stepsBetween(real.name, name) ?? []);
  if (part === 'unknown') return [];
  const verdict = part !== undefined && sameAs(part, value, rules) ? 'agreed' : 'wrong';
  return [{ ...named(name, real.value, value), verdict }];
}

/** Where the whole object was predicted, of which this is one attribute. */
function verdictOfWhole(real: Named, said: readonly Named[], rules: EqualRules): Verdict | undefined {
  for (const { name, value } of said) {
    const steps = stepsBetween(name, real.name);
    const part = steps && partOf(value, steps);
    if (part && part !== 'unknown') return sameAs(part, real.value, rules) ? 'agreed' : 'wrong';
  }
  return undefined;
}

/** Whether it repeats what is known: also a part of it, or a whole of which a part has changed since. */
function isKnown(name: string, value: string, known: Known, rules: EqualRules): boolean {
  const now = known.get(name);
  if (now !== undefined && sameValue(now, value, rules)) return true;
  const all = [...known].map(([other, text]) => ({ name: other, value: text }));
  for (const other of all) {
    const part = partOf(other.value, stepsBetween(other.name, name) ?? ['.']);
    if (part && part !== 'unknown' && sameAs(part, value, rules)) return true;
  }
  const parts = all.filter((other) => stepsBetween(name, other.name));
  return parts.length > 0 && parts.every((part) => verdictOfWhole(part, [{ name, value }], rules) === 'agreed');
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
    plainText(text)
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n')
      .trim();
  return (
    lines(real) === lines(predicted) || sameValue(pythonString(plainText(real)), predicted.replace(/\\n(['"])$/, '$1'))
  );
}

const pythonString = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
