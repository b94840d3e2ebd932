/** Makes tables of a run's figures: each server's, ours divided by theirs, and what became of the targets. */

import { cpus, totalmem } from 'node:os';
import { judge, type Figures, type Judgement } from './judge.ts';
import { ROWS, type Row } from './rows.ts';
import { PEERS, subjects, type SubjectName } from './subjects.ts';

/** By phase and server: its figures, or `{failed}`. */
export type Results = Record<string, Partial<Record<SubjectName, unknown>>>;

export interface RunFacts {
  quick: boolean;
  minutes: number;
  /** The load average of the machine before and after the run. */
  before: number[];
  after: number[];
}

/** What may be wrong with figures, whatever the job. */
interface Trouble {
  failed?: string;
  notes?: string[];
}

/** @returns undefined where it took no part in the phase, or failed */
function figureOf(results: Results, { phase, pick }: Row, name: SubjectName): number | undefined {
  const found = results[phase]?.[name];
  if (found === undefined || (found as Trouble).failed !== undefined) return undefined;
  const value = pick(found);
  return Number.isFinite(value) ? value : undefined;
}

function figuresOf(results: Results, row: Row): Figures {
  const figures: Figures = {};
  for (const name of ['ours', 'floor', ...PEERS] as const) {
    const value = figureOf(results, row, name === 'floor' ? row.floor : name);
    if (value !== undefined) figures[name] = value;
  }
  return figures;
}

const hasFailed = (results: Results, { phase, floor }: Row, name: SubjectName): boolean =>
  (results[phase]?.[name === 'floor' ? floor : name] as Trouble | undefined)?.failed !== undefined;

function ratiosOf({ ours, ...others }: Figures): Figures {
  if (ours === undefined) return {};
  const above = Object.entries(others).filter(([, value]) => value > 0);
  return Object.fromEntries(above.map(([name, value]) => [name, ours / value]));
}

function lineOf(results: Results, row: Row, figures: Figures): string {
  const ratios = ratiosOf(figures);
  const cell = (name: SubjectName): string => {
    const value = figures[name]?.toLocaleString('en', { maximumFractionDigits: row.digits });
    if (value === undefined) return hasFailed(results, row, name) ? 'failed' : '–';
    const ratio = ratios[name];
    return ratio === undefined ? value : `${value} (${ratio.toFixed(2)}x)`;
  };
  return `| ${row.title} | **${cell('ours')}** | ${cell('floor')} | ${PEERS.map(cell).join(' | ')} |`;
}

const VERDICTS = new Map([
  [true, 'met'],
  [false, '**missed**'],
  [null, 'not measured'],
]);

const judgementLine = ({ words, met, found }: Judgement): string =>
  `| ${words} | ${found.join('; ')} | ${VERDICTS.get(met)} |`;

/** What failed, and what the jobs found to be wrong. */
function notesOf(results: Results): string[] {
  return Object.entries(results).flatMap(([phase, byName]) =>
    Object.entries(byName).flatMap(([name, figures]) => {
      const { failed, notes = [] } = figures as Trouble;
      return [...(failed === undefined ? [] : [failed]), ...notes].map((note) => `- ${phase}, ${name}: ${note}`);
    }),
  );
}

export function report(results: Results, facts: RunFacts): { table: string; json: unknown } {
  const measured = ROWS.filter(({ phase }) => results[phase]);
  const rows = measured.map((row) => ({ row, figures: figuresOf(results, row) }));
  const failed = measured.filter((row) => hasFailed(results, row, 'ours')).map(({ key }) => key);
  const judgements = judge(new Map(rows.map(({ row, figures }) => [row.key, figures])), new Set(failed));
  const titles = subjects({ blobs: '', deck: '' });
  const heads = (['ours', 'floor', ...PEERS] as const).map((name) => titles[name].title);
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const machine = `${cpus().length} x ${cpus()[0]?.model.trim()}, ${memory}, Node ${process.version}`;
  const loads = `load average ${facts.before[0]?.toFixed(2)} before, ${facts.after[0]?.toFixed(2)} after`;
  const table = [
    `${facts.quick ? 'Quick run' : 'Full run'} of ${facts.minutes.toFixed(0)} minutes on ${machine}; ${loads}.`,
    'In brackets: ours divided by that column.',
    '',
    `| | ${heads.join(' | ')} |`,
    `|---|${heads.map(() => '---:').join('|')}|`,
    ...rows.map(({ row, figures }) => lineOf(results, row, figures)),
    '',
    '| target | found | |',
    '|---|---|---|',
    ...judgements.map(judgementLine),
    '',
    ...notesOf(results),
  ].join('\n');
  const shown = rows.map(({ row: { key, title }, figures }) => ({ key, title, figures, ratios: ratiosOf(figures) }));
  return { table, json: { ...facts, machine, rows: shown, targets: judgements, results } };
}
