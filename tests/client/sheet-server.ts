/** A sheet server on loopback with named peers, and sheets opened on it, for the editor's tests. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket as NodeWebSocket } from 'ws';
import * as Y from 'yjs';
import type { Keep } from '../../client/sheet/sync/keep.ts';
import { openSheet, type Sheet } from '../../client/sheet/sync/sheet.ts';
import type { Rejected } from '../../client/sheet/sync/untaken.ts';
import { DEFAULT_PLAN } from '../../shared/room/plan.ts';
import { StoreUnavailable } from '../../server/store/errors.ts';
import { createSheetChannel, type SheetChannel } from '../../server/sheets/channel.ts';
import type { Reason } from '../../server/sheet-counts.ts';
import type { SheetLimits } from '../../server/sheets/limits.ts';
import type { SheetRight } from '../../server/sheets/rights.ts';
import { seedSheet } from '../../server/sheets/fold/document.ts';
import { memoryStore } from '../support/stores.ts';

const ROOM = 'room';
export const SHEET = 'sheet';

const writer: Extract<SheetRight, { ok: true }> = {
  ok: true,
  room: ROOM,
  right: 'write',
  name: 'Ada',
  seat: 'candidate',
};

export class SheetServer {
  readonly rights = new Map<string, SheetRight>();
  readonly store = memoryStore();
  /** Nothing can be stored, as on a full disk. */
  full = false;
  #channel: SheetChannel | null = null;
  #http: Server | null = null;
  #port = 0;
  #sheets: Sheet[] = [];
  readonly #limits: Partial<SheetLimits>;
  /** Every frame that somebody's page has sent, by peer. */
  readonly sent = new Map<string, Uint8Array[]>();

  constructor(limits: Partial<SheetLimits> = {}) {
    this.#limits = limits;
  }

  static async started(start = '', limits?: Partial<SheetLimits>): Promise<SheetServer> {
    const server = new SheetServer(limits);
    const room = { room: ROOM, expectedSeq: 0, words: [], cards: [], people: [], history: [], secretHash: '' };
    const created = { type: 'room-created', room: ROOM, plan: DEFAULT_PLAN, at: 0, actor: 'ada' } as const;
    await server.store.createRoom({ ...room, events: [created], sheets: [{ sheet: SHEET, seed: seedSheet(start) }] });
    await server.start();
    return server;
  }

  async start(): Promise<void> {
    const channel = createSheetChannel({
      store: {
        ...this.store,
        appendUpdates: async (updates) => {
          if (this.full) throw new StoreUnavailable('disk full');
          await this.store.appendUpdates(updates);
        },
      },
      rights: { in: async () => (peer) => this.rights.get(peer) ?? writer },
      identify: async (req) => ({ peer: req.headers.cookie ?? '', name: 'Ada' }),
      now: Date.now,
      originCheck: () => null,
      log: { warn: () => undefined, error: () => undefined },
      limits: this.#limits,
    });
    const http = createServer();
    http.on('upgrade', (req, socket, head) => channel.handleUpgrade(req, socket, head));
    await new Promise<void>((listening) => http.listen(this.#port, '127.0.0.1', listening));
    this.#port = (http.address() as AddressInfo).port;
    this.#channel = channel;
    this.#http = http;
  }

  async stop(): Promise<void> {
    await this.#channel?.close();
    await new Promise((closed) => this.#http?.close(closed));
  }

  /** Sets what a peer may do and has their connections looked at again. */
  async allow(peer: string, right: 'write' | 'read' | { close: number }): Promise<void> {
    this.rights.set(peer, typeof right === 'object' ? { ok: false, close: right.close } : { ...writer, right });
    await this.#channel?.recheck(ROOM);
  }

  /** The sheet as one peer's page opens it. */
  open(peer: string, options: { keep?: Keep; readonly?: boolean } = {}): Sheet {
    const url = `ws://127.0.0.1:${this.#port}/yjs`;
    const sheet = openSheet(SHEET, {
      me: peer,
      url,
      WebSocket: this.#socketOf(peer),
      keep: new MemoryKeep(),
      ...options,
    });
    this.#sheets.push(sheet);
    return sheet;
  }

  /** The browser's socket class, with the cookie a browser would send. */
  #socketOf(peer: string): typeof WebSocket {
    const frames = this.sent.get(peer) ?? [];
    this.sent.set(peer, frames);
    class PeersSocket extends NodeWebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols, { headers: { cookie: peer } });
      }
      override send(data: Uint8Array): void {
        frames.push(data);
        super.send(data);
      }
    }
    return PeersSocket as unknown as typeof WebSocket;
  }

  refusals(reason: Reason): number {
    return this.#channel?.stats().counts.refusals.get(reason) ?? 0;
  }

  async code(): Promise<string> {
    return (await this.#channel?.text(SHEET))?.code ?? '';
  }

  async dispose(): Promise<void> {
    for (const sheet of this.#sheets) sheet.close();
    await this.stop();
  }
}

/** What a browser keeps, in memory: it outlives the pages that share it. */
export class MemoryKeep implements Keep {
  readonly copies = new Map<string, { update: Uint8Array; stored?: Uint8Array }>();
  readonly refused = new Map<string, Rejected | null>();

  open(name: string, doc: Y.Doc) {
    const found = this.copies.get(name);
    if (found) Y.applyUpdate(doc, found.update, this);
    const save = () => this.copies.set(name, { ...this.copies.get(name), update: Y.encodeStateAsUpdate(doc) });
    doc.on('update', save);
    const close = () => doc.off('update', save);
    return {
      loaded: Promise.resolve(found?.stored),
      remember: (stored: Uint8Array) => {
        const copy = this.copies.get(name);
        if (copy) copy.stored = stored;
      },
      clear: async () => {
        close();
        this.copies.delete(name);
      },
      close,
    };
  }

  readRejected(name: string): Rejected | null {
    return this.refused.get(name) ?? null;
  }

  writeRejected(name: string, rejected: Rejected | null): void {
    this.refused.set(name, rejected);
  }
}
