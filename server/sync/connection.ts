/** One peer's socket on one sheet: reads its frames, keeps its rate, and says why it ends. */

import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { CLOSE } from '../../shared/protocol.ts';
import type { PeerId, Seat } from '../../shared/room/ids.ts';
import type { Allowance } from './allowance.ts';
import { NOWHERE } from './caret.ts';
import { nothingDeleted, type Deleted } from './deleted.ts';
import { frame } from './frame.ts';
import { Malformed } from './struct.ts';
import type { SheetCounts } from '../sheet-counts.ts';
import type { SheetLimits } from './limits.ts';
import { readMessage, stored, type SheetMessage } from './messages.ts';
import type { Outbox } from './outbox.ts';
import type { PendingUpdate } from './pending.ts';
import { takeQuickFrames } from './quick-frames.ts';
import type { SheetRight } from './rights.ts';
import { Throttle } from './throttle.ts';

export type Granted = Extract<SheetRight, { ok: true }>;

/** Why a connection is closed by the server: a close code, and a word for the developer who looks at it. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly code: number;

  constructor(code: number, why: string) {
    super(why);
    this.code = code;
  }
}

export interface ConnectionParts {
  limits: SheetLimits;
  counts: SheetCounts;
  outbox: Outbox;
}

export class Connection {
  readonly peer: PeerId;
  /** Asked for `stored` messages. */
  readonly acks: boolean;
  right: 'write' | 'read';
  name: string;
  seat: Seat | 'observer';
  /** The awareness client id of this connection, once it has shown one. */
  client: number | null = null;
  /** Where it last showed its caret, as `encodeCaret` writes it. */
  caret: Uint8Array = NOWHERE;
  readonly presence: Throttle;
  /**
   * Edits may be missing here that its client has: it has not sent a step 2 yet, or sent edits while it could not write. Until its next
   * step 2, which brings everything, edits that build on missing ones are passed over.
   */
  behind = true;
  /** Frames of updates that wait until its step 2 has been sent; null once they go straight through. */
  held: Buffer[] | null = null;
  /** It has sent a step 1, so that it is told of updates. */
  subscribed = false;
  /** What was deleted when it joined, until its step 2 has said what it knows of that. */
  deleted: Deleted = nothingDeleted;
  /** The number of the recheck that its right comes from: an older one that ends later changes nothing. */
  checked: number;

  readonly #ws: WebSocket;
  /** Under the WebSocket. */
  readonly #socket: Duplex;
  readonly #outbox: Outbox;
  /** Frames that the commit under way has for it. */
  #posted: Buffer[] = [];
  /** Client ids of its peer, and the clock up to which each is stored, as it is to be told with them. */
  #acknowledged: Map<number, number> | null = null;
  #isPosted = false;
  readonly #limits: SheetLimits;
  readonly #counts: SheetCounts;
  /** Bytes of a whole state that may still wait to be read. */
  #unread = 0;
  readonly #allowance: Allowance;
  #ended = false;
  #onEnd: (() => void) | null = null;

  constructor(
    ws: WebSocket,
    socket: Duplex,
    peer: PeerId,
    acks: boolean,
    granted: Granted,
    checked: number,
    allowance: Allowance,
    { limits, counts, outbox }: ConnectionParts,
  ) {
    this.#ws = ws;
    this.#socket = socket;
    this.#outbox = outbox;
    this.peer = peer;
    this.acks = acks;
    this.right = granted.right;
    this.name = granted.name;
    this.seat = granted.seat;
    this.checked = checked;
    this.presence = new Throttle(limits.presenceMs);
    this.#limits = limits;
    this.#counts = counts;
    this.#allowance = allowance;
  }

  /**
   * @param act carries out a message; a Refusal or Malformed that it throws, now or later, ends this connection alone
   * @param failed is told of any other error, which does the same
   */
  listen(act: (message: SheetMessage) => void | Promise<void>, failed: (error: unknown) => void): void {
    const receive = (data: RawData, isBinary: boolean): void => {
      if (this.#ended) return;
      try {
        this.#receive(data, isBinary, act)?.catch((error: unknown) => this.endWith(error, failed));
      } catch (error) {
        this.endWith(error, failed);
      }
    };
    this.#ws.on('message', receive);
    takeQuickFrames(this.#ws, this.#socket, (payload) => receive(payload, true));
  }

  /** Calls back once, as soon as the connection is closed from either side. */
  onEnd(ended: () => void): void {
    this.#onEnd = ended;
    this.#ws.once('close', () => this.#end());
  }

  #end(): void {
    this.#ended = true;
    this.#onEnd?.();
    this.#onEnd = null;
  }

  #receive(
    data: RawData,
    isBinary: boolean,
    act: (message: SheetMessage) => void | Promise<void>,
  ): void | Promise<void> {
    if (!isBinary || !(data instanceof Uint8Array)) throw new Malformed('a frame of text');
    this.#counts.bytesIn += data.length;
    this.#spend(1, data.length);
    const message = readMessage(data);
    if (message.type === 'step-1') this.#spend(this.#limits.stepOneFrames, 0);
    return act(message);
  }

  #spend(frames: number, bytes: number): void {
    const now = performance.now();
    const { frames: framesLeft, bytes: bytesLeft } = this.#allowance;
    if (!framesLeft.take(frames, now) || !bytesLeft.take(bytes, now)) throw new Refusal(CLOSE.tooFast, 'too fast');
  }

  endWith(error: unknown, failed: (error: unknown) => void): void {
    if (error instanceof Refusal) return this.close(error.code, error.message);
    if (error instanceof Malformed) return this.close(CLOSE.malformed, error.message);
    failed(error);
    this.close(CLOSE.unavailable, 'try again');
  }

  get ended(): boolean {
    return this.#ended;
  }

  send(message: Uint8Array): void {
    if (!this.#mayWrite()) return;
    this.#counts.bytesOut += message.length;
    this.#ws.send(message);
  }

  #mayWrite(): boolean {
    if (this.#ended || this.#ws.readyState !== this.#ws.OPEN) return false;
    const waiting = this.#ws.bufferedAmount;
    if (waiting === 0) this.#unread = 0;
    const isTooMuch = waiting > this.#limits.waitingBytes + this.#unread;
    if (isTooMuch) this.#cutOff();
    return !isTooMuch;
  }

  /** A state comes whole, however large: one at a time may wait on top of what else may. */
  sendState(message: Uint8Array): void {
    if (this.#ws.bufferedAmount > this.#limits.waitingBytes) return this.#cutOff();
    this.send(message);
    this.#unread = message.length;
  }

  /** Sends a message with everything else that the commit under way has for this connection. @param whole its frame */
  post(whole: Buffer): void {
    this.#posted.push(whole);
    this.#await();
  }

  /** Tells it, with everything else, how far its client ids are stored. */
  acknowledge(clocks: PendingUpdate['clocks']): void {
    this.#acknowledged ??= new Map();
    for (const [client, clock] of clocks) this.#acknowledged.set(client, clock);
    this.#await();
  }

  #await(): void {
    if (!this.#isPosted) this.#outbox.add(this);
    this.#isPosted = true;
  }

  /** Writes what was posted. */
  flush(): void {
    this.#isPosted = false;
    if (this.#acknowledged) this.#posted.push(frame(stored(this.#acknowledged)));
    this.#acknowledged = null;
    const frames = this.#posted.length === 1 ? this.#posted[0] : Buffer.concat(this.#posted);
    this.#posted.length = 0;
    if (!frames?.length || !this.#mayWrite()) return;
    this.#counts.bytesOut += frames.length;
    this.#socket.write(frames);
  }

  /** Without a goodbye, which would wait behind all that was not read. */
  #cutOff(): void {
    if (this.#ended) return;
    this.#counts.refused('slowReader');
    this.#end();
    this.#ws.terminate();
  }

  /** @param code one of `CLOSE`, or 1001 when the server goes down */
  close(code: number, why: string): void {
    if (this.#ended) return;
    this.#counts.closed(code);
    this.#end();
    // A paused socket would never read the other side's answer.
    this.#ws.resume();
    this.#ws.close(code, why);
  }
}
