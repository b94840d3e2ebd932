/** One run inside the frame: its worker, what it says, how much it may say, and its end. */

import type { OutputChunk } from '../../../shared/python/messages.ts';
import { dataOf } from './bound.ts';
import { WIRE, type FromWorker, type OutputPiece, type RuntimeFiles, type Task, type WorkerStart } from './messages.ts';

export interface FrameRunDeps {
  /** Address of the worker's script. */
  script: string;
  runtime: RuntimeFiles;
  /** null: make a snapshot. */
  task: Task | null;
  /** What the worker says, measured; output at most every `WIRE.outputMs`. */
  say: (message: Said) => void;
}

type Relayed = Exclude<FromWorker, { type: 'output' | 'left-out' | 'progress' }>;
export type Said =
  Relayed | { type: 'output'; chunks: OutputPiece[] } | { type: 'progress'; pieces: string[] } | { type: 'ended' };

export class FrameRun {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #say: FrameRunDeps['say'];
  #messages = 0;
  #chunks: OutputPiece[] = [];
  #pieces: string[] = [];
  #saidAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #over = false;

  constructor({ script, runtime, task, say }: FrameRunDeps) {
    const { port1, port2 } = new MessageChannel();
    this.#say = say;
    this.#port = port1;
    this.#worker = new Worker(script);
    port1.onmessage = (event: MessageEvent<FromWorker>) => this.#hear(dataOf(event));
    // Nothing of ours comes by the global channel, which the code can reach.
    this.#worker.onmessage = () => this.#fail('The code sent a message to the page, which a run must not do.');
    this.#worker.onerror = (event) => this.#fail(event.message);
    const start: WorkerStart = { ...runtime, port: port2, task };
    this.#worker.postMessage(start, [port2]);
  }

  answer(answer: string | null): void {
    this.#port.postMessage({ answer });
  }

  /** Ends the worker, whatever it does. */
  end(): void {
    if (this.#over) return;
    this.#over = true;
    this.#worker.terminate();
    this.#port.close();
    this.#flush();
    this.#say({ type: 'ended' });
  }

  #fail(message: string): void {
    if (this.#over) return;
    this.#flush();
    this.#say({ type: 'failed', stage: 'task', message: message.slice(0, WIRE.message), capped: false });
    this.end();
  }

  #hear(message: FromWorker): void {
    if (this.#over) return;
    this.#messages += 1;
    if (this.#messages > WIRE.fromWorker) return this.#fail('The code sent more messages than a run may.');
    if (message.type === 'output') return this.#print(message);
    if (message.type === 'left-out') return this.#cut(message.characters);
    if (message.type === 'progress') return this.#progress(message.json);
    this.#flush();
    this.#say(message);
    if (message.type === 'done' || message.type === 'failed' || message.type === 'snapshot') this.end();
  }

  #print({ stream, text }: OutputChunk): void {
    const last = this.#chunks.at(-1);
    if (last && 'stream' in last && last.stream === stream) last.text += text;
    else this.#chunks.push({ stream, text });
    this.#flushSoon();
  }

  #cut(leftOut: number): void {
    this.#chunks.push({ leftOut });
    this.#flushSoon();
  }

  #progress(json: string): void {
    this.#pieces.push(json);
    this.#flushSoon();
  }

  /** At once where nothing was said for a while: the first line must not wait. */
  #flushSoon(): void {
    const wait = this.#saidAt + WIRE.outputMs - performance.now();
    if (wait <= 0) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), wait);
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#chunks.length + this.#pieces.length === 0) return;
    const chunks = this.#chunks.splice(0, WIRE.chunks);
    const pieces = this.#pieces.splice(0, WIRE.pieces);
    this.#saidAt = performance.now();
    if (chunks.length > 0) this.#say({ type: 'output', chunks });
    if (pieces.length > 0) this.#say({ type: 'progress', pieces });
    if (this.#chunks.length + this.#pieces.length > 0) this.#rest();
  }

  /** What did not fit into one message: later while the code runs, at once when it is over. */
  #rest(): void {
    if (this.#over) this.#flush();
    else this.#flushSoon();
  }
}
