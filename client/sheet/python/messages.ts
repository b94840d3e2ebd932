/** What passes between the page, the frame and the worker that runs Python, and how much of it may. */

import type { OutputChunk } from '../../../shared/python/messages.ts';

/** A case of checks: what it is called, and its unittest source. */
export interface CheckSource {
  label: string;
  source: string;
}

/** What a worker is started for; it does one task and is ended. */
export type Task =
  | {
      kind: 'run';
      code: string;
      /** Lines that are read first. */
      inputs: string[];
      /** When those are used up: ask, or tell the code that there is no more. */
      asks: boolean;
    }
  | { kind: 'checks'; code: string; checks: CheckSource[] }
  | { kind: 'trace'; code: string; call: string };

/** What a worker needs to start Python. */
export interface RuntimeFiles {
  module: WebAssembly.Module;
  /** The standard library, a zip file. */
  library: ArrayBuffer;
  /** Time zones, a zip file with the package tzdata. */
  zones: ArrayBuffer;
  /** Memory of a Python that has started and run nothing yet. */
  snapshot: ArrayBuffer | null;
}

/** The one message that a worker gets by the global channel; all others pass through the port. */
export interface WorkerStart extends RuntimeFiles {
  port: MessagePort;
  /** null: make a snapshot, running nothing. */
  task: Task | null;
}

/** To the worker, while it waits. */
export interface Answer {
  /** A line without its end; null: there is no more. */
  answer: string | null;
}

export type FromWorker =
  /** Python is up, the task begins. */
  | { type: 'started' }
  | ({ type: 'output' } & OutputChunk)
  /** So many characters of output are left out here. */
  | { type: 'left-out'; characters: number }
  /** What was done so far, as JSON: a CheckStep or a TraceStep. */
  | { type: 'progress'; json: string }
  | { type: 'input'; prompt: string }
  /** The harness's answer, as JSON; `ms` is how long it took. */
  | { type: 'done'; json: string; ms: number }
  /** Python ended, or did not come up; `capped` where the memory cap was met; the line of the sheet, if one was. */
  | { type: 'failed'; stage: 'load' | 'task'; message: string; capped: boolean; line?: number }
  | { type: 'snapshot'; bytes: ArrayBuffer };

/** The first message to a frame, with a port. Blobs, since the page's thread would be busy with copying the bytes. */
export interface FrameStart {
  script: Blob;
  wasm: Blob;
  library: Blob;
  zones: Blob;
  /** null: there is none. */
  snapshot: Blob | null;
}

export type ToFrame =
  | { type: 'start'; run: number; task: Task }
  | { type: 'answer'; run: number; answer: string | null }
  | { type: 'stop'; run: number }
  | { type: 'make-snapshot' };

export type FromFrame =
  | { type: 'ready'; asksForInput: boolean }
  | { type: 'broken'; message: string }
  | { type: 'snapshot'; snapshot: Blob | null }
  | { type: 'started'; run: number }
  | { type: 'output'; run: number; chunks: OutputPiece[] }
  | { type: 'progress'; run: number; pieces: string[] }
  | { type: 'input'; run: number; prompt: string }
  | { type: 'done'; run: number; json: string; ms: number }
  | { type: 'failed'; run: number; stage: 'load' | 'task'; message: string; capped: boolean; line?: number }
  /** The run's worker is no more. */
  | { type: 'ended'; run: number };

/** A piece of output, or how many characters of it are left out at this place. */
export type OutputPiece = OutputChunk | { leftOut: number };

/** Python can wait for a promise in this browser: WebAssembly's stack can be set aside (JSPI). */
export const canWait = 'Suspending' in WebAssembly;

export const WIRE = {
  /** ms between two messages with output to the page. */
  outputMs: 50,
  /** Pieces of output in one message to the page. */
  chunks: 2_000,
  /** Characters of a harness's answer: a hundred cases with message and output. */
  json: 1_000_000,
  /** Characters of a prompt, of which the end is kept. */
  prompt: 1_000,
  /** Characters of what Python prints after it has ended. */
  lastWords: 10_000,
  /** Characters of a fault's description. */
  message: 2_000,
  /** ms between two messages of one worker with output, once its head is out. */
  tailMs: 20,
  /** Characters of one piece of progress, such as a case with its message and output. */
  piece: 40_000,
  /** Pieces of progress in one message to the page. */
  pieces: 500,
  /** Messages of one worker: each character of its output by itself, and some. */
  fromWorker: 70_000,
  /** Messages of one frame to the page within a second. */
  fromFrameASecond: 60,
  /** Bytes of a snapshot. */
  snapshot: 64 * 2 ** 20,
} as const;
