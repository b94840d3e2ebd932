/**
 * A WebSocket client that costs little: a raw TCP socket, frames masked by hand, so that the load is cheaper than what
 * it measures.
 */

import { connect, type Socket } from 'node:net';

const BINARY = 0x82;
const PONG = 0x8a;
const MASK = [0x37, 0xfa, 0x21, 0x3d] as const;

/** A client's frame of up to 64 kB, masked as the protocol demands. */
export function frameOf(payload: Uint8Array, opcode = BINARY): Buffer {
  const extended = payload.length > 125 ? 2 : 0;
  const frame = Buffer.allocUnsafe(6 + extended + payload.length);
  frame[0] = opcode;
  frame[1] = 0x80 | (extended ? 126 : payload.length);
  if (extended) frame.writeUInt16BE(payload.length, 2);
  frame.set(MASK, 2 + extended);
  const start = 6 + extended;
  for (let i = 0; i < payload.length; i++) frame[start + i] = (payload[i] ?? 0) ^ (MASK[i & 3] ?? 0);
  return frame;
}

export interface RawOptions {
  port: number;
  path: string;
  headers: Record<string, string>;
}

export class RawClient {
  onMessage: (payload: Uint8Array) => void = () => undefined;
  /** Not called for an end that was asked for. */
  onLost: (why: string) => void = () => undefined;
  readonly #socket: Socket;
  #rest: Buffer | null = null;
  #open: (() => void) | null = null;
  #ended = false;

  constructor({ port, path, headers }: RawOptions) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const lines = Object.entries({ ...HANDSHAKE, Host: `127.0.0.1:${port}`, ...headers });
    this.#socket.write(`GET ${path} HTTP/1.1\r\n${lines.map(([k, v]) => `${k}: ${v}\r\n`).join('')}\r\n`);
    this.#socket.on('data', (chunk) => this.#read(chunk));
    this.#socket.on('error', (error) => this.#lost(error.message));
    this.#socket.on('close', () => this.#lost('closed'));
  }

  opened(): Promise<void> {
    return new Promise((resolve) => (this.#open = resolve));
  }

  #lost(why: string): void {
    if (!this.#ended) this.onLost(why);
    this.#ended = true;
  }

  /** @param frame made by `frameOf` */
  write(frame: Buffer): void {
    this.#socket.write(frame);
  }

  end(): void {
    this.#ended = true;
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    let data = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk;
    this.#rest = null;
    if (this.#open) {
      const end = data.indexOf('\r\n\r\n');
      if (end < 0) return void (this.#rest = data);
      if (!data.toString('latin1', 0, 12).endsWith('101')) return this.#lost(data.toString('latin1', 0, end));
      const open = this.#open;
      this.#open = null;
      data = data.subarray(end + 4);
      open();
    }
    this.#frames(data);
  }

  #frames(data: Buffer): void {
    let at = 0;
    while (data.length - at >= 2) {
      const short = (data[at + 1] ?? 0) & 0x7f;
      const head = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (data.length - at < head) break;
      const length = short < 126 ? short : short === 126 ? data.readUInt16BE(at + 2) : data.readUInt32BE(at + 6);
      if (data.length - at < head + length) break;
      this.#frame((data[at] ?? 0) & 0x0f, data.subarray(at + head, at + head + length));
      at += head + length;
    }
    if (at < data.length) this.#rest = at === 0 ? data : data.subarray(at);
  }

  #frame(opcode: number, payload: Buffer): void {
    if (opcode === 2) this.onMessage(payload);
    else if (opcode === 9) this.write(frameOf(payload, PONG));
    else if (opcode === 8)
      this.#lost(
        `closed with ${payload.length > 1 ? payload.readUInt16BE(0) : 'nothing'} ${payload.toString('utf8', 2)}`,
      );
  }
}

const HANDSHAKE = {
  Upgrade: 'websocket',
  Connection: 'Upgrade',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Version': '13',
};
