/** The rows of the table: which figure of which phase each shows. */

import type { Beats, Ceiling, CommandClimb, CommandCost, Idle, Joins, Memory, Steady, Storm } from './figures.ts';
import type { SubjectName } from './subjects.ts';

export interface Row {
  /** What the targets call it. */
  key: string;
  title: string;
  /** After the decimal point. */
  digits: number;
  phase: string;
  pick(figures: unknown): number;
  /** Whose figure is in the column of the floor. */
  floor: SubjectName;
}

/** Rows of one kind of figures. @param Figures what the job of the phase answers with */
const rowsOf =
  <Figures>(phase: string, floor: SubjectName = 'floor') =>
  (key: string, title: string, digits: number, pick: (figures: Figures) => number): Row => ({
    key,
    title,
    digits,
    phase,
    pick: (figures) => pick(figures as Figures),
    floor,
  });

const MB = 1_000_000;
const many = (sheets: number): string => `${sheets.toLocaleString('en')} sheets`;
const onCores = (cores: 1 | 2): string => (cores === 1 ? 'one core' : 'two cores');

function typingRows(sheets: number, cores: 1 | 2): Row[] {
  const phase = `typing-${sheets}-on-${cores}`;
  const row = rowsOf<Steady>(phase);
  return [
    row(`${phase}.cpu`, `CPU per 1,000 keystrokes, ${many(sheets)}, ${onCores(cores)} (ms)`, 1, ({ cpu }) => cpu),
    row(`${phase}.p50`, 'keystroke to peer, p50 (ms)', 2, ({ latency }) => latency.update.p50),
    row(`${phase}.p99`, 'the same, p99 (ms)', 2, ({ latency }) => latency.update.p99),
    row(`${phase}.caret-p50`, 'its caret to peer, p50 (ms)', 2, ({ latency }) => latency.awareness.p50),
    row(`${phase}.caret-p99`, 'the same, p99 (ms)', 2, ({ latency }) => latency.awareness.p99),
    row(`${phase}.passed`, 'carets that a newer one overtook (%)', 1, ({ latency: { awareness } }) => {
      return (100 * awareness.passed) / (awareness.passed + awareness.came);
    }),
    row(`${phase}.load`, 'load process, share of a core', 2, ({ loadBusy }) => loadBusy),
  ];
}

function plainRows(sheets: number): Row[] {
  const phase = `plain-${sheets}-on-1`;
  const row = rowsOf<Steady>(phase);
  return [
    row(`${phase}.cpu`, `without awareness: CPU per 1,000 keystrokes, ${many(sheets)}, one core (ms)`, 1, (f) => f.cpu),
    row(`${phase}.p50`, 'without awareness: keystroke to peer, p50 (ms)', 2, ({ latency }) => latency.update.p50),
    row(`${phase}.p99`, 'the same, p99 (ms)', 2, ({ latency }) => latency.update.p99),
  ];
}

function climbRows(cores: 1 | 2): Row[] {
  const phase = `climb-on-${cores}`;
  const row = rowsOf<Ceiling>(phase);
  const lastHeld = ({ steps, held }: Ceiling): number => steps.find(({ asked }) => asked === held)?.loadBusy ?? NaN;
  return [
    row(`${phase}.held`, `highest rate, p99 under 100 ms, ${onCores(cores)} (keystrokes/s)`, 0, ({ held }) => held),
    row(`${phase}.load`, 'load process at that rate, share of a core', 2, lastHeld),
  ];
}

const memory = rowsOf<Memory>('memory');
const idle = rowsOf<Idle>('idle');
const ready = rowsOf<Joins>('join-ready');
const cold = rowsOf<Joins>('join-cold');
const storm = rowsOf<Storm>('storm');
const commands = rowsOf<CommandCost>('commands', 'echo');
const commandClimb = rowsOf<CommandClimb>('commands-climb', 'echo');
const beats = rowsOf<Beats>('beats', 'echo');

export const ROWS: readonly Row[] = [
  ...[10, 100, 1_000, 3_000].flatMap((sheets) => [...typingRows(sheets, 1), ...typingRows(sheets, 2)]),
  ...plainRows(100),
  ...plainRows(1_000),
  ...climbRows(1),
  ...climbRows(2),
  memory('memory.start', 'resident memory at start (MB)', 1, ({ start }) => start / MB),
  memory('memory.after', 'the same after 5,000 edits in each of 100 rooms, all gone (MB)', 1, (f) => f.after / MB),
  memory('memory.again', 'the same after as many other rooms (MB)', 1, ({ again }) => again / MB),
  idle('idle.bytes', 'memory per idle open sheet (kB)', 1, ({ bytes }) => bytes / 1_000),
  ready('ready.p50', 'join a sheet of 5,000 edits, open by another, p50 (ms; floor: as one blob)', 2, (f) => f.p50),
  ready('ready.p90', 'the same, p90 (ms)', 2, ({ p90 }) => p90),
  cold('cold.p50', 'join a sheet of 250,000 edits, nobody there, p50 (ms; floor: as one blob)', 2, ({ p50 }) => p50),
  cold('cold.p90', 'the same, p90 (ms)', 2, ({ p90 }) => p90),
  cold('cold.cpu', 'CPU of that cold join (ms)', 1, ({ cpu }) => cpu),
  storm('storm.p50', 'all clients connect at once: until one has its state, p50 (ms)', 0, ({ p50 }) => p50),
  storm('storm.p99', 'the same, p99 (ms)', 0, ({ p99 }) => p99),
  storm('storm.cpu', 'CPU of that, per client (ms)', 2, ({ cpu, clients }) => cpu / clients),
  storm('storm.refused', 'refused', 0, ({ refused }) => refused),
  commands('commands.cpu', 'CPU per room command, one core (ms; floor: an echo with views)', 3, ({ cpu }) => cpu),
  commands('commands.p50', 'command to ack, p50 (ms)', 2, ({ p50 }) => p50),
  commands('commands.p99', 'the same, p99 (ms)', 2, ({ p99 }) => p99),
  commandClimb('commands.held', 'most room commands, p99 ack under 100 ms, one core (commands/s)', 0, (f) => f.held),
  beats('beats.fresh', 'bytes to the interviewer per beat, fresh room', 0, ({ fresh }) => fresh),
  beats('beats.full', 'the same after 200 notes', 0, ({ full }) => full),
  beats('beats.candidate', 'bytes to the candidate per beat', 0, ({ candidate }) => candidate),
];
