/**
 * Reads a Yjs V1 update without applying it, and accepts only what a sheet can need.
 *
 * Layout: varUint(runs), each run varUint(structs) varUint(client) varUint(clock) and its structs; then the delete set:
 * varUint(clients), each varUint(client) varUint(ranges) and per range varUint(clock) varUint(length). struct.ts reads
 * the structs.
 */

import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { LIMITS } from '../../../shared/limits.ts';
import { CLOCK_MAX, demand, Malformed, readId, readStruct, type Struct } from './struct.ts';

/** Consecutive structs of one client, from `clock` up to but not including `end`. */
export interface Run {
  client: number;
  clock: number;
  end: number;
  structs: Struct[];
}

/** `clock` up to but not including `end`. */
export interface Deletion {
  client: number;
  clock: number;
  end: number;
}

export interface Inspected {
  runs: Run[];
  deletions: Deletion[];
}

/**
 * The starter text's client id and all others. Each run may wait for all those behind it, so that many would be slow to
 * look through.
 */
const RUNS_MAX = 2 * LIMITS.clients + 1;

/** @throws {Malformed} */
export function inspect(bytes: Uint8Array): Inspected {
  try {
    const decoder = decoding.createDecoder(bytes);
    const update = { runs: readRuns(decoder), deletions: readDeletions(decoder) };
    demand(!decoding.hasContent(decoder), 'bytes after its end');
    return update;
  } catch (error) {
    throw error instanceof Malformed ? error : new Malformed('not a V1 update', { cause: error });
  }
}

function readRuns(decoder: decoding.Decoder): Run[] {
  const count = decoding.readVarUint(decoder);
  demand(count <= RUNS_MAX, 'number of runs');
  const runs: Run[] = [];
  const seen = new Set<number>();
  let structs = 0;
  for (let i = 0; i < count; i++) {
    const run = readRun(decoder, LIMITS.structs - structs);
    demand(!seen.has(run.client), 'two runs of one client');
    seen.add(run.client);
    structs += run.structs.length;
    runs.push(run);
  }
  return runs;
}

function readRun(decoder: decoding.Decoder, atMost: number): Run {
  const count = decoding.readVarUint(decoder);
  demand(count > 0 && count <= atMost, 'number of structs');
  const { client, clock } = readId(decoder);
  const run: Run = { client, clock, end: clock, structs: [] };
  for (let i = 0; i < count; i++) {
    const struct = readStruct(decoder, run.end);
    run.structs.push(struct);
    run.end += struct.length;
  }
  demand(run.end <= CLOCK_MAX, 'clock');
  return run;
}

function readDeletions(decoder: decoding.Decoder): Deletion[] {
  const clients = decoding.readVarUint(decoder);
  const deletions: Deletion[] = [];
  for (let i = 0; i < clients; i++) {
    const client = decoding.readVarUint(decoder);
    const ranges = decoding.readVarUint(decoder);
    demand(ranges > 0 && ranges <= LIMITS.deletions - deletions.length, 'number of deletions');
    for (let j = 0; j < ranges; j++) deletions.push(readDeletion(decoder, client));
  }
  return deletions;
}

function readDeletion(decoder: decoding.Decoder, client: number): Deletion {
  const clock = decoding.readVarUint(decoder);
  const length = decoding.readVarUint(decoder);
  demand(length > 0, 'length of a deletion');
  return { client, clock, end: clock + length };
}

/** @throws {Malformed} */
export function checkVector(vector: Uint8Array): void {
  try {
    Y.decodeStateVector(vector);
  } catch (error) {
    throw new Malformed('a state vector', { cause: error });
  }
}
