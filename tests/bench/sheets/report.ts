/** Makes one table of a run's figures, with the ratios that the targets speak of. */

import { cpus, totalmem } from 'node:os';
import { median, type Ceiling, type Cold, type Edited, type Idle, type Steady } from './figures.ts';
import type { PhaseName } from './plan.ts';
import { SUBJECTS, TITLES, type SubjectName } from './subjects.ts';

/** By phase and server: the figures of each round, or `{failed}`. */
export type Results = Partial<Record<PhaseName, Partial<Record<SubjectName, unknown[]>>>>;

export interface RunFacts {
  quick: boolean;
  minutes: number;
  /** The load average of the machine before and after the run. */
  before: number[];
  after: number[];
}

interface Row {
  title: string;
  digits: number;
  figure: Partial<Record<SubjectName, number>>;
}

/** The figure in the middle of the rounds that did not fail. */
function middle<Figures>(rounds: unknown[] | undefined, pick: (figures: Figures) => number): number | undefined {
  const good = (rounds ?? []).filter((round) => !(round as { failed?: string }).failed) as Figures[];
  const values = good.map(pick).filter((value) => Number.isFinite(value));
  return values.length > 0 ? median(values) : undefined;
}

function row<Figures>(results: Results, phase: PhaseName, title: string, digits: number, pick: (f: Figures) => number) {
  const figure: Row['figure'] = {};
  for (const name of SUBJECTS) {
    const value = middle<Figures>(results[phase]?.[name], pick);
    if (value !== undefined) figure[name] = value;
  }
  return { title, digits, figure };
}

/** The floor's column of a join is what it takes to be sent the same bytes at once. */
const withBlob = (joins: Row, results: Results, phase: PhaseName): Row => {
  const blob = middle<Cold>(results[phase]?.floor, ({ join }) => join);
  return blob === undefined ? joins : { ...joins, figure: { ...joins.figure, floor: blob } };
};

function rowsOf(results: Results): Row[] {
  const steady = (title: string, digits: number, pick: (f: Steady) => number) =>
    row<Steady>(results, 'steady', title, digits, pick);
  const crowded = (title: string, digits: number, pick: (f: Steady) => number) =>
    row<Steady>(results, 'crowded', title, digits, pick);
  const edited = (title: string, digits: number, pick: (f: Edited) => number) =>
    row<Edited>(results, 'edited', title, digits, pick);
  const cold = (title: string, digits: number, pick: (f: Cold) => number) =>
    row<Cold>(results, 'cold', title, digits, pick);
  return [
    steady('CPU per 1,000 updates, 1,000 sheets (ms)', 1, ({ cpu }) => cpu),
    steady('keystroke to peer, 1,000 sheets, p50 (ms)', 2, ({ p50 }) => p50),
    steady('the same, p99 (ms)', 2, ({ p99 }) => p99),
    crowded('CPU per 1,000 updates, 3,000 sheets (ms)', 1, ({ cpu }) => cpu),
    crowded('keystroke to peer, 3,000 sheets, p50 (ms)', 2, ({ p50 }) => p50),
    crowded('the same, p99 (ms)', 2, ({ p99 }) => p99),
    row<Ceiling>(results, 'ceiling', 'highest rate with p99 under 100 ms (updates/s)', 0, ({ held }) => held),
    row<Idle>(results, 'idle', 'memory per idle open sheet (kB)', 1, ({ bytes }) => bytes / 1_000),
    edited('memory per open sheet after 5,000 edits (kB)', 1, ({ bytes }) => bytes / 1_000),
    withBlob(
      edited('join a sheet of 5,000 edits, open by another (ms)', 2, ({ join }) => join),
      results,
      'blob',
    ),
    withBlob(
      cold('join a sheet of 250,000 edits, nobody there (ms)', 2, (c) => c.join),
      results,
      'cold-blob',
    ),
    cold('CPU of that cold open (ms)', 1, ({ cpu }) => cpu),
  ];
}

const PEERS = SUBJECTS.filter((name) => name !== 'floor' && name !== 'ours');

function ratios({ figure }: Row): Partial<Record<SubjectName, number>> {
  const { ours } = figure;
  if (ours === undefined) return {};
  const above = Object.entries(figure).filter(([, value]) => value > 0);
  return Object.fromEntries(above.map(([name, value]) => [name, ours / value]));
}

function line(row: Row): string {
  const { ours, ...others } = row.figure;
  const shown = (value: number | undefined): string =>
    value === undefined ? '–' : value.toLocaleString('en', { maximumFractionDigits: row.digits });
  const ratio = ratios(row);
  const cell = (name: SubjectName): string => {
    if (others[name as keyof typeof others] === undefined) return '–';
    const factor = ratio[name];
    return `${shown(row.figure[name])}${factor === undefined ? '' : ` (${factor.toFixed(2)}x)`}`;
  };
  return `| ${row.title} | **${shown(ours)}** | ${cell('floor')} | ${PEERS.map(cell).join(' | ')} |`;
}

function notes(results: Results): string[] {
  const found: string[] = [];
  for (const [phase, byName] of Object.entries(results)) {
    for (const [name, rounds] of Object.entries(byName)) {
      for (const round of rounds as { failed?: string; whole?: boolean; missing?: number }[]) {
        if (round.failed) found.push(`${phase}, ${name}: ${round.failed}`);
        if (round.whole === false && name !== 'floor')
          found.push(`${phase}, ${name}: a joiner got a text that is not what was typed`);
        if (round.missing) found.push(`${phase}, ${name}: ${round.missing} updates never came`);
      }
    }
  }
  return [...new Set(found)];
}

export function report(results: Results, facts: RunFacts): { table: string; json: unknown } {
  const rows = rowsOf(results);
  const heads = (['ours', 'floor', ...PEERS] as const).map((name) => TITLES[name]);
  const machine = `${cpus().length} x ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  const loads = `load average ${facts.before[0]?.toFixed(2)} before, ${facts.after[0]?.toFixed(2)} after`;
  const table = [
    `${facts.quick ? 'Quick run' : 'Full run'} of ${facts.minutes.toFixed(0)} minutes on ${machine}; ${loads}.`,
    'In brackets: ours divided by that column.',
    '',
    `| | ${heads.join(' | ')} |`,
    `|---|${heads.map(() => '---:').join('|')}|`,
    ...rows.map(line),
    '',
    ...notes(results).map((note) => `- ${note}`),
  ].join('\n');
  return { table, json: { ...facts, machine, rows: rows.map((each) => ({ ...each, ratios: ratios(each) })), results } };
}
