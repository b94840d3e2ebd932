/** Runs, checks and traces the code of one sheet on this page, and tells the sheet and the room about it. */

import { PYTHON_LIMITS } from '../../../shared/python/limits.ts';
import type {
  CheckCase,
  CheckReport,
  Outcome,
  OutputChunk,
  RunResult,
  TraceReport,
} from '../../../shared/python/messages.ts';

import { overwritten, shortened } from '../../../shared/python/terminal.ts';
import type { KeptCase } from '../../../shared/room/code.ts';
import { FORMER_PEER } from '../../../shared/room/ids.ts';
import type { AskView, RoomView } from '../../../shared/room/roomview.ts';
import { api, messageOf } from '../../room/api.ts';
import type { RoomClient } from '../../room/RoomClient.svelte.ts';
import type { SheetHandle } from '../handle.svelte.ts';
import type { Live, RunWriter, SharedOutput } from '../sync/live.ts';
import { announce } from '../../ui/announce.svelte.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { python } from './python.svelte.ts';
import { readInputs, readSeconds } from './run-settings.ts';
import { whyNot } from './run-words.ts';

/** ms between two pieces of output that the sheet is given. */
const FLUSH_MS = 100;

export interface RunnerDeps {
  client: RoomClient;
  handle: SheetHandle;
  /** The sheet's ask, as the view now tells of it. */
  ask: () => AskView | undefined;
  view: () => RoomView;
}

type Doing = 'run' | 'check' | 'trace';

export class Runner {
  readonly #deps: RunnerDeps;
  #doing = $state<Doing | null>(null);
  #failure = $state<string | null>(null);
  #stop: (() => void) | null = null;
  #writer: RunWriter | null = null;
  /** When the run began, in ms of `performance.now()`. */
  #from = 0;
  #closed = false;
  #questions = 0;
  #cases = $state.raw<readonly CheckCase[]>([]);
  #output = $state.raw<SharedOutput | null>(null);
  /** Seconds that code may take. */
  seconds = $state(readSeconds());
  /** Lines that input() reads where it cannot ask. */
  inputs = $state(readInputs());

  constructor(deps: RunnerDeps) {
    this.#deps = deps;
  }

  /** Follows what the sheet shares, which another document may come to hold. @returns its release */
  follow(live: Live): () => void {
    const look = () => (this.#output = live.output);
    look();
    return live.subscribe(look);
  }

  /** What this page does now. */
  get doing(): Doing | null {
    return this.#doing;
  }

  /** Why the last thing could not be done, until the next is tried. */
  get failure(): string | null {
    return this.#failure;
  }

  get output(): SharedOutput | null {
    return this.#output;
  }

  /** A run goes on, here or on another page. */
  get running(): boolean {
    return this.#doing === 'run' || this.#output?.status === 'running';
  }

  /** Takes the line that the code asks for, on whatever page it runs; null while it asks for none. */
  get answer(): ((line: string | null) => void) | null {
    const asks = this.#output?.asking === true && !this.watching && !this.#deps.handle.locked;
    return asks ? (line) => this.#deps.handle.live.answer(line) : null;
  }

  /** The cases of a check that have ended so far. */
  get cases(): readonly CheckCase[] {
    return this.#cases;
  }

  get watching(): boolean {
    return this.#deps.view().me.seat === 'observer';
  }

  /** Why Run and Check are shut, or null. */
  get why(): string | null {
    const { ask, view, handle } = this.#deps;
    const shown = ask();
    const { me, round } = view();
    const here = { seat: me.seat, runsLocked: round?.runsLocked === true, locked: handle.locked };
    return shown ? whyNot(shown, here) : null;
  }

  /** How the reader calls a peer. */
  who(peer: string): string {
    const { me, peers } = this.#deps.view();
    return peer === me.peer ? 'you' : (peers.find((other) => other.peer === peer)?.name ?? FORMER_PEER);
  }

  /** Ends what goes on, also on another page. */
  stop(): void {
    if (this.#stop) this.#stop();
    else if (this.running) this.#deps.handle.live.askToStop();
  }

  /** Leaving the sheet ends what goes on here, and says so while the sheet is still open. */
  close(): void {
    this.#closed = true;
    this.#writer?.end({ outcome: 'stopped', ms: Math.round(performance.now() - this.#from) });
    this.#stop?.();
  }

  async run(): Promise<void> {
    const ask = this.#free();
    if (ask) await this.#do('run', () => this.#run(ask));
  }

  async check(): Promise<void> {
    const ask = this.#free();
    if (ask) await this.#do('check', () => this.#check(ask));
  }

  /** The real trace of a committed prediction; null where it was stopped or could not be had. */
  async trace(call: string): Promise<TraceReport | null> {
    let report: TraceReport | null = null;
    await this.#do('trace', async () => {
      const traced = await this.#wait((await python.load()).trace({ ...this.#code(), call }));
      const { outcome, ...rest } = traced;
      const stopped = outcome === 'stopped' && rest.rows.length === 0;
      if (!stopped) report = rest;
    });
    return report;
  }

  /** The ask to work on, or null, with the reason said. */
  #free(): AskView | null {
    const ask = this.#deps.ask();
    const output = this.#output;
    if (this.watching || !ask) return null;
    const taken =
      output?.status === 'running' ? `A run by ${this.who(output.by)} is still going: stop it first.` : null;
    const why = this.why ?? (this.#doing ? 'Something is running already: stop it, or wait for it to end.' : taken);
    if (why) announce(why);
    return why ? null : ask;
  }

