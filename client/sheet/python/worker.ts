/** The worker: starts Python, does one task with the harness, and says what came of it. It is ended from outside. */

import { PYTHON_LIMITS } from '../../../shared/python/limits.ts';
import { dataOf, now, whenSettled } from './bound.ts';
import { ENTRIES } from './harness.ts';
import { capMemory } from './memory.ts';
import { canWait, WIRE, type Answer, type FromWorker, type Task, type WorkerStart } from './messages.ts';
import { startPython } from './start.ts';
import { Input, Output } from './streams.ts';

type Python = Awaited<ReturnType<typeof startPython>>;

/** A function of the harness: takes a task, returns JSON. Where Python can wait, it needs a stack for it. */
interface Entry {
  (...args: unknown[]): string;
  callPromising(...args: unknown[]): Promise<string>;
}

const memory = capMemory(PYTHON_LIMITS.memoryMiB);

addEventListener('message', ({ data }: MessageEvent<WorkerStart>) => void start(data), { once: true });

type Fail = (stage: 'load' | 'task') => (error: unknown) => void;

async function start({ port, task, ...files }: WorkerStart): Promise<void> {
  // Bound now: the code may replace what lies on the prototypes, and would then hold the port.
  const post: (message: FromWorker, transfer: Transferable[]) => void = port.postMessage.bind(port);
  const send: Send = (message, transfer = []) => post(message, transfer);
  const output = new Output(send);
  const fail: Fail = (stage) => (error) => {
    output.release();
    send({ type: 'failed', stage, message: lastLine(String(error)), capped: memory.met, ...lineIn(output.last, task) });
  };
  const python = await startPython(files, task === null).catch(fail('load'));
  if (!python) return;
  try {
    if (task) doTask({ python, task, port, send, output, fail: fail('task') });
    else sendSnapshot(python, send);
  } catch (error) {
    fail('task')(error);
  }
}

/** Of a traceback, what was raised. */
const lastLine = (text: string): string => (text.trimEnd().split('\n').at(-1) ?? '').slice(0, WIRE.message);

/** The innermost line of the sheet in what Python printed when it ended. A trace has two numbers for each line. */
function lineIn(text: string, task: Task | null): { line?: number } {
  const number = Number(/File "sheet\.py", line (\d+)/.exec(text)?.[1] ?? 0);
  const line = task?.kind === 'trace' ? Math.floor(number / 2) : number;
  return line > 0 ? { line } : {};
}

type Send = (message: FromWorker, transfer?: Transferable[]) => void;

function sendSnapshot(python: Python, send: Send): void {
  const { buffer } = python.makeMemorySnapshot();
  send({ type: 'snapshot', bytes: buffer as ArrayBuffer }, [buffer as ArrayBuffer]);
}

interface Doing {
  python: Python;
  task: Task;
  port: MessagePort;
  send: Send;
  output: Output;
  fail: (error: unknown) => void;
}

function doTask({ python, task, port, send, output, fail }: Doing): void {
  muteWhenFatal(output);
  output.connect(python);
  const [given, asks] = task.kind === 'run' ? [task.inputs, task.asks && canWait] : [[], false];
  const ready = python.pyimport('ready');
  const input = new Input(given, output, asks ? asking(port, send) : null);
  ready.connect(input.next, asks);
  const entry = python.pyimport(ENTRIES[task.kind].join('.')) as Entry;
  const args = argumentsOf(python, task, (json) => send({ type: 'progress', json }));

  send({ type: 'started' });
  const from = now();
  const done = (json: string): void => {
    const ms = now() - from - input.waited;
    ready.flush();
    output.release();
    send({ type: 'done', json, ms });
  };
  if (canWait) whenSettled(entry.callPromising(...args), done, fail);
  else done(entry(...args));
}

/** Told to the console before Pyodide, which ends, prints the frames of all Python, the harness's too. */
const FATAL = 'Pyodide has suffered a fatal error';

/** What it then prints is no output of the code's; what ended it is said by the error that follows. */
function muteWhenFatal(output: Output): void {
  console.error = (first: unknown) => {
    if (String(first).startsWith(FATAL)) output.mute();
  };
}

function argumentsOf(python: Python, task: Task, tell: (json: string) => void): unknown[] {
  if (task.kind === 'run') return [task.code];
  if (task.kind === 'trace') return [task.code, task.call, tell];
  return [task.code, python.toPy(task.checks.map(({ label, source }) => [label, source])), tell];
}

/** Asks the page for a line, once at a time. */
function asking(port: MessagePort, send: Send): (prompt: string) => Promise<string | null> {
  let answered: (line: string | null) => void = () => {};
  port.onmessage = (event: MessageEvent<Answer>) => answered(dataOf(event).answer);
  return (prompt) =>
    new Promise((resolve) => {
      answered = resolve;
      send({ type: 'input', prompt });
    });
}
