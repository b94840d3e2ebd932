/** What a sheet shares beside its text, checked when read: output of runs, the read-aloud line, predicted tables. */

import { createSubscriber } from 'svelte/reactivity';
import * as Y from 'yjs';
import { PYTHON_LIMITS } from '../../../shared/python/limits.ts';
import type { Outcome, OutputChunk } from '../../../shared/python/messages.ts';
import { signed, withoutSigns } from '../../../shared/python/streams.ts';
import type { PredictedRow } from '../../../shared/room/code.ts';
import type { PeerId } from '../../../shared/room/ids.ts';
import { randomId } from '../../ui/id.ts';
import type { Replica } from './replica.ts';

/** How long the page of a run may be unseen before the run is held to be lost, in ms. */
const LOST_MS = 3_000;
/** Output as the sandbox caps it, and what it says of its end. */
const TEXT_MAX = PYTHON_LIMITS.output + 2_000;
const CELL_MAX = 2_000;
/** Characters of a line that code asked for. */
export const LINE_MAX = 4_000;

const ENDED: readonly string[] = ['finished', 'raised', 'stopped', 'timed-out', 'out-of-memory', 'crashed'];
const CELLS: readonly (keyof PredictedRow)[] = ['line', 'values', 'branch', 'printed', 'returned'];

const isStatus = (status: unknown): status is SharedOutput['status'] =>
  status === 'running' || ENDED.includes(status as string);
const isLine = (line: unknown): line is number => Number.isInteger(line) && (line as number) >= 1;
const textOf = (value: unknown, most: number): string => (typeof value === 'string' ? value.slice(0, most) : '');

/** The last run, as the page that started it reports it: text from another person's browser. */
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
  /** Asks for a line, on all pages of peers; null: not any more. @param n tells this question from earlier ones */
  ask(n: number | null): void;
  /** What somebody answered to the question: a line, or null for no more; undefined as long as nobody has. */
  answerTo(n: number): string | null | undefined;
  /** @returns all that it printed, without the signs of its streams */
  end(end: { outcome: Outcome; ms: number; line?: number }): string;
}

export interface TableRow extends PredictedRow {
  /** Tells rows apart on this page. */
  key: number;
}

export interface LiveDeps {
  /** The sheet takes what is written. */
  writable(): boolean;
  /** The server is there, and tells who has the sheet open. */
  synced(): boolean;
}

/** What is written to a sheet that takes nothing is dropped. */
export class Live {
  readonly #replica: Replica;
  readonly #deps: LiveDeps;
  readonly #output: Y.Map<unknown>;
  readonly #reading: Y.Map<unknown>;
  readonly #tables = new Map<number, Y.Array<unknown>>();
  readonly #keys = new WeakMap<object, number>();
  #rows = 0;
  readonly #listeners = new Set<() => void>();
  readonly #track = createSubscriber((update) => this.subscribe(update));
  #waiting: ReturnType<typeof setTimeout> | null = null;
  #lost = false;
  readonly #look = () => this.#watch();
  readonly #tell = () => this.#changed();

  constructor(replica: Replica, deps: LiveDeps) {
    this.#replica = replica;
    this.#deps = deps;
    this.#output = replica.doc.getMap('output');
    this.#reading = replica.doc.getMap('reading');
    this.#output.observeDeep(this.#tell);
    this.#reading.observe(this.#tell);
    replica.awareness.on('change', this.#look);
    this.#watch();
  }

  /** Its own, so that it can be handed on. */
  readonly close = (): void => {
    this.#output.unobserveDeep(this.#tell);
    this.#reading.unobserve(this.#tell);
    for (const table of this.#tables.values()) table.unobserveDeep(this.#tell);
    this.#replica.awareness.off('change', this.#look);
    if (this.#waiting) clearTimeout(this.#waiting);
  };

  /** Itself: an effect or a derived value that reads through it runs again at every change. */
  get tracked(): this {
    this.#track();
    return this;
  }

  /** Calls back at every change of what follows, but for `code`; returns its release. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #changed(): void {
    this.#watch();
    for (const listener of this.#listeners) listener();
  }

  /** The code, now. */
  code(): string {
    return this.#replica.code.toString();
  }

  get output(): SharedOutput | null {
    const value = (key: string) => this.#output.get(key);
    const [by, run, status, ms, line, text] = ['by', 'run', 'status', 'ms', 'line', 'text'].map(value);
    if (typeof by !== 'string' || typeof run !== 'string' || !isStatus(status)) return null;
    return {
      by,
      run,
      status: status === 'running' && this.#lost ? 'lost' : status,
      ms: typeof ms === 'number' && ms >= 0 ? ms : 0,
      ...(isLine(line) && { line }),
      asking: status === 'running' && typeof value('asking') === 'number',
      text: text instanceof Y.Text ? text.toString().slice(0, TEXT_MAX) : '',
    };
  }

  begin(by: PeerId): RunWriter {
    const run = randomId();
    const text = new Y.Text();
    this.#write(() => {
      for (const key of ['line', 'asking', 'answer']) this.#output.delete(key);
      const { clientID: client } = this.#replica.doc;
      for (const [key, value] of Object.entries({ by, run, client, status: 'running', ms: 0, text })) {
        this.#output.set(key, value);
      }
    });
    return this.#writer(run, text);
  }

  #writer(run: string, text: Y.Text): RunWriter {
    const map = this.#output;
    const current = () => map.get('run') === run;
    const write = (change: () => void) => this.#write(() => current() && change());
    let stream: OutputChunk['stream'] = 'stdout';
    let all = '';
    return {
      get current() {
        return current();
      },
      get stopAsked() {
        return map.get('stop') === run;
      },
      write(chunks) {
        const piece = signed(chunks, stream);
        stream = chunks.at(-1)?.stream ?? stream;
        all += withoutSigns(piece);
        if (piece !== '') write(() => text.insert(text.length, piece));
      },
      ask: (n) => write(() => (n === null ? map.delete('asking') : map.set('asking', n))),
      answerTo(n) {
        const [answer, to] = [map.get('answer'), `${run}/${n}`];
        if (typeof answer !== 'string' || !answer.startsWith(to)) return undefined;
        const line = answer.slice(to.length);
        return line.startsWith('=') ? line.slice(1, LINE_MAX + 1) : line === '' ? null : undefined;
      },
      end({ outcome, ms, line }) {
        write(() => {
          map.set('status', outcome);
          map.set('ms', ms);
          if (line !== undefined) map.set('line', line);
          map.delete('asking');
        });
        return all;
      },
    };
  }

