/**
 * One thing that is measured, in a process of its own, so that neither the heap nor the compiled code of another one is
 * in its figures. The floors: the same updates put into a bare Y.Doc, and the same edits made with plain strings.
 */

import { readFile, writeFile } from 'node:fs/promises';
import * as Y from 'yjs';
import { recordingOf } from '../../../server/sheets/recording/record.ts';
import { encodeRecording } from '../../../shared/replay/encode.ts';
import { Playhead } from '../../../shared/replay/playhead.ts';
import { KEY_EVERY, type Recording } from '../../../shared/replay/recording.ts';
import { editAt } from '../../../shared/replay/texts.ts';
import { decodeRecording } from '../../support/recordings.ts';
import { median, percentile } from '../sheets/figures.ts';
import { random } from '../sheets/typing.ts';
import { peakOf, watchPeak } from './memory.ts';
import { loadLog } from './session.ts';

export type JobName = 'record' | 'integrate' | 'decode' | 'seek' | 'splice' | 'play' | 'append';
export interface Order {
  job: JobName;
  /** The log, and the recording that `record` writes and all others read. */
  log: string;
  recording: string;
}
/** Times in ms, sizes in bytes. */
export type Figures = Record<string, number>;

const SEEKS = 5_000;
const ROUNDS = 7;
const FRAME_MS = 1_000 / 60;
const SPEEDS = [1, 32];

const JOBS: Record<JobName, (order: Order) => Promise<Figures>> = {
  async record({ log, recording }) {
    const made = await costOf(async () => encodeRecording(recordingOf(await loadLog(log))));
    await writeFile(recording, made.result);
    return { ...made.cost, bytes: made.result.length };
  },
  async integrate({ log }) {
    const made = await costOf(async () =>
      integrated((await loadLog(log)).flatMap(({ kind, bytes }) => (kind === 'edit' ? [bytes] : []))),
    );
    return { ...made.cost, characters: made.result };
  },
  async decode({ recording }) {
    const bytes = await readFile(recording);
    const before = heap();
    const first = timeOf(() => decodeRecording(bytes));
    const kept = heap() - before;
    const times = Array.from({ length: ROUNDS }, () => timeOf(() => decodeRecording(bytes)).ms);
    return { first: first.ms, median: median(times), kept, edits: first.result.edits.length };
  },
  async seek({ recording }) {
    const { read, seek } = await places(recording);
    const playhead = new Playhead(read);
    const farthest = timeOf(() => playhead.at(Infinity)).ms;
    return { farthest, ...spread(seek((time) => playhead.at(time))) };
  },
  async splice({ recording }) {
    const { read, seek } = await places(recording);
    return spread(seek((time) => plainly(read, editAt(read, time))));
  },
  async play({ recording }) {
    const { read, from } = await places(recording);
    const playhead = new Playhead(read);
    return minutes(from, (time) => playhead.at(time));
  },
  async append({ recording }) {
    const { read, from } = await places(recording);
    let edit = editAt(read, from);
    let text = plainly(read, edit);
    return minutes(from, (time) => {
      if (time === from) [edit, text] = [editAt(read, from), plainly(read, editAt(read, from))];
      for (const end = editAt(read, time); edit < end; edit++) text = splicedPlainly(text, read, edit);
      return text;
    });
  },
};

/** CPU of the process with all its threads, and by how much its memory grew at the most. */
async function costOf<T>(work: () => Promise<T>): Promise<{ result: T; cost: Figures }> {
  const [cpu, resident] = [process.cpuUsage(), watchPeak(process.pid)];
  const { result, ms } = await timeOfAsync(work);
  const { user, system } = process.cpuUsage(cpu);
  const peak = peakOf(process.pid) - resident;
  return { result, cost: { ms, cpu: (user + system) / 1_000, peak } };
}

function integrated(updates: readonly Uint8Array[]): number {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc.getText('code').length;
}

/** The recording, a place a third into it, and the same random places for everybody. */
async function places(file: string) {
  const read = decodeRecording(await readFile(file));
  const [first, last] = [read.edits[0]?.time ?? 0, read.edits.at(-1)?.time ?? 0];
  const chance = random(1);
  const times = Array.from({ length: SEEKS }, () => first + chance(Math.max(1, last - first)));
  const seek = (to: (time: number) => unknown): number[] => {
    for (const time of times.slice(0, SEEKS / 10)) to(time);
    return times.map((time) => timeOf(() => to(time)).ms);
  };
  return { read, seek, from: first + Math.floor((last - first) / 3) };
}

const spread = (times: readonly number[]): Figures => ({
  p50: percentile(times, 0.5),
  p99: percentile(times, 0.99),
  most: percentile(times, 1),
  mean: times.reduce((sum, ms) => sum + ms, 0) / times.length,
});

/** What a minute in front of the screen costs at each speed, at 60 frames a second. */
function minutes(from: number, at: (time: number) => unknown): Figures {
  const cost = (speed: number): number =>
    timeOf(() => {
      for (let frame = 0; frame < 3_600; frame++) at(from + frame * FRAME_MS * speed);
    }).ms;
  return Object.fromEntries(SPEEDS.map((speed) => [`at${speed}`, median([1, 2, 3, 4, 5].map(() => cost(speed)))]));
}

/** From the nearest whole text on, one plain splice after the other. */
function plainly(recording: Recording, edit: number): string {
  const key = Math.min(Math.floor(edit / KEY_EVERY), recording.keys.length - 1);
  let text = recording.keys[key]?.[0] ?? '';
  for (let i = key * KEY_EVERY; i < edit; i++) text = splicedPlainly(text, recording, i);
  return text;
}

function splicedPlainly(text: string, { edits }: Recording, i: number): string {
  const edit = edits[i];
  return edit ? text.slice(0, edit.at) + edit.inserted + text.slice(edit.at + edit.removed) : text;
}

function timeOf<T>(work: () => T): { result: T; ms: number } {
  const started = performance.now();
  const result = work();
  return { result, ms: performance.now() - started };
}

async function timeOfAsync<T>(work: () => Promise<T>): Promise<{ result: T; ms: number }> {
  const started = performance.now();
  const result = await work();
  return { result, ms: performance.now() - started };
}

/** Bytes of live objects; the process is started with `--expose-gc`. */
function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

process.once('message', (order: Order) => {
  JOBS[order.job](order).then(
    (figures) => process.send?.({ figures }, () => process.exit(0)),
    (error: unknown) => process.send?.({ error: String(error) }, () => process.exit(1)),
  );
});
