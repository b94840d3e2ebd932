/**
 * Takes the frames that typing is made of (RFC 6455: final, binary, masked, up to 125 bytes) off a socket before its WebSocket sees them. `ws` passes
 * every frame through a stream of its own, which costs more than all that is done about a keystroke; whatever is not so simple is left to it, in order.
 */

import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

const FINAL = 0x80;
const OPCODE = 0x0f;
const CONTINUED = 0;
const BINARY = 2;
const CONTROL = 8;
const MASKED = 0x80;
const LENGTH = 0x7f;
/** A longer payload's length takes two bytes more, or eight. */
const SHORT = 125;
const MEDIUM = 126;
/** Bytes of a mask, and of all that stands before a short masked payload. */
const MASK = 4;
const HEAD = 2 + MASK;

/**
 * Call before the socket is read, when `ws` has taken it over.
 * @param take gets the payload of each, unmasked, in memory that is not written to again
 */
export function takeQuickFrames(ws: WebSocket, socket: Duplex, take: (payload: Buffer) => void): void {
  const [pass] = socket.listeners('data');
  if (!pass) throw new Error('the socket is not read by a WebSocket');
  const passed = new Passed();
  let failed = false;
  ws.once('error', () => (failed = true));
  socket.removeAllListeners('data');
  socket.on('data', (chunk: Buffer) => {
    let at = 0;
    while (passed.isWhole && isQuick(chunk, at) && ws.readyState === ws.OPEN) {
      const start = at + HEAD;
      at = start + lengthAt(chunk, at);
      take(unmasked(chunk, start, at));
    }
    if (at === chunk.length || failed) return;
    const rest = at === 0 ? chunk : chunk.subarray(at);
    passed.follow(rest);
    pass.call(socket, rest);
  });
}

const lengthAt = (chunk: Buffer, at: number): number => (chunk[at + 1] ?? 0) & LENGTH;

function isQuick(chunk: Buffer, at: number): boolean {
  const length = lengthAt(chunk, at);
  return (
    chunk[at] === (FINAL | BINARY) &&
    chunk[at + 1] === (MASKED | length) &&
    length <= SHORT &&
    at + HEAD + length <= chunk.length
  );
}

function unmasked(chunk: Buffer, start: number, end: number): Buffer {
  const mask = start - MASK;
  for (let i = start; i < end; i++) chunk[i] = (chunk[i] ?? 0) ^ (chunk[mask + ((i - start) & 3)] ?? 0);
  return chunk.subarray(start, end);
}

/** Follows what was passed on, to know where a frame ends and whether its message does. */
class Passed {
  /** Bytes of the payload under way that are still to come. */
  #left = 0;
  /** The beginning of a frame whose length is not told yet. */
  #head: number[] = [];
  /** Frames of one message are under way. */
  #fragmented = false;

  get isWhole(): boolean {
    return this.#left === 0 && this.#head.length === 0 && !this.#fragmented;
  }

  follow(chunk: Buffer): void {
    for (let at = 0; at < chunk.length;) {
      const skipped = Math.min(this.#left, chunk.length - at);
      this.#left -= skipped;
      at += skipped;
      if (at < chunk.length) this.#read(chunk[at++] ?? 0);
    }
  }

  /** One byte of a head. */
  #read(byte: number): void {
    this.#head.push(byte);
    const [first = 0, second = 0] = this.#head;
    const extended = (second & LENGTH) <= SHORT ? 0 : (second & LENGTH) === MEDIUM ? 2 : 8;
    const masked = (second & MASKED) === 0 ? 0 : MASK;
    if (this.#head.length < 2 + extended + masked) return;
    this.#left = this.#head.slice(2, 2 + extended).reduce((sum, each) => sum * 256 + each, 0);
    if (extended === 0) this.#left = second & LENGTH;
    this.#head = [];
    const opcode = first & OPCODE;
    if (opcode < CONTROL) this.#fragmented = (first & FINAL) === 0 || (this.#fragmented && opcode !== CONTINUED);
  }
}
