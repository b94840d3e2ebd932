/** What Python prints, and what it reads: from bytes to text, capped, and lines from the person who answers. */

import type { PyodideInterface } from 'pyodide';
import { WithoutEscapes } from '../../../shared/python/terminal.ts';
import { now } from './bound.ts';
import { HeadAndTail } from './cap.ts';
import type { FromWorker } from './messages.ts';
import { WIRE } from './messages.ts';

type Stream = 'stdout' | 'stderr';

export class Output {
  readonly #send: (message: FromWorker) => void;
  readonly #escapes = { stdout: new WithoutEscapes(), stderr: new WithoutEscapes() };
  readonly #cap: HeadAndTail;
  /** When the tail was last sent, in ms. */
  #sentAt = 0;
  /** The end of what is on the last line: with input(), that is its prompt. */
  #line = '';
  /** What Python prints once it has ended: not shown. */
  #last: string | null = null;

  constructor(send: (message: FromWorker) => void) {
    this.#send = send;
    this.#cap = new HeadAndTail({
      show: ({ stream, text }) => send({ type: 'output', stream, text }),
      leaveOut: (characters) => send({ type: 'left-out', characters }),
    });
  }

  get line(): string {
    return this.#line;
  }

  /** What was printed since Python ended. */
  get last(): string {
    return this.#last ?? '';
  }

  /** Takes over both streams. Bytes that are no UTF-8 become U+FFFD. */
  connect(python: PyodideInterface): void {
    python.setStdout({ write: this.#writer('stdout') });
    python.setStderr({ write: this.#writer('stderr') });
  }

  /** Nothing more is let through: Python has ended, and prints its own frames. */
  mute(): void {
    this.release();
    this.#last ??= '';
  }

  write(stream: Stream, printed: string): void {
    if (this.#last !== null) {
      if (this.#last.length < WIRE.lastWords) this.#last += printed;
      return;
    }
    const text = this.#escapes[stream].take(printed);
    if (text === '') return;
    this.#cap.write({ stream, text });
    if (this.#cap.full && now() > this.#sentAt + WIRE.tailMs) this.release();
    if (stream === 'stdout') this.#line = (this.#line + text).split('\n').at(-1)?.slice(-WIRE.prompt) ?? '';
  }

  /** Sends what is still kept. */
  release(): void {
    this.#cap.release();
    this.#sentAt = now();
  }

  #writer(stream: Stream): (bytes: Uint8Array) => number {
    const decoder = new TextDecoder();
    const decode = decoder.decode.bind(decoder);
    return (bytes) => {
      this.write(stream, decode(bytes, { stream: true }));
      return bytes.length;
    };
  }
}

/** Said where the lines given beforehand are used up and nobody can be asked. */
const NO_MORE_INPUT =
  '[No more input: this browser cannot ask while code runs, so input() reads the lines filled in before the run.]\n';

/** A line without its end, or undefined where there is no more: known, or to be waited for. */
interface Line {
  line: string | undefined;
  /** Not returned by itself: Pyodide would make a future of it, for a loop that does not run. */
  wait: Promise<string | undefined> | undefined;
}

/** The lines that Python reads. What is read appears in the output, as in a terminal. */
export class Input {
  readonly #given: string[];
  readonly #output: Output;
  #waited = 0;
  readonly #ask: ((prompt: string) => Promise<string | null>) | null;

  /** @param ask null where nobody can be asked */
  constructor(given: readonly string[], output: Output, ask: ((prompt: string) => Promise<string | null>) | null) {
    this.#given = [...given];
    this.#output = output;
    this.#ask = ask;
  }

  /** Called by ready.py, which waits where there is something to wait for. */
  readonly next = (): Line => {
    const given = this.#given.shift();
    if (given !== undefined) return { line: this.#echo(given), wait: undefined };
    if (this.#ask) return { line: undefined, wait: this.#asked(this.#ask) };
    this.#output.write('stderr', NO_MORE_INPUT);
    return { line: undefined, wait: undefined };
  };

  /** ms spent on waiting for answers. */
  get waited(): number {
    return this.#waited;
  }

  async #asked(ask: (prompt: string) => Promise<string | null>): Promise<string | undefined> {
    const from = now();
    this.#output.release();
    const line = await ask(this.#output.line);
    this.#waited += now() - from;
    return line === null ? undefined : this.#echo(line);
  }

  #echo(line: string): string {
    this.#output.write('stdout', `${line}\n`);
    return line;
  }
}