  /** Answers what the run asks for: a line, or null for no more. */
  answer(line: string | null): void {
    const [run, n] = [String(this.#output.get('run')), Number(this.#output.get('asking'))];
    this.#write(() => this.#output.set('answer', `${run}/${n}${line === null ? '' : `=${line}`}`));
  }

  askToStop(): void {
    this.#write(() => this.#output.set('stop', this.#output.get('run')));
  }

  /** The line that is being read aloud, 1-based. */
  get reading(): number | null {
    const line = this.#reading.get('line');
    return isLine(line) ? line : null;
  }

  read(line: number | null): void {
    if (line === this.reading) return;
    this.#write(() => (line === null ? this.#reading.delete('line') : this.#reading.set('line', line)));
  }

  /** The table of the prediction with this number. */
  table(n: number): readonly TableRow[] {
    return this.#table(n)
      .toArray()
      .slice(0, PYTHON_LIMITS.traceRows)
      .map((row) => ({ key: this.#keyOf(row), ...cellsOf(row) }));
  }

  /** @param at the index of the new row */
  addRow(n: number, at: number): void {
    const rows = this.#table(n);
    if (rows.length >= PYTHON_LIMITS.traceRows) return;
    const row = new Y.Map(CELLS.map((cell) => [cell, '']));
    this.#write(() => rows.insert(Math.min(at, rows.length), [row]));
  }

  setCell(n: number, at: number, cell: keyof PredictedRow, text: string): void {
    const row = this.#table(n).get(at);
    this.#write(() => row instanceof Y.Map && row.set(cell, text.slice(0, CELL_MAX)));
  }

  deleteRow(n: number, at: number): void {
    const rows = this.#table(n);
    this.#write(() => at < rows.length && rows.delete(at));
  }

  #table(n: number): Y.Array<unknown> {
    const known = this.#tables.get(n);
    if (known) return known;
    const table = this.#replica.doc.getArray<unknown>(`trace/${n}`);
    table.observeDeep(this.#tell);
    this.#tables.set(n, table);
    return table;
  }

  #keyOf(row: unknown): number {
    const object = row instanceof Y.Map ? row : {};
    const key = this.#keys.get(object) ?? (this.#rows += 1);
    this.#keys.set(object, key);
    return key;
  }

  #write(change: () => void): void {
    if (this.#deps.writable()) this.#replica.doc.transact(change);
  }

  /** Looks for the page of the current run. A page that is offline sees nobody, and waits. */
  #watch(): void {
    const runs = this.#output.get('status') === 'running';
    if (!runs || this.#replica.awareness.getStates().has(this.#output.get('client') as number)) {
      if (this.#waiting) clearTimeout(this.#waiting);
      this.#waiting = null;
      this.#setLost(false);
    } else if (!this.#lost) this.#waiting ??= setTimeout(() => this.#unseen(), LOST_MS);
  }

  #unseen(): void {
    this.#waiting = null;
    if (this.#deps.synced()) this.#setLost(true);
    else this.#watch();
  }

  #setLost(lost: boolean): void {
    if (lost === this.#lost) return;
    this.#lost = lost;
    for (const listener of this.#listeners) listener();
  }
}

const cellsOf = (row: unknown): PredictedRow => {
  const cell = (name: keyof PredictedRow) => textOf(row instanceof Y.Map ? row.get(name) : '', CELL_MAX);
  return Object.fromEntries(CELLS.map((name) => [name, cell(name)])) as unknown as PredictedRow;
};
