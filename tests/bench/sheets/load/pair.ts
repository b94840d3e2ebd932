/** Two people on one sheet, of whom one types: each keystroke is timed until the other has it. */

import * as Y from 'yjs';
import type { Seat } from '../../../../shared/room/ids.ts';
import { cookieOf } from '../names.ts';
import { caretIn, clockIn, reading } from './awareness.ts';
import type { Keystrokes } from './keystrokes.ts';
import type { Target } from './main.ts';
import { frameOf, RawClient } from './socket.ts';
import { Underway } from './underway.ts';
import { storedClock, type Wire } from './wire.ts';

/** A step 2 of a client that has nothing that the server lacks. */
const NOTHING = Uint8Array.of(0, 0);
/** ms that joining a sheet may take. */
const JOIN_MS = 20_000;

export function connectTo(target: Target, wire: Wire, sheet: string, seat: Seat): RawClient {
  const cookie: Record<string, string> = target.isOurs ? { Cookie: cookieOf(sheet, seat) } : {};
  const headers = { Origin: `http://127.0.0.1:${target.port}`, ...cookie };
  return new RawClient({ port: target.port, path: wire.path(sheet), headers });
}

/** Told of what arrives, in ms from the write. */
export interface Timing {
  update(ms: number): void;
  /** @param passed how many states before it never came, since a newer one took their place */
  awareness(ms: number, passed: number): void;
}

export interface PairOptions {
  target: Target;
  wire: Wire;
  sheet: string;
  keystrokes: Keystrokes;
  /** Edits of the session that the sheet holds already. */
  prior: number;
  /** The state after those, for a server that has to be told. */
  priorState: Uint8Array;
  withAwareness: boolean;
  timing: Timing;
  onLost(why: string): void;
}

export class Pair {
  readonly #options: PairOptions;
  #typist: RawClient | null = null;
  #reader: RawClient | null = null;
  readonly #updates = new Underway();
  readonly #states = new Underway();
  /** The next edit to be typed, and the next to be read. */
  #next: number;
  #read: number;
  /** The next awareness clock to be read, as the reader sees them: a server may add something of its own to all. */
  #clock = NaN;
  #heard: (() => void) | null = null;
  #lastState: Uint8Array | null = null;
  #stored = 0;

  constructor(options: PairOptions) {
    this.#options = options;
    this.#next = options.prior;
    this.#read = options.prior;
  }

  get sheet(): string {
    return this.#options.sheet;
  }

  /** Edits of the session that the sheet holds once all has arrived. */
  get edits(): number {
    return this.#next;
  }

  get session() {
    return this.#options.keystrokes.session;
  }

  /** Keystrokes that the reader does not have yet. */
  get underway(): number {
    return this.#updates.count;
  }

  /** The same, of awareness states. */
  get statesUnderway(): number {
    return this.#states.count;
  }

