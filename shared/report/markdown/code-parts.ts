/** Code in a Markdown report: what ran, what was checked and traced, and the marks in the margin. */

import type { PredictedRow } from '../../room/code.ts';
import { rowOf } from '../../trace/table.ts';
import type { LastCheck, CodeReport, MarkedLine, LastTrace } from '../code-report.ts';
import { fenced, inline } from './escape.ts';
import { checkLabel, runLabel, traceLabel } from '../moment-words.ts';

/** The code at the end, with the interviewer's marks beside its lines where there are any. */
export function codeParts(code: string, marks: readonly MarkedLine[]): string[] {
  if (marks.length === 0) return ['The code at the end:', fenced(code, 'python')];
  const lost = marks.filter(({ lineAtEnd }) => lineAtEnd === null);
  return [
    'The code at the end, as it was read aloud:',
    fenced(withMargin(code, marks), 'text'),
    ...(lost.length === 0 ? [] : ['Marked on lines that are no longer there:', lost.map(lostLine).join('\n')]),
  ];
}

/** Each line with its number, after the marks it was given. */
function withMargin(code: string, marks: readonly MarkedLine[]): string {
  const lines = code.replace(/\n$/, '').split('\n');
  const given = lines.map((_, i) =>
    marks
      .filter(({ lineAtEnd }) => lineAtEnd === i + 1)
      .map(({ verdict }) => verdict)
      .join(', '),
  );
  const width = Math.max(...given.map(({ length }) => length));
  const numbers = String(lines.length).length;
  return lines
    .map((line, i) => `${(given[i] ?? '').padEnd(width)} ${String(i + 1).padStart(numbers)} | ${line}`.trimEnd())
    .join('\n');
}

const lostLine = ({ verdict, line, quote }: MarkedLine): string =>
  `- ${verdict}, line ${line}${quote.trim() === '' ? '' : `: ${inline(quote)}`}`;

export const ranParts = ({ runs, run, check, hiddenCheck, trace }: CodeReport): string[] => [
  ...(run
    ? [`Run ${runs === 1 ? 'once' : `${runs} times`}. The last ${runLabel(run)}:`, fenced(run.output, 'text')]
    : []),
  ...(check ? checkParts(check) : []),
  ...(hiddenCheck ? checkParts(hiddenCheck) : []),
  ...(trace ? traceParts(trace) : []),
];

function checkParts(check: LastCheck): string[] {
  const cases = check.cases.map(({ name, outcome, message }) => {
    const why = message.trim() === '' ? '' : `: ${inline(message)}`;
    return `- ${outcome}, ${inline(name)}${why}`;
  });
  const why = check.why === undefined ? [] : [fenced(check.why, 'text')];
  return [`The last ${checkLabel(check)}.`, ...why, ...(cases.length === 0 ? [] : [cases.join('\n')])];
}

function traceParts({ rows, result }: LastTrace): string[] {
  const real = result?.report.rows.map((row) => {
    const values = row.changes.map(({ name, value }) => `${name} = ${value}`).join(', ');
    return rowText({ ...rowOf(row), values, printed: row.printed ?? '' });
  });
  return [
    'Predicted by hand:',
    fenced(rows.map(rowText).join('\n'), 'text'),
    ...(result && real ? [`What happened: ${traceLabel(result)}.`, fenced(real.join('\n'), 'text')] : []),
  ];
}

/** Cells that say nothing are left out. */
function rowText({ line, values, branch, printed, returned }: PredictedRow): string {
  const cells = [
    values,
    branch && `branch ${branch}`,
    printed && `prints ${printed}`,
    returned && `returns ${returned}`,
  ];
  return [`line ${line}`, ...cells.filter((cell) => cell !== '')].join('; ').replaceAll('\n', '↵');
}
