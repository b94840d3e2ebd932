/** The worker: starts Python, does one task with the harness, and says what came of it. It is ended from outside. */

import { PYTHON_LIMITS } from '../../../shared/python/limits.ts';
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

async function start({ port, task, ...files }: WorkerStart): Promise<void> {
  // Bound now: the code may replace what lies on the prototypes, and would then hold the port.
  const post: (message: FromWorker, transfer: Transferable[]) => void = port.postMessage.bind(port);
  const send: Send = (message, transfer = []) => post(message, transfer);
  const fail = (stage: 'load' | 'task') => (error: unknown) =>
    send({ type: 'failed', stage, message: lastLine(String(error)), capped: memory.met });
  const python = await startPython(files, task === null).catch(fail('load'));
  if (!python) return;
  if (task) await doTask(python, task, port, send).catch(fail('task'));
  else sendSnapshot(python, send);
}

/** Of a traceback, what was raised. */
const lastLine = (text: string): string => (text.trimEnd().split('\n').at(-1) ?? '').slice(0, WIRE.message);

type Send = (message: FromWorker, transfer?: Transferable[]) => void;

function sendSnapshot(python: Python, send: Send): void {
  const { buffer } = python.makeMemorySnapshot();
  send({ type: 'snapshot', bytes: buffer as ArrayBuffer }, [buffer as ArrayBuffer]);
}

async function doTask(python: Python, task: Task, port: MessagePort, send: Send): Promise<void> {
  const output = new Output(send);
  muteWhenFatal(output);
  output.connect(python);
  const [given, asks] = task.kind === 'run' ? [task.inputs, task.asks && canWait] : [[], false];
  const ready = python.pyimport('ready');
  ready.connect(new Input(given, output, asks ? asking(port, send) : null).next);
  const entry = python.pyimport(ENTRIES[task.kind].join('.')) as Entry;
  const args = argumentsOf(python, task);

  send({ type: 'started' });
  const from = performance.now();
  const json = canWait ? await entry.callPromising(...args) : entry(...args);
  const ms = performance.now() - from;
  ready.flush();
  send({ type: 'done', json, ms });
}

/** Told to the console before Pyodide, which ends, prints the frames of all Python, the harness's too. */
const FATAL = 'Pyodide has suffered a fatal error';

/** What it then prints is no output of the code's; what ended it is said by the error that follows. */
function muteWhenFatal(output: Output): void {
  console.error = (first: unknown) => {
    if (String(first).startsWith(FATAL)) output.mute();
  };
}

function argumentsOf(python: Python, task: Task): unknown[] {
  if (task.kind === 'run') return [task.code];
  if (task.kind === 'trace') return [task.code, task.call];
  return [task.code, python.toPy(task.checks.map(({ label, source }) => [label, source]))];
}

/** Asks the page for a line, once at a time. */
function asking(port: MessagePort, send: Send): (prompt: string) => Promise<string | null> {
  let answered: (line: string | null) => void = () => {};
  port.onmessage = ({ data }: MessageEvent<Answer>) => answered(data.answer);
  return (prompt) =>
    new Promise((resolve) => {
      answered = resolve;
      send({ type: 'input', prompt });
    });
}
