/** One run as the page sees it: its clock, what it printed, what it asks, and how it ended. */

import { PYTHON_LIMITS } from '../../../shared/python/limits.ts';
import type { Outcome, OutputChunk } from '../../../shared/python/messages.ts';
import { HeadAndTail } from './cap.ts';
import type { FromFrame, OutputPiece } from './messages.ts';
import { RuntimeError } from './runtime.ts';

/** How long Python may take to start, in ms. */
const START_MS = 60_000;

export interface Listening {
  /** What was printed, as it comes; untrusted text. */
  output?(chunk: OutputChunk): void;
  /** The code asks for a line; null: no more. Without this, or where Python cannot wait, it only reads `inputs`. */
  input?(prompt: string): Promise<string | null>;
  /** A step of checks or of a trace, as JSON; untrusted text. */
  progress?(json: string): void;
}

/** How a run ended, before its answer is read. */
export interface Ending {
  /** null: the harness answered with `json`. */
  outcome: Exclude<Outcome, 'finished' | 'raised'> | null;
  json: string;
  /** One sentence for people, where the harness did not answer. */
  why: string;
  /** Where Python ended: the line of the sheet. */
  line?: number;
  ms: number;
  truncated: boolean;
}

export interface RunDeps {
  /** ms that the code may run, waiting for input not counted. */
  limitMs: number;
  on: Listening;
  /** Ends the worker. */
  end: () => void;
  answer: (line: string | null) => void;
}

/** Characters of all progress of one run: 5,000 rows, twice. */
const PROGRESS = 20_000_000;

/** How browsers say that their stack is used up. */
const DEEP = /^(RangeError: Maximum call stack|InternalError: too much recursion)/;
const TOO_DEEP = 'the recursion is too deep, and goes through C, where Python could not raise RecursionError.';

type OfRun = Extract<FromFrame, { run: number }>;

export class Run {
  readonly ending: Promise<Ending>;
  readonly #deps: RunDeps;
  readonly #cap = new HeadAndTail({
    show: (chunk) => this.#deps.on.output?.(chunk),
    leaveOut: (characters) => this.#say(`${characters.toLocaleString('en')} characters of output are left out here.`),
  });
  /** Characters of progress, against a worker that lies. */
  #progress = 0;
  #resolve: (ending: Ending) => void = () => {};
  #reject: (error: Error) => void = () => {};
  #over = false;
  /** How much of the limit is left, in ms. */
  #left: number;
  /** When the clock was last set going, in ms of `performance.now()`; null while it is stopped. */
  #from: number | null = null;
  #timer: ReturnType<typeof setTimeout>;

  constructor(deps: RunDeps) {
    this.#deps = deps;
    this.#left = deps.limitMs;
    this.ending = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#timer = setTimeout(() => this.fail('Python did not start in time.'), START_MS);
  }

  /** It has ended, for whatever reason. */
  get over(): boolean {
    return this.#over;
  }

  hear(message: OfRun): void {
    if (this.#over) return;
    switch (message.type) {
      case 'started':
        return this.#go();
      case 'output':
        return this.#print(message.chunks);
      case 'progress':
        return message.pieces.forEach((json) => this.#tell(json));
      case 'input':
        return void this.#ask(message.prompt);
      case 'done':
        return this.#finish({ outcome: null, json: message.json, why: '', ms: message.ms });
      case 'failed':
        if (message.stage === 'load') return this.fail(`Python did not start: ${message.message}`);
        return this.crash(message.message, message);
      case 'ended':
        return this.crash('its worker ended.');
    }
  }

  stop(): void {
    this.#end('stopped', 'Stopped.');
  }

  /** @param capped the memory cap was met; `line` is where the code was */
  crash(message: string, { capped = false, line }: { capped?: boolean; line?: number } = {}): void {
    const where = line === undefined ? '' : ` at line ${line}`;
    if (capped)
      this.#end(
        'out-of-memory',
        `Python ended${where}: it needed more than ${PYTHON_LIMITS.memoryMiB} MB of memory.`,
        line,
      );
    else if (DEEP.test(message)) this.#end('crashed', `Python ended${where}: ${TOO_DEEP} (${message})`, line);
    else this.#end('crashed', `Python ended${where}: ${message}`, line);
  }

  /** The runtime cannot be loaded. */
  fail(message: string): void {
    if (this.#over) return;
    this.#close();
    this.#reject(new RuntimeError(message));
  }

  #go(): void {
    if (this.#from !== null) return;
    clearTimeout(this.#timer);
    this.#from = performance.now();
    this.#timer = setTimeout(() => this.#late(), this.#left);
  }

  #late(): void {
    const seconds = Math.round(this.#deps.limitMs / 1_000);
    this.#end(
      'timed-out',
      `Stopped after ${seconds} ${seconds === 1 ? 'second' : 'seconds'}: the code was still running.`,
    );
  }

  /** Time spent on an answer is not counted as the code's. */
  async #ask(prompt: string): Promise<void> {
    if (this.#from === null) return;
    clearTimeout(this.#timer);
    this.#left -= performance.now() - this.#from;
    this.#from = null;
    this.#cap.releasePrompt();
    const line = (await this.#deps.on.input?.(prompt)) ?? null;
    if (this.#over) return;
    this.#go();
    this.#deps.answer(line);
  }

  #print(pieces: readonly OutputPiece[]): void {
    for (const piece of pieces) {
      if ('leftOut' in piece) this.#cap.leaveOut(piece.leftOut);
      else this.#cap.write(piece);
    }
  }

  #tell(json: string): void {
    this.#progress += json.length;
    if (this.#progress <= PROGRESS) this.#deps.on.progress?.(json);
  }

  /** A line of ours among what the code printed. */
  #say(words: string): void {
    this.#deps.on.output?.({ stream: 'stderr', text: `\n[${words}]\n` });
  }

  #end(outcome: NonNullable<Ending['outcome']>, why: string, line?: number): void {
    if (this.#over) return;
    const ran = this.#from === null ? 0 : performance.now() - this.#from;
    this.#finish({
      outcome,
      json: '',
      why,
      ...(line !== undefined && { line }),
      ms: this.#deps.limitMs - this.#left + ran,
    });
  }

  #finish(ending: Omit<Ending, 'truncated'>): void {
    this.#close();
    this.#cap.release();
    if (ending.why) this.#say(ending.why);
    this.#resolve({ ...ending, truncated: this.#cap.cut });
  }

  #close(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#deps.end();
  }
}
