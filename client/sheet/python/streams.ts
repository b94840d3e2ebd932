/** What Python prints, and what it reads: from bytes to text, capped, and lines from the person who answers. */

import type { PyodideInterface } from 'pyodide';
import { PYTHON_LIMITS } from '../../../shared/python/limits.ts';
import { OutputCap } from './cap.ts';
import type { FromWorker } from './messages.ts';
import { WIRE } from './messages.ts';

type Stream = 'stdout' | 'stderr';

/** A character is at most so many bytes of UTF-8. */
const CHARACTER_BYTES = 4;

export class Output {
  readonly #send: (message: FromWorker) => void;
  readonly #cap = new OutputCap(PYTHON_LIMITS.output);
  /** The end of what is on the last line: with input(), that is its prompt. */
  #line = '';
  #muted = false;

  constructor(send: (message: FromWorker) => void) {
    this.#send = send;
  }

  get line(): string {
    return this.#line;
  }

  /** Takes over both streams. Bytes that are no UTF-8 become U+FFFD. */
  connect(python: PyodideInterface): void {
    python.setStdout({ write: this.#writer('stdout') });
    python.setStderr({ write: this.#writer('stderr') });
  }

  /** Nothing more is let through. */
  mute(): void {
    this.#muted = true;
  }

  write(stream: Stream, text: string): void {
    if (this.#muted || this.#cap.cut || text === '') return;
    const shown = this.#cap.take(text);
    if (shown !== '') this.#send({ type: 'output', stream, text: shown });
    if (this.#cap.cut) this.#send({ type: 'truncated' });
    if (stream === 'stdout') this.#line = (this.#line + shown).split('\n').at(-1)?.slice(-WIRE.prompt) ?? '';
  }

  #writer(stream: Stream): (bytes: Uint8Array) => number {
    const decoder = new TextDecoder();
    return (bytes) => {
      // One byte more than fits, so that too much is seen to be too much.
      const most = (this.#cap.left + 1) * CHARACTER_BYTES;
      if (!this.#cap.cut) this.write(stream, decoder.decode(bytes.subarray(0, most), { stream: true }));
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

  async #asked(ask: (prompt: string) => Promise<string | null>): Promise<string | undefined> {
    const line = await ask(this.#output.line);
    return line === null ? undefined : this.#echo(line);
  }

  #echo(line: string): string {
    this.#output.write('stdout', `${line}\n`);
    return line;
  }
}
