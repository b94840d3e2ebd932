/** The jobs of a fold thread and their answers: the work on whole documents that must not block the event loop. */

import { readFileSync } from 'node:fs';
import * as Y from 'yjs';
import type { EarlierText } from '../../../shared/api.ts';
import { encodeRecording } from '../../../shared/replay/encode.ts';
import { figuresOf, type SheetFigures } from '../../../shared/replay/figures.ts';
import type { LoggedUpdate, StoredLog } from '../../store/store.ts';
import { pack, unpack } from '../log/pack.ts';
import { earlierOf } from '../recording/earlier.ts';
import { recordingOf } from '../recording/record.ts';
import { decodeState, encodeState, stateOf, textOf, type SheetText } from './document.ts';

/** A stored sheet: its snapshot as `encodeState` wrote it, and the updates since. */
export interface Stored {
  snapshot: Uint8Array | null;
  tail: Uint8Array[];
}

export type FoldJob =
  /** Answers with the state, as `encodeState` writes it. */
  | ({ do: 'fold' } & Stored)
  /**
   * The same without integrating anything, for what costs too much to integrate. Nothing is known of its structs but
   * the vector.
   */
  | ({ do: 'merge'; took: number } & Stored)
  /** Answers with what a client of this vector lacks. */
  | { do: 'diff'; state: Uint8Array; vector: Uint8Array }
  | ({ do: 'text' } & Stored)
  /** Answers with what was packed before and these, packed. */
  | { do: 'pack'; before: Uint8Array | null; updates: LoggedUpdate[] }
  /** Answers with the recording of a whole log, encoded, with its figures, and with what its texts said before. */
  | { do: 'record'; log: StoredLog };

export interface FoldAnswer {
  bytes?: Uint8Array;
  text?: SheetText;
  figures?: SheetFigures;
  earlier?: Record<string, EarlierText>;
}

export function carryOut(job: FoldJob): FoldAnswer {
  switch (job.do) {
    case 'fold':
      return { bytes: folded(job) };
    case 'merge':
      return { bytes: merged(job, job.took) };
    case 'diff':
      return { bytes: Y.diffUpdate(decodeState(job.state).update, job.vector) };
    case 'text':
      return { text: textOf(documentOf(job)) };
    case 'pack':
      return { bytes: pack([...(job.before ? unpack(job.before) : []), ...job.updates]) };
    case 'record':
      return recorded(job.log);
  }
}

function recorded({ packs, loose }: StoredLog): FoldAnswer {
  const recording = recordingOf([...packs.flatMap(({ bytes }) => unpack(bytes)), ...loose]);
  return { bytes: encodeRecording(recording), figures: figuresOf(recording), earlier: earlierOf(recording) };
}

/**
 * The state of a stored sheet, as `encodeState` writes it. Folding into one short-lived document is far faster than
 * merging updates one by one.
 */
export function folded(stored: Stored): Uint8Array {
  const started = cpuMs();
  const doc = documentOf(stored);
  const took = cpuMs() - started;
  const state = encodeState(stateOf(doc, took));
  doc.destroy();
  return state;
}

/**
 * ms of processor time that this thread has used. On systems that do not report it (all except Linux), ms of the clock:
 * a busy machine then makes an honest sheet look slower than it is.
 */
function cpuMs(): number {
  try {
    // proc(5): ns on a processor, ns waiting for one, time slices.
    return Number(readFileSync('/proc/thread-self/schedstat', 'latin1').split(' ')[0]) / 1e6;
  } catch {
    return performance.now();
  }
}

export function documentOf(stored: Stored): Y.Doc {
  const doc = new Y.Doc();
  Y.transact(doc, () => {
    for (const update of updatesOf(stored)) Y.applyUpdate(doc, update);
  });
  return doc;
}

function merged(stored: Stored, took: number): Uint8Array {
  const update = mergedInSteps(updatesOf(stored));
  const vector = Y.encodeStateVectorFromUpdate(update);
  const { length } = Y.diffUpdate(update, vector);
  const deletions = update.subarray(update.length - length + 1);
  return encodeState({ update, vector, deletions, apart: Uint8Array.of(0), took });
}

/**
 * Updates merged at a time: Yjs sorts all of them again at each run of structs, so that a thousand at once cost several
 * times as much.
 */
const MERGE_AT_ONCE = 16;

function mergedInSteps(updates: Uint8Array[]): Uint8Array {
  if (updates.length <= MERGE_AT_ONCE) return Y.mergeUpdates(updates);
  const steps: Uint8Array[] = [];
  for (let start = 0; start < updates.length; start += MERGE_AT_ONCE)
    steps.push(Y.mergeUpdates(updates.slice(start, start + MERGE_AT_ONCE)));
  return mergedInSteps(steps);
}

const updatesOf = ({ snapshot, tail }: Stored): Uint8Array[] =>
  snapshot ? [decodeState(snapshot).update, ...tail] : tail;
