/** A bare socket on a sheet, for what no stock client sends. */

import * as decoding from 'lib0/decoding';
import { onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { SHEET_MESSAGE } from '../../shared/wire.ts';
import { awarenessFrame, syncFrame } from './frames.ts';

export interface RawSocket {
  readonly frames: Uint8Array[];
  readonly opened: Promise<void>;
  /** The close code. */
  readonly closed: Promise<number>;
  readonly isOpen: boolean;
  send(frame: Uint8Array | string): void;
  sendStepOne(doc?: Y.Doc): void;
  sendStepTwo(update: Uint8Array): void;
  sendUpdate(update: Uint8Array): void;
  sendAwareness(client: number, clock: number, state: unknown): void;
  /** What the server answers to a step 1 of an empty document: all sent before has been seen. */
  state(): Promise<Uint8Array>;
  /** The same as a document. */
  sync(): Promise<Y.Doc>;
  /** Updates relayed to it. */
  updates(): Uint8Array[];
  /** What the awareness frames say, in order. */
  states(): { client: number; clock: number; state: unknown }[];
  /** The clocks of the `stored` messages, in order. */
  stored(): Map<number, number>[];
  close(): void;
  /** Reads nothing more, as a machine that was put to sleep; and goes on. */
  deafen(): void;
  hear(): void;
}

export function openRaw(
  port: number,
  sheet: string,
  peer: string | null,
  { acks, origin, path }: { acks?: boolean; origin?: string; path?: string },
): RawSocket {
  const headers = { ...(peer !== null && { cookie: `peer=${peer}` }), ...(origin !== undefined && { origin }) };
  const ws = new WebSocket(`ws://127.0.0.1:${port}${path ?? `/yjs/${sheet}`}${acks ? '?acks=1' : ''}`, { headers });
  const frames: Uint8Array[] = [];
  ws.on('message', (data: Buffer) => frames.push(new Uint8Array(data)));
  ws.on('error', () => undefined);
  const opened = new Promise<void>((resolve) => ws.once('open', () => resolve()));
  const closed = new Promise<number>((resolve) => ws.once('close', (code) => resolve(code)));
  onTestFinished(() => ws.terminate());
  const ofSync = (step: number): Uint8Array[] => frames.flatMap((frame) => bodyOf(frame, SHEET_MESSAGE.sync, step));
  const socket: RawSocket = {
    frames,
    opened,
    closed,
    get isOpen() {
      return ws.readyState === WebSocket.OPEN;
    },
    send: (frame) => ws.send(frame),
    sendStepOne: (doc = new Y.Doc()) => ws.send(syncFrame(0, Y.encodeStateVector(doc))),
    sendStepTwo: (update) => ws.send(syncFrame(1, update)),
    sendUpdate: (update) => ws.send(syncFrame(2, update)),
    sendAwareness: (client, clock, state) => ws.send(awarenessFrame(client, clock, JSON.stringify(state))),
    async state() {
      const before = ofSync(1).length;
      socket.sendStepOne();
      await vi.waitFor(() => assert(ofSync(1).length > before, 'a step 2 has come'), { timeout: 15_000 });
      return ofSync(1).at(-1) ?? new Uint8Array();
    },
    async sync() {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, await socket.state());
      return doc;
    },
    updates: () => ofSync(2),
    states: () => frames.flatMap(statesOf),
    stored: () => frames.flatMap(storedOf),
    close: () => ws.close(),
    deafen: () => ws.pause(),
    hear: () => ws.resume(),
  };
  return socket;
}

function bodyOf(frame: Uint8Array, type: number, step: number): Uint8Array[] {
  const decoder = decoding.createDecoder(frame);
  if (decoding.readVarUint(decoder) !== type || decoding.readVarUint(decoder) !== step) return [];
  return [decoding.readVarUint8Array(decoder)];
}

function statesOf(frame: Uint8Array): { client: number; clock: number; state: unknown }[] {
  const outer = decoding.createDecoder(frame);
  if (decoding.readVarUint(outer) !== SHEET_MESSAGE.awareness) return [];
  const decoder = decoding.createDecoder(decoding.readVarUint8Array(outer));
  return Array.from({ length: decoding.readVarUint(decoder) }, () => ({
    client: decoding.readVarUint(decoder),
    clock: decoding.readVarUint(decoder),
    state: JSON.parse(decoding.readVarString(decoder)) as unknown,
  }));
}

function storedOf(frame: Uint8Array): Map<number, number>[] {
  const decoder = decoding.createDecoder(frame);
  if (decoding.readVarUint(decoder) !== SHEET_MESSAGE.stored) return [];
  return [new Map(readClocks(decoder))];
}

export const readClocks = (decoder: decoding.Decoder): (readonly [number, number])[] =>
  Array.from(
    { length: decoding.readVarUint(decoder) },
    () => [decoding.readVarUint(decoder), decoding.readVarUint(decoder)] as const,
  );

function assert(holds: boolean, what: string): void {
  if (!holds) throw new Error(`not yet: ${what}`);
}
