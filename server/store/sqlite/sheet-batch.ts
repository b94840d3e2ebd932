/**
 * Sheet updates as one piece of bytes: what crosses to the thread of the database, and what its journal keeps of a
 * group commit.
 *
 * Each update is a head of fixed length (all numbers little endian: u32 length of the bytes, u32 n, u32 client, f64 at,
 * u16 length of the sheet's name, u8 length of the peer's, u8 flags), then the sheet, the peer and the bytes.
 */

import type { PeerId, SheetId } from '../../../shared/room/ids.ts';
import type { SheetUpdate, UpdateKind } from '../store.ts';

const HEAD = 24;
const LENGTH = 0;
const N = 4;
const CLIENT = 8;
const AT = 12;
const SHEET = 20;
const PEER = 22;
const FLAGS = 23;

/** Bits of the flags: there is a client; it is a caret and not an edit. */
const HAS_CLIENT = 1;
const IS_CARET = 2;

/** @returns bytes in memory of their own, so that they can be handed over to another thread */
export function encodeBatch(updates: readonly SheetUpdate[]): Uint8Array<ArrayBuffer> {
  const batch = new ArrayBuffer(sizeOf(updates));
  const buffer = Buffer.from(batch);
  let at = 0;
  for (const update of updates) at = write(buffer, at, update);
  return new Uint8Array(batch);
}

const sizeOf = (updates: readonly SheetUpdate[]): number =>
  updates.reduce(
    (sum, { sheet, peer, bytes }) => sum + HEAD + bytes.length + Buffer.byteLength(sheet) + Buffer.byteLength(peer),
    0,
  );

function write(buffer: Buffer, start: number, { sheet, kind, peer, client, at, bytes }: SheetUpdate): number {
  const sheetLength = buffer.write(sheet, start + HEAD);
  const peerLength = buffer.write(peer, start + HEAD + sheetLength);
  buffer.writeUInt32LE(bytes.length, start + LENGTH);
  buffer.writeUInt32LE(0, start + N);
  buffer.writeUInt32LE(client ?? 0, start + CLIENT);
  buffer.writeDoubleLE(at, start + AT);
  buffer.writeUInt16LE(sheetLength, start + SHEET);
  buffer[start + PEER] = peerLength;
  buffer[start + FLAGS] = (client === null ? 0 : HAS_CLIENT) | (kind === 'caret' ? IS_CARET : 0);
  buffer.set(bytes, start + HEAD + sheetLength + peerLength);
  return start + HEAD + sheetLength + peerLength + bytes.length;
}

/** One update of a batch, read in place. */
export class Entry {
  readonly #batch: Buffer;
  readonly start: number;

  constructor(batch: Buffer, start: number) {
    this.#batch = batch;
    this.start = start;
  }

  get end(): number {
    return this.#bytesAt + this.#batch.readUInt32LE(this.start + LENGTH);
  }

  get sheet(): SheetId {
    return this.#batch.toString('utf8', this.start + HEAD, this.#peerAt);
  }

  get peer(): PeerId {
    return this.#batch.toString('utf8', this.#peerAt, this.#bytesAt);
  }

  get client(): number | null {
    return this.#flags & HAS_CLIENT ? this.#batch.readUInt32LE(this.start + CLIENT) : null;
  }

  get kind(): UpdateKind {
    return this.#flags & IS_CARET ? 'caret' : 'edit';
  }

  get at(): number {
    return this.#batch.readDoubleLE(this.start + AT);
  }

  /** The number of the update in its sheet; 0 until it has one. */
  get n(): number {
    return this.#batch.readUInt32LE(this.start + N);
  }

  set n(n: number) {
    this.#batch.writeUInt32LE(n, this.start + N);
  }

  /** A view into the batch, not a copy. */
  get bytes(): Buffer {
    return this.#batch.subarray(this.#bytesAt, this.end);
  }

  get #flags(): number {
    return this.#batch[this.start + FLAGS] ?? 0;
  }

  get #peerAt(): number {
    return this.start + HEAD + this.#batch.readUInt16LE(this.start + SHEET);
  }

  get #bytesAt(): number {
    return this.#peerAt + (this.#batch[this.start + PEER] ?? 0);
  }
}

/** The updates that are there in full: what follows one that is cut off cannot be found. */
export function* entriesOf(batch: Buffer): Generator<Entry> {
  for (let at = 0; at + HEAD <= batch.length;) {
    const entry = new Entry(batch, at);
    if (entry.end > batch.length) return;
    yield entry;
    at = entry.end;
  }
}
