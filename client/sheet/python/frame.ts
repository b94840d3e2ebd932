/** The frame: keeps the compiled interpreter, starts a worker for each run, and lets nothing through unmeasured. */

import { dataOf } from './bound.ts';
import { FrameRun, type Said } from './framerun.ts';
import { canWait, type FrameStart, type FromFrame, type RuntimeFiles, type Task, type ToFrame } from './messages.ts';

class Frame {
  readonly #port: MessagePort;
  readonly #script: string;
  readonly #runtime: RuntimeFiles;
  readonly #runs = new Map<number, FrameRun>();

  constructor(port: MessagePort, script: string, runtime: RuntimeFiles) {
    this.#port = port;
    this.#script = script;
    this.#runtime = runtime;
    port.onmessage = (event: MessageEvent<ToFrame>) => this.#obey(dataOf(event));
    this.#send({ type: 'ready', asksForInput: canWait });
  }

  #send(message: FromFrame): void {
    this.#port.postMessage(message);
  }

  #obey(message: ToFrame): void {
    switch (message.type) {
      case 'start':
        return this.#start(message.run, message.task);
      case 'answer':
        return this.#runs.get(message.run)?.answer(message.answer);
      case 'stop':
        return this.#runs.get(message.run)?.end();
      case 'make-snapshot':
        return this.#makeSnapshot();
    }
  }

  #start(run: number, task: Task): void {
    let replaced = false;
    const say = (said: Said): void => {
      if (replaced) return;
      replaced = said.type === 'failed' && said.stage === 'load' && this.#runtime.snapshot !== null;
      if (replaced) return this.#startAgain(run, task);
      if (said.type === 'ended') this.#runs.delete(run);
      if (said.type !== 'snapshot') this.#send({ ...said, run });
    };
    this.#runs.set(run, this.#worker(task, say));
  }

  /** Without the snapshot, which this browser cannot start from. */
  #startAgain(run: number, task: Task): void {
    this.#runtime.snapshot = null;
    this.#send({ type: 'snapshot', snapshot: null });
    this.#start(run, task);
  }

  /** In a worker that runs nobody's code; a run never gets to say what a snapshot holds. */
  #makeSnapshot(): void {
    this.#worker(null, (said) => {
      if (said.type === 'failed') this.#send({ type: 'snapshot', snapshot: null });
      if (said.type !== 'snapshot') return;
      this.#runtime.snapshot = said.bytes;
      this.#send({ type: 'snapshot', snapshot: new Blob([said.bytes]) });
    });
  }

  #worker(task: Task | null, say: (said: Said) => void): FrameRun {
    return new FrameRun({ script: this.#script, runtime: this.#runtime, task, say });
  }
}

async function open(port: MessagePort, { script, wasm, library, zones, snapshot }: FrameStart): Promise<void> {
  const [module, books, hours, memory] = await Promise.all([
    wasm.arrayBuffer().then((bytes) => WebAssembly.compile(bytes)),
    library.arrayBuffer(),
    zones.arrayBuffer(),
    snapshot?.arrayBuffer(),
  ]);
  new Frame(port, URL.createObjectURL(script), { module, library: books, zones: hours, snapshot: memory ?? null });
}

addEventListener('message', function hear({ source, ports, data }: MessageEvent<FrameStart>) {
  const [port] = ports;
  if (source !== parent || !port) return;
  removeEventListener('message', hear);
  open(port, data).catch((error: unknown) => port.postMessage({ type: 'broken', message: String(error) }));
});
