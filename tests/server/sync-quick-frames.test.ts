/** Frames that are taken off a socket before its WebSocket: whatever comes, and however it is cut, each message arrives once and in order. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { takeQuickFrames } from '../../server/sync/quick-frames.ts';

const http = createServer();
const server = new WebSocketServer({ noServer: true, maxPayload: 100_000, perMessageDeflate: false });

beforeAll(() => new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening)));
afterAll(() => void http.close());

interface Heard {
  quickly: Buffer[];
  messages: string[];
  closed: Promise<number>;
  feed(bytes: Buffer): void;
}

/** A WebSocket as the server has it, fed by hand so that the test decides where the stream is cut. */
async function heard(): Promise<Heard> {
  const upgraded = new Promise<{ ws: WebSocket; socket: Duplex }>((resolve) =>
    http.once('upgrade', (req, socket, head) =>
      server.handleUpgrade(req, socket, head, (ws) => resolve({ ws, socket })),
    ),
  );
  const client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`);
  client.on('error', () => undefined);
  const { ws, socket } = await upgraded;
  const closed = new Promise<number>((resolve) => client.once('close', resolve));
  const quickly: Buffer[] = [];
  const messages: string[] = [];
  ws.on('error', () => undefined);
  ws.on('message', (data: Buffer, isBinary) =>
    messages.push(`${isBinary ? 'binary' : 'text'} ${data.toString('hex')}`),
  );
  takeQuickFrames(ws, socket, (payload) => {
    quickly.push(payload);
    messages.push(`binary ${payload.toString('hex')}`);
  });
  return { quickly, messages, closed, feed: (bytes) => void socket.emit('data', bytes) };
}

interface Sent {
  opcode: number;
  final: boolean;
  payload: Uint8Array;
}

function encoded({ opcode, final, payload }: Sent, masked = true): Buffer {
  const { length } = payload;
  const extended = length <= 125 ? 0 : length <= 0xffff ? 2 : 8;
  const head = Buffer.alloc(2 + extended);
  head[0] = (final ? 0x80 : 0) | opcode;
  head[1] = (masked ? 0x80 : 0) | (extended === 0 ? length : extended === 2 ? 126 : 127);
  if (extended === 2) head.writeUInt16BE(length, 2);
  if (extended === 8) head.writeBigUInt64BE(BigInt(length), 2);
  if (!masked) return Buffer.concat([head, payload]);
  const mask = [7, 99, 200, 31];
  return Buffer.concat([head, Buffer.from(mask), Buffer.from(payload.map((byte, i) => byte ^ (mask[i & 3] ?? 0)))]);
}

const binary = (payload: Uint8Array): Sent => ({ opcode: 2, final: true, payload });

/** One message each: a short binary one, a longer one, a text, one in pieces with a ping between them, a ping. */
const bytes = (maxLength: number) => fc.uint8Array({ maxLength });
const sentMessage: fc.Arbitrary<{ frames: Sent[]; arrives: string[] }> = fc.oneof(
  { weight: 5, arbitrary: bytes(125).map(binary).map(whole) },
  { weight: 1, arbitrary: fc.uint8Array({ minLength: 126, maxLength: 70_000 }).map(binary).map(whole) },
  { weight: 1, arbitrary: fc.string().map((text) => whole({ opcode: 1, final: true, payload: Buffer.from(text) })) },
  { weight: 1, arbitrary: fc.tuple(bytes(40), bytes(200), bytes(40)).map(inPieces) },
  {
    weight: 1,
    arbitrary: bytes(20).map((payload) => ({ frames: [{ opcode: 9, final: true, payload }], arrives: [] })),
  },
);

function whole(frame: Sent) {
  return {
    frames: [frame],
    arrives: [`${frame.opcode === 1 ? 'text' : 'binary'} ${Buffer.from(frame.payload).toString('hex')}`],
  };
}

function inPieces([first, middle, last]: [Uint8Array, Uint8Array, Uint8Array]) {
  const frames: Sent[] = [
    { opcode: 2, final: false, payload: first },
    { opcode: 0, final: false, payload: middle },
    { opcode: 9, final: true, payload: Uint8Array.of(1, 2) },
    { opcode: 0, final: true, payload: last },
  ];
  return { frames, arrives: [`binary ${Buffer.concat([first, middle, last]).toString('hex')}`] };
}

it('hears every message once and in order, however the stream is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(sentMessage, { minLength: 1, maxLength: 12 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 400 })),
      async (sent, cuts) => {
        const { messages, feed } = await heard();
        const stream = Buffer.concat(sent.flatMap(({ frames }) => frames.map((frame) => encoded(frame))));
        for (let at = 0; at < stream.length;) {
          const end = at + (cuts.next().value ?? 1);
          // A copy: what is taken is unmasked where it stands.
          feed(Buffer.from(stream.subarray(at, end)));
          at = end;
        }
        expect(messages).toEqual(sent.flatMap(({ arrives }) => arrives));
      },
    ),
    { numRuns: 60 },
  );
});

it('takes what typing is made of, and leaves the rest', async () => {
  const { quickly, messages, feed } = await heard();
  const typed = encoded(binary(Uint8Array.of(1, 2, 3)));
  const long = encoded(binary(new Uint8Array(126)));
  feed(Buffer.concat([typed, typed, long, typed]));
  feed(Buffer.from(typed));
  // What stood behind the long one in the same piece went with it.
  expect(quickly).toHaveLength(3);
  expect(messages).toHaveLength(5);
});

it.each([
  ['an unmasked frame', encoded(binary(Uint8Array.of(1)), false), 1002],
  ['a frame with a reserved bit', encoded({ opcode: 0x42, final: true, payload: Uint8Array.of(1) }), 1002],
  ['a message in a message', encoded({ opcode: 2, final: false, payload: Uint8Array.of(1) }), 1002],
  ['a frame that is too large', encoded(binary(new Uint8Array(100_001))), 1009],
])('lets the WebSocket refuse %s, and takes nothing after it', async (_, frame, code) => {
  const { messages, closed, feed } = await heard();
  feed(Buffer.concat([frame, encoded(binary(Uint8Array.of(9)))]));
  // A socket's next piece comes in another turn.
  await nextTurn();
  feed(encoded(binary(Uint8Array.of(9))));
  expect(await closed).toBe(code);
  expect(messages).toEqual([]);
});
