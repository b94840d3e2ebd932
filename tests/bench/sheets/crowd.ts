/** Sheets with two sockets each, one of which types: sends at a rate, and times each keystroke until the other socket has it. */

import { setTimeout as delay } from 'node:timers/promises';
import { frameOf, RawClient } from './socket.ts';
import type { TypingSession } from './typing.ts';
import type { Wire } from './wire.ts';

/** Where the load goes: one server, told to the load process. */
export interface Target {
  name: string;
  pid: number;
  port: number;
  /** Whose cookie goes with a socket: none but for our own server. */
  cookies: boolean;
  /** s until nothing of those who left, or of who came in, is kept for their return. */
  lingers: number;
}

/** Sockets that are opened at once. */
const OPENING = 40;
/** An update for a client that has none of what the server has. */
const NOTHING = Uint8Array.of(0, 0);

/** The name of a sheet: as long as those that the server makes itself. */
export const sheetName = (index: number): string => `bench-sheet-${String(index).padStart(9, '0')}`;
export const tokenOf = (seat: 0 | 1): string => `bench-token-of-seat-${seat}`;

export function connectTo(target: Target, wire: Wire, sheet: string, seat: 0 | 1): RawClient {
  const cookie: Record<string, string> = target.cookies ? { Cookie: `practice_room=${tokenOf(seat)}` } : {};
  const headers = { Origin: `http://127.0.0.1:${target.port}`, ...cookie };
  return new RawClient({ port: target.port, path: wire.path(sheet), headers });
}

/** Two sockets of one sheet. What was sent is remembered until the reader has it. */
class Pair {
  readonly #wire: Wire;
  readonly #sheet: string;
  readonly #session: TypingSession;
  readonly typist: RawClient;
  readonly reader: RawClient;
  readonly #sentAt: number[] = [];
  #first = 0;
  #next = 0;
  readonly #crowd: Crowd;

  constructor(crowd: Crowd, index: number, session: TypingSession) {
    this.#crowd = crowd;
    this.#wire = crowd.wire;
    this.#sheet = sheetName(index);
    this.#session = session;
    this.typist = connectTo(crowd.target, crowd.wire, this.#sheet, 0);
    this.reader = connectTo(crowd.target, crowd.wire, this.#sheet, 1);
  }

  async open(): Promise<void> {
    await Promise.all([this.#ready(this.typist, () => undefined), this.#ready(this.reader, () => this.#arrived())]);
  }

  #ready(client: RawClient, onUpdate: () => void): Promise<void> {
    const wire = this.#wire;
    return new Promise((ready, failed) => {
      client.onLost = (why) => {
        this.#crowd.lost.push(why);
        failed(new Error(`${this.#crowd.target.name}: ${why}`));
      };
      client.onMessage = (payload) => {
        const kind = wire.kindOf(payload);
        if (kind === 'update') onUpdate();
        else if (kind === 'step-1') client.write(frameOf(wire.sync(this.#sheet, 1, NOTHING)));
        else if (kind === 'step-2') ready();
      };
      client.opened().then(() => {
        for (const hello of wire.hello(this.#sheet)) client.write(frameOf(hello));
        if (!wire.syncs) ready();
      }, failed);
    });
  }

  /** @param bundle keystrokes that go out in one write */
  type(bundle: number): void {
    const frames: Buffer[] = [];
    for (let i = 0; i < bundle; i++) {
      const update = this.#session.updates[this.#next++];
      if (!update) throw new Error('the typing session is over');
      frames.push(frameOf(this.#wire.sync(this.#sheet, 2, update)));
    }
    const now = performance.now();
    for (let i = 0; i < bundle; i++) this.#sentAt.push(now);
    this.typist.write(frames.length === 1 && frames[0] ? frames[0] : Buffer.concat(frames));
  }

  #arrived(): void {
    const sentAt = this.#sentAt[this.#first++];
    if (sentAt === undefined) throw new Error('an update that nobody sent');
    this.#crowd.arrived(performance.now() - sentAt);
    if (this.#first < 256) return;
    this.#sentAt.splice(0, this.#first);
    this.#first = 0;
  }

  get typed(): number {
    return this.#next;
  }

  get underway(): number {
    return this.#sentAt.length - this.#first;
  }
}

export class Crowd {
  readonly target: Target;
  readonly wire: Wire;
  /** Why sockets were lost. */
  readonly lost: string[] = [];
  readonly #first: number;
  readonly #count: number;
  readonly #sessions: readonly TypingSession[];
  readonly #pairs: Pair[] = [];
  #times: number[] | null = null;

  /** @param first the number of its first sheet */
  constructor(target: Target, wire: Wire, count: number, sessions: readonly TypingSession[], first = 0) {
    this.#first = first;
    this.target = target;
    this.wire = wire;
    this.#count = count;
    this.#sessions = sessions;
  }

  async open(): Promise<void> {
    while (this.#pairs.length < this.#count) {
      const first = this.#pairs.length;
      const some = Array.from({ length: Math.min(OPENING, this.#count - first) }, (_, i) => this.#pair(first + i));
      this.#pairs.push(...some);
      await Promise.all(some.map((pair) => pair.open()));
    }
  }

  #pair(index: number): Pair {
    const session = this.#sessions[index % this.#sessions.length];
    if (!session) throw new Error('no typing sessions');
    return new Pair(this, this.#first + index, session);
  }

  arrived(ms: number): void {
    this.#times?.push(ms);
  }

  /**
   * Types at so many keystrokes a second, over all sheets in turn.
   * @param times gathers the ms of each keystroke to the peer
   * @returns how many were sent
   */
  async type(perSecond: number, seconds: number, bundle: number, times: number[] | null): Promise<number> {
    this.#times = times;
    const started = performance.now();
    const end = started + seconds * 1_000;
    let sent = 0;
    for (let now = started; now < end; now = performance.now()) {
      const due = ((now - started) / 1_000) * perSecond;
      while (sent + bundle <= due) {
        this.#pairs[(sent / bundle) % this.#pairs.length]?.type(bundle);
        sent += bundle;
      }
      await delay(1);
    }
    return sent;
  }

  /** Every sheet its own pace: as fast as its peer gets it, at most so many keystrokes on the way and so many a second. */
  async typeAll(edits: number, perSheetAndSecond: number): Promise<void> {
    const started = performance.now();
    for (;;) {
      const due = Math.min(edits, ((performance.now() - started) / 1_000) * perSheetAndSecond);
      let left = 0;
      for (const pair of this.#pairs) {
        while (pair.typed < due && pair.underway < 20) pair.type(1);
        left += edits - pair.typed;
      }
      if (this.lost.length > 0) throw new Error(this.lost[0]);
      if (left === 0) return;
      await delay(1);
    }
  }

  /** Waits until nothing is on its way any more. @returns how many keystrokes never came */
  async drained(ms: number): Promise<number> {
    const end = performance.now() + ms;
    const missing = (): number => this.#pairs.reduce((sum, pair) => sum + pair.underway, 0);
    while (missing() > 0 && performance.now() < end) await delay(20);
    return missing();
  }

  close(): void {
    for (const { typist, reader } of this.#pairs) {
      typist.end();
      reader.end();
    }
  }
}
