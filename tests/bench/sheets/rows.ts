/** The rows of the table: which figure of which phase each shows. */

import type { Beats, CommandClimb, CommandCost } from './figures.ts';
import type { SubjectName } from './subjects.ts';

export interface Row {
  /** What the targets call it. */
  key: string;
  title: string;
  /** After the decimal point. */
  digits: number;
  phase: string;
  pick(figures: unknown): number;
  /** Whose figure stands in the column of the floor, where it is not the floor's own of the same phase. */
  floor?: { name: SubjectName; phase: string };
}

/** @param Figures what the jobs of the phase answer with */
const row = <Figures>(
  key: string,
  title: string,
  digits: number,
  phase: string,
  pick: (figures: Figures) => number,
  floor?: Row['floor'],
): Row => ({ key, title, digits, phase, pick: (figures) => pick(figures as Figures), ...(floor && { floor }) });

const echoOf = (phase: string): Row['floor'] => ({ name: 'echo', phase });

const commands = (key: string, title: string, digits: number, pick: (figures: CommandCost) => number): Row =>
  row<CommandCost>(key, title, digits, 'commands', pick, echoOf('commands'));
const beats = (key: string, title: string, pick: (figures: Beats) => number): Row =>
  row<Beats>(key, title, 0, 'beats', pick, echoOf('beats'));

export const ROWS: readonly Row[] = [
  commands('commands.cpu', 'CPU per room command, one core (ms)', 3, ({ cpu }) => cpu),
  commands('commands.p50', 'command to ack, p50 (ms)', 2, ({ p50 }) => p50),
  commands('commands.p99', 'the same, p99 (ms)', 2, ({ p99 }) => p99),
  row<CommandClimb>(
    'commands.held',
    'most room commands held, p99 ack under 100 ms, one core (commands/s)',
    0,
    'commands-climb',
    ({ held }) => held,
    echoOf('commands-climb'),
  ),
  beats('beats.fresh', 'bytes to the interviewer per beat, fresh room', ({ fresh }) => fresh),
  beats('beats.full', 'bytes to the interviewer per beat, after 200 notes', ({ full }) => full),
  beats('beats.candidate', 'bytes to the candidate per beat', ({ candidate }) => candidate),
];