  /** How long all that is on its way has been there, in ms. */
  ages(now: number): { updates: number[]; states: number[] } {
    return { updates: this.#updates.ages(now), states: this.#states.ages(now) };
  }

  /** Whether the server has acknowledged all that was typed. */
  get acknowledged(): boolean {
    return this.#next === this.#options.prior || this.#stored >= (this.session.clocks[this.#next - 1] ?? 0);
  }

  /** Whether the caret that the reader saw last is where the typist's is. */
  get caretIsRight(): boolean {
    const { client, carets } = this.session;
    return !this.#lastState || caretIn(this.#lastState, client) === carets[this.#next - 1];
  }

  /** Both join, and the reader has heard where the typist is. */
  async open(): Promise<void> {
    const { wire, sheet, target, prior, keystrokes, withAwareness } = this.#options;
    const { client } = this.session;
    this.#reader = await this.#join('interviewer', NOTHING, (kind, payload) => {
      if (kind === 'update') this.#updateArrived(wire.bodyOf(payload));
      else if (kind === 'awareness') this.#stateArrived(wire.bodyOf(payload));
    });
    if (withAwareness) this.#reader.write(frameOf(wire.awareness(sheet, reading(client))));
    const own = target.stores ? NOTHING : this.#options.priorState;
    this.#typist = await this.#join('candidate', own, (kind, payload) => {
      if (kind === 'stored') this.#stored = storedClock(payload, client) ?? this.#stored;
    });
    if (!withAwareness) return;
    const heard = new Promise<void>((resolve) => (this.#heard = resolve));
    this.#typist.write(frameOf(wire.awareness(sheet, keystrokes.stateAfter(prior))));
    await withinReason(heard, `${sheet}: the typist's caret never came`);
  }

  /** @param own what it answers the server's step 1 with */
  #join(
    seat: Seat,
    own: Uint8Array,
    on: (kind: ReturnType<Wire['kindOf']>, payload: Uint8Array) => void,
  ): Promise<RawClient> {
    const { target, wire, sheet, onLost } = this.#options;
    const client = connectTo(target, wire, sheet, seat);
    const joined = new Promise<RawClient>((resolve, reject) => {
      client.onLost = (why) => {
        onLost(why);
        reject(new Error(why));
      };
      client.onMessage = (payload) => {
        const kind = wire.kindOf(payload);
        if (kind === 'step-1') return client.write(frameOf(wire.sync(sheet, 'step-2', own)));
        if (kind === 'step-2') return resolve(client);
        try {
          on(kind, payload);
        } catch (error) {
          onLost(String(error));
        }
      };
      client.opened().then(() => {
        for (const hello of wire.hello(sheet)) client.write(frameOf(hello));
        if (!wire.syncs) resolve(client);
      }, reject);
    });
    return withinReason(joined, `${sheet}: no state came`);
  }

  /** One keystroke: as a browser does it, an update and an awareness state in a write each. */
  type(): void {
    const { keystrokes, sheet, withAwareness } = this.#options;
    const { update, awareness } = keystrokes.at(this.#next++, sheet);
    this.#updates.sent(performance.now());
    this.#typist?.write(update);
    if (!withAwareness) return;
    this.#states.sent(performance.now());
    this.#typist?.write(awareness);
  }

  #updateArrived(update: Uint8Array): void {
    // What the typist had before is relayed too.
    if (this.#updates.count === 0) return;
    const count = this.#editsIn(update);
    this.#read += count;
    const now = performance.now();
    for (let i = 0; i < count; i++) this.#options.timing.update(now - this.#updates.arrived(1));
  }

  /** Most servers relay each as it is; some merge what comes together. */
  #editsIn(update: Uint8Array): number {
    const { updates, amounts } = this.session;
    const expected = updates[this.#read];
    if (expected && Buffer.compare(expected, update) === 0) return 1;
    const from = this.#read === 0 ? 0 : (amounts[this.#read - 1] ?? 0);
    const amount = amountOf(update);
    let end = this.#read;
    while (end < this.#next && (amounts[end] ?? Infinity) <= from + amount) end++;
    if (amounts[end - 1] !== from + amount) throw new Error(`${this.sheet}: an update that nobody sent`);
    return end - this.#read;
  }

  #stateArrived(update: Uint8Array): void {
    const clock = clockIn(update, this.session.client);
    if (clock === undefined) return;
    if (this.#heard) {
      this.#heard();
      this.#heard = null;
      this.#clock = clock + 1;
    }
    // Some servers repeat themselves.
    if (!(clock >= this.#clock)) return;
    const count = clock - this.#clock + 1;
    if (count > this.#states.count) throw new Error(`${this.sheet}: an awareness clock that nobody sent`);
    this.#clock = clock + 1;
    this.#lastState = update;
    this.#options.timing.awareness(performance.now() - this.#states.arrived(count), count - 1);
  }

  close(): void {
    this.#typist?.end();
    this.#reader?.end();
  }
}

/** Characters typed and deleted in an update. */
function amountOf(update: Uint8Array): number {
  const { structs, ds } = Y.decodeUpdate(update);
  const typed = structs.reduce((sum, { length }) => sum + length, 0);
  const deleted = [...ds.clients.values()].flat().reduce((sum, { len }) => sum + len, 0);
  return typed + deleted;
}

function withinReason<T>(promise: Promise<T>, why: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(why)), JOIN_MS);
    promise.then(resolve, reject).finally(() => clearTimeout(late));
  });
}
