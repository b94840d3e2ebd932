/**
 * One WebSocket of the sheet channel: reads its messages within its allowance, writes to it, and closes it with a
 * reason.
 */

import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { CLOSE } from '../../shared/wire.ts';
import type { SheetCounts } from '../sheet-counts.ts';
import type { Allowance } from './admit/allowance.ts';
import type { SheetLimits } from './limits.ts';
import { CloseError } from './rights.ts';
import { readMessage, type SheetMessage } from './wire/messages.ts';
import { Malformed } from './wire/struct.ts';

/** A WebSocket, and the TCP or TLS socket below it. */
export interface Sockets {
  ws: WebSocket;
  socket: Duplex;
}

export interface ConnectionDeps {
  limits: SheetLimits;
  counts: SheetCounts;
}

export interface Listener {
  /** A CloseError or Malformed that it throws, now or later, ends this connection alone. */
  message(message: SheetMessage): void | Promise<void>;
  /** Called with any other error that it throws, which ends the connection too. */
  failed(error: unknown): void;
  /** Called once, as soon as the connection is closed from either side. */
  ended(): void;
}

export class Connection {
  readonly #ws: WebSocket;
  readonly #socket: Duplex;
  readonly #allowance: Allowance;
  readonly #limits: SheetLimits;
  readonly #counts: SheetCounts;
  #listener: Listener | null = null;
  /** Bytes of a whole state that may still wait to be read. */
  #unread = 0;
  #isCorked = false;
  #ended = false;

  constructor({ ws, socket }: Sockets, allowance: Allowance, { limits, counts }: ConnectionDeps) {
    this.#ws = ws;
    this.#socket = socket;
    this.#allowance = allowance;
    this.#limits = limits;
    this.#counts = counts;
  }

  listen(listener: Listener): void {
    this.#listener = listener;
    this.#ws.on('message', (data, isBinary) => this.#receive(data, isBinary));
    this.#ws.on('close', () => this.#end());
    // Its close has been reported already if it came while the connection was looked up.
    if (this.#ws.readyState === this.#ws.CLOSED) this.#end();
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (this.#ended) return;
    try {
      if (!isBinary || !(data instanceof Uint8Array)) throw new Malformed('a frame of text');
      this.#counts.bytesIn += data.length;
      this.#spend(1, data.length);
      const message = readMessage(data);
      if (message.type === 'step-1') this.#spend(this.#limits.stepOneFrames, 0);
      this.#listener?.message(message)?.catch((error: unknown) => this.endWith(error));
    } catch (error) {
      this.endWith(error);
    }
  }

  #spend(frames: number, bytes: number): void {
    const now = performance.now();
    if (!this.#allowance.frames.take(frames, now) || !this.#allowance.bytes.take(bytes, now))
      throw new CloseError(CLOSE.tooFast, 'too fast');
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#listener?.ended();
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** What is sent in one turn of the event loop goes out in one write. */
  send(message: Uint8Array): void {
    if (this.#ended || this.#ws.readyState !== this.#ws.OPEN) return;
    const waiting = this.#ws.bufferedAmount;
    if (waiting === 0) this.#unread = 0;
    if (waiting > this.#limits.waitingBytes + this.#unread) return this.#cutOff();
    this.#counts.bytesOut += message.length;
    this.#cork();
    this.#ws.send(message);
  }

  #cork(): void {
    if (this.#isCorked) return;
    this.#isCorked = true;
    this.#socket.cork();
    process.nextTick(uncork, this);
  }

  uncork(): void {
    this.#isCorked = false;
    this.#socket.uncork();
  }

  /** A state is sent whole, however large: one at a time may wait beyond the usual limit. */
  sendState(message: Uint8Array): void {
    if (this.#ws.bufferedAmount > this.#limits.waitingBytes) return this.#cutOff();
    this.send(message);
    this.#unread = message.length;
  }

  /** Without a close frame, which would wait behind everything that was not read. */
  #cutOff(): void {
    if (this.#ended) return;
    this.#counts.refused('slowReader');
    this.#end();
    this.#ws.terminate();
  }

  endWith(error: unknown): void {
    if (error instanceof CloseError) return this.close(error.code, error.message);
    if (error instanceof Malformed) return this.close(CLOSE.malformed, error.message);
    this.#listener?.failed(error);
    this.close(CLOSE.unavailable, 'try again');
  }

  /** @param code one of `CLOSE`, or 1001 when the server shuts down */
  close(code: number, why: string): void {
    if (this.#ended) return;
    this.#counts.closed(code);
    this.#end();
    // A paused socket would never read the other side's answer.
    this.#ws.resume();
    this.#ws.close(code, why);
  }
}

const uncork = (connection: Connection): void => connection.uncork();
