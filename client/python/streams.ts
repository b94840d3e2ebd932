/** What Python prints, and what it reads: from bytes to text, capped, and lines from whoever may answer. */

import type { PyodideInterface } from 'pyodide';
import { PYTHON_LIMITS } from '../../shared/python/limits.ts';
import { OutputCap } from './cap.ts';
import type { FromWorker } from './messages.ts';
import { WIRE } from './messages.ts';

type Stream = 'stdout' | 'stderr';

/** A character is at most so many bytes of UTF-8. */
const CHARACTER_BYTES = 4;

export class Output {
  readonly #send: (message: FromWorker) => void;
  readonly #cap = new OutputCap(PYTHON_LIMITS.output);
  /** The end of what stands on the last line: with input(), that is its prompt. */
  #line = '';

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

  write(stream: Stream, text: string): void {
    if (this.#cap.cut || text === '') return;
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

  /** @returns a line without its end; undefined: there is no more */
  readonly next = (): string | undefined | Promise<string | undefined> => {
    const given = this.#given.shift();
    if (given !== undefined) return this.#echo(given);
    if (this.#ask) return this.#ask(this.#output.line).then((line) => (line === null ? undefined : this.#echo(line)));
    this.#output.write('stderr', NO_MORE_INPUT);
    return undefined;
  };

  #echo(line: string): string {
    this.#output.write('stdout', `${line}\n`);
    return line;
  }
}
