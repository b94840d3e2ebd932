/** How the panes around an editor reach its sheet: what it shares beside its words, as plain values, and what it can show. */

import type { Snippet } from 'svelte';
import type { Outcome, OutputChunk } from '../../shared/python/messages.ts';
import type { PredictedRow, Verdict } from '../../shared/room/code.ts';
import type { PeerId } from '../../shared/room/ids.ts';

/** The last run, as whoever started it tells of it: text of another person's browser. */
export interface SharedOutput {
  by: PeerId;
  run: string;
  /** `lost`: it was running, and the page that ran it is gone. */
  status: 'running' | 'lost' | Outcome;
  ms: number;
  /** Where its traceback ends, 1-based. */
  line?: number;
  /** It waits for a line of input. */
  asking: boolean;
  /** What it printed; `streamsOf` tells its streams apart. */
  text: string;
}

/** One run's hand on the shared output, until another run takes its place. */
export interface RunWriter {
  /** Whether it still is the run that the sheet shows. */
  readonly current: boolean;
  /** Somebody pressed Stop, on whatever page. */
  readonly stopAsked: boolean;
  write(chunks: readonly OutputChunk[]): void;
  ask(waiting: boolean): void;
  /** @returns all that it printed, without the signs of its streams */
  end(end: { outcome: Outcome; ms: number; line?: number }): string;
}

export interface TableRow extends PredictedRow {
  /** Tells rows apart on this page. */
  key: number;
}

/** What a sheet shares beside its words. What is written to a sheet that takes nothing is dropped. */
export interface SheetLive {
  /** Calls back at every change of what follows, but for `code`; returns its release. */
  subscribe(listener: () => void): () => void;
  /** The code, now. */
  code(): string;
  readonly output: SharedOutput | null;
  begin(by: PeerId): RunWriter;
  askToStop(): void;
  /** The line that is being read aloud, 1-based. */
  readonly reading: number | null;
  read(line: number | null): void;
  /** The table of the prediction with this number. */
  table(n: number): readonly TableRow[];
  /** @param at the index of the new row */
  addRow(n: number, at: number): void;
  setCell(n: number, at: number, cell: keyof PredictedRow, text: string): void;
  deleteRow(n: number, at: number): void;
}

export type SheetTab = 'code' | 'frame' | 'trace';

/** A line of the code with its place, as a pin has it. */
export interface CodeLine {
  /** 1-based. */
  line: number;
  quote: string;
  from: string;
  to: string;
}

/** What a sheet lets the panes around it do; its values tick where they are read reactively. */
export interface SheetDesk {
  readonly live: SheetLive;
  /** Nothing can be written: frozen, watched, or not there yet. */
  readonly locked: boolean;
  readonly loaded: boolean;
  readonly tab: SheetTab;
  /** Shows a tab, and takes the focus there where that is asked for. */
  show(tab: SheetTab, focus?: boolean): void;
  /** Moves the cursor to a line of the code, and the focus with it. */
  goTo(line: number): void;
  /** The line that a trace has come to, and the one where a prediction parts from it. */
  step: number | null;
  parting: number | null;
  /** Marks in the margin of the code; by the places they were put at. */
  marks: readonly { verdict: Verdict; from: string; to: string }[];
  /** Where the cursor is, 1-based. */
  caretLine(): number;
  /** Null where there is no such line. */
  lineAt(line: number): CodeLine | null;
  /** How many lines the code has. */
  lines(): number;
  /** Where a mark's line stands now; null where it is gone. */
  lineOf(mark: { from: string; to: string }): number | null;
}

/** What stands around an editor: its tools beside the tabs, a line above, a pane below, and the tab for a trace. */
export interface SheetBench {
  tools?: Snippet;
  above?: Snippet;
  below?: Snippet;
  trace?: Snippet;
}