  async #do(doing: Doing, act: () => Promise<void>): Promise<void> {
    if (this.#doing) return;
    this.#doing = doing;
    this.#failure = null;
    try {
      await act();
    } catch (error) {
      // Errors of the sandbox are written for people.
      this.#failure = error instanceof Error && error.name !== 'ApiError' ? error.message : messageOf(error);
    } finally {
      this.#doing = null;
      this.#stop = null;
      this.#writer = null;
      this.#cases = [];
    }
  }

  #code(): { code: string; limitMs: number } {
    const code = this.#deps.handle.live.code();
    if (code.length > PYTHON_LIMITS.code)
      throw new Error(`This sheet is too long to run: at most ${PYTHON_LIMITS.code.toLocaleString('en')} characters.`);
    return { code, limitMs: this.seconds * 1_000 };
  }

  async #wait<T>({ result, stop }: { result: Promise<T>; stop: () => void }): Promise<T> {
    this.#stop = stop;
    return result;
  }

  async #run({ ask }: AskView): Promise<void> {
    const sandbox = await python.load();
    const { handle, client, view } = this.#deps;
    const request = { ...this.#code(), inputs: python.asksForInput ? [] : this.inputs.split('\n').slice(0, 1_000) };
    if (this.#output?.status === 'running') throw new Error(`${this.who(this.#output.by)} started a run meanwhile.`);
    if (this.why) throw new Error(this.why);
    if (this.#closed) return;
    const writer = handle.live.begin(view().me.peer);
    this.#writer = writer;
    this.#from = performance.now();
    const pieces = new Pieces(writer, () => this.#stop?.());
    const running = sandbox.run(request, {
      output: (chunk) => pieces.add(chunk),
      ...(python.asksForInput && { input: () => this.#asked(writer) }),
    });
    const end = await this.#wait(running)
      .catch((error: Error): RunResult & { why: Error } => ({
        outcome: 'crashed',
        ms: 0,
        truncated: false,
        why: error,
      }))
      .finally(() => pieces.close());
    const { outcome, ms, line } = end;
    const result = { outcome, ms: Math.round(ms), ...(line !== undefined && line > 0 && { line }) };
    const output = shortened(overwritten(writer.end(result)), LIMITS.output);
    if ('why' in end) throw end.why;
    // A run that was taken over or left still happened. When the round is over, its answer does not matter any more.
    void client.send({ type: 'ran', ask, code: request.code, output, ...result }, { quiet: this.#closed });
  }

  /** Either peer may answer. Nobody is asked twice at once: Python waits. */
  #asked(writer: RunWriter): Promise<string | null> {
    const n = (this.#questions += 1);
    writer.ask(n);
    return new Promise((resolve) => {
      const release = this.#deps.handle.live.subscribe(() => {
        const line = writer.answerTo(n);
        if (line === undefined) return;
        release();
        writer.ask(null);
        resolve(line);
      });
    });
  }

  async #check({ ask }: AskView): Promise<void> {
    const { client } = this.#deps;
    const [sandbox, { open, added, hidden }] = await Promise.all([python.load(), api.checks(client.room, ask)]);
    const request = this.#code();
    const seen = [
      ...(open === undefined ? [] : [{ label: 'check.py', source: open }]),
      ...added.map((source, index) => ({ label: `added case ${index + 1}`, source })),
    ];
    if (seen.length === 0 && hidden === undefined) throw new Error('This card has no checks, and nobody added a case.');
    const send = async (checks: typeof seen, secret: boolean) => {
      const report = await this.#wait(sandbox.checks({ ...request, checks }, (cases) => (this.#cases = [...cases])));
      this.#cases = [];
      if (report.outcome === 'stopped') return false;
      void client.send({ type: 'checked', ask, code: request.code, hidden: secret, ...keptReport(report) });
      return true;
    };
    // The hidden ones in a worker of their own, whose output stays on this page.
    const goesOn = seen.length === 0 || (await send(seen, false));
    if (goesOn && hidden !== undefined) await send([{ label: 'hidden.py', source: hidden }], true);
  }
}

/** As the room keeps it: without what the cases printed. */
function keptReport({ cases, broken, ms }: CheckReport & { outcome: Outcome }) {
  const kept = cases.map(({ output: _output, ...rest }): KeptCase => ({ ...rest, ms: Math.round(rest.ms) }));
  return { cases: kept, ms: Math.round(ms), ...(broken !== undefined && { broken }) };
}

/** Gathers what is printed, so that the sheet gets it a few times a second; and sees when Stop is pressed elsewhere. */
class Pieces {
  readonly #writer: RunWriter;
  #waiting: OutputChunk[] = [];
  #timer: ReturnType<typeof setInterval>;

  constructor(writer: RunWriter, stop: () => void) {
    this.#writer = writer;
    this.#timer = setInterval(() => {
      this.#flush();
      if (writer.stopAsked || !writer.current) stop();
    }, FLUSH_MS);
  }

  add(chunk: OutputChunk): void {
    this.#waiting.push(chunk);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#flush();
  }

  #flush(): void {
    if (this.#waiting.length > 0) this.#writer.write(this.#waiting);
    this.#waiting = [];
  }
}
