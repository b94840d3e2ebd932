/**
 * A sheet channel on a port of its own, with named peers: stock providers, and raw sockets for what no stock client
 * sends.
 */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { SheetUpdate, Store } from '../../server/store/store.ts';
import { createSheetChannel, type SheetChannel } from '../../server/sheets/channel.ts';
import type { SheetLimits } from '../../server/sheets/limits.ts';
import type { SheetRight } from '../../server/sheets/rights.ts';
import { seedSheet } from '../../server/sheets/fold/document.ts';
import { SHEET_MESSAGE } from '../../shared/wire.ts';
import { DEFAULT_PLAN } from '../../shared/room/plan.ts';
import { syncFrame } from './frames.ts';
import { openRaw, readClocks, type RawSocket } from './rawSocket.ts';
import { memoryStore } from './stores.ts';

const ROOM = 'room';

/** A store whose sheet log can be held up, or break. */
export interface GatedStore extends Store {
  /** Every update that was stored, in order. */
  readonly log: SheetUpdate[];
  /** Appends wait until released. */
  hold(): void;
  release(): void;
  /** Appends fail, of these sheets or of all. */
  break(sheets?: string[]): void;
  repair(): void;
}

/** @param remembers whether it keeps a log of its own */
export function gatedStore(store: Store = memoryStore(), { remembers = true } = {}): GatedStore {
  const log: SheetUpdate[] = [];
  let gate: Promise<void> | null = null;
  let open = (): void => undefined;
  let isBroken = (_update: SheetUpdate): boolean => false;
  return {
    ...store,
    log,
    hold() {
      gate = new Promise((resolve) => (open = resolve));
    },
    release: () => open(),
    break(sheets) {
      isBroken = ({ sheet }) => !sheets || sheets.includes(sheet);
    },
    repair() {
      isBroken = () => false;
    },
    async appendUpdates(updates) {
      await gate;
      if (updates.some(isBroken)) throw new Error('disk full');
      await store.appendUpdates(updates);
      if (remembers) log.push(...updates);
    },
  };
}

export type Granted = Partial<Extract<SheetRight, { ok: true }>>;

export interface Stage {
  readonly store: GatedStore;
  readonly channel: SheetChannel;
  readonly port: number;
  /** What was logged as an error. */
  readonly errors: object[];
  /** Creates a sheet in the room, seeded as an ask does. */
  sheet(id: string, start?: string): Promise<string>;
  /** The same for many at once. */
  sheets(ids: readonly string[], start?: string): Promise<void>;
  /** What somebody may do from now on; a number is the close code of a refusal. */
  allow(peer: string, right: Granted | number): void;
  /**
   * Stops the channel and starts another one, with a memory of nothing, on the same store and port.
   * @param between what happens while there is none
   */
  restart(between?: () => Promise<void>): Promise<void>;
  provider(sheet: string, peer: string, options?: { doc?: Y.Doc; acks?: boolean }): Provider;
  raw(sheet: string, peer: string | null, options?: { acks?: boolean; origin?: string; path?: string }): RawSocket;
}

export interface Provider {
  readonly doc: Y.Doc;
  readonly code: Y.Text;
  readonly awareness: WebsocketProvider['awareness'];
  readonly ws: WebsocketProvider;
  synced(): Promise<void>;
  /** Close codes so far. */
  readonly closes: number[];
  /** The highest clock of each client id that a `stored` message has named. */
  readonly acknowledged: Map<number, number>;
  /** Ends the socket without a word, as a lost network does. */
  drop(): void;
  /** What comes for it waits, and comes later. */
  delay(): void;
  catchUp(): void;
  /** Sends all that it has once more, as an update. */
  repeat(): void;
  destroy(): void;
}

export async function openStage(limits: Partial<SheetLimits> = {}, store = gatedStore()): Promise<Stage> {
  const rights = new Map<string, SheetRight>();
  const errors: object[] = [];
  const start = (): SheetChannel =>
    createSheetChannel({
      store,
      rights: {
        async in(sheet) {
          const room = await store.roomOfSheet(sheet);
          return (peer) => rightOf(room, rights.get(peer));
        },
      },
      identify: async (req) => {
        const peer = /peer=(\w+)/.exec(req.headers.cookie ?? '')?.[1];
        return peer === undefined ? null : { peer, name: peer };
      },
      now: Date.now,
      originCheck: (req) => (req.headers.origin === 'http://elsewhere.example' ? 'elsewhere' : null),
      log: { warn: () => undefined, error: (facts) => errors.push(facts) },
      limits: { foldMs: 20, goodbyeMs: 200, ...limits },
    });
  let channel = start();
  const http = createServer();
  http.on('upgrade', (req, socket, head) => channel.handleUpgrade(req, socket, head));
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
  const { port } = http.address() as AddressInfo;

  const allow = (peer: string, right: Granted | number): void => {
    rights.set(peer, typeof right === 'number' ? { ok: false, close: right } : granted(peer, right));
  };
  allow('ann', { seat: 'interviewer', name: 'Ann' });
  allow('bob', { seat: 'candidate', name: 'Bob' });
  allow('olga', { seat: 'observer', name: 'Olga', right: 'read' });

  onTestFinished(async () => {
    store.release();
    await channel.close();
    await new Promise((closed) => http.close(closed));
  });

  return {
    store,
    get channel() {
      return channel;
    },
    port,
    errors,
    allow,
    async sheet(id, text = '') {
      await addSheets(store, [id], text);
      return id;
    },
    sheets: (ids, text = '') => addSheets(store, ids, text),
    async restart(between) {
      await channel.close();
      await between?.();
      channel = start();
    },
    provider: (sheet, peer, options = {}) => openProvider(`ws://127.0.0.1:${port}/yjs`, sheet, `peer=${peer}`, options),
    raw: (sheet, peer, options = {}) => openRaw(port, sheet, peer, options),
  };
}

function granted(peer: string, more: Granted): SheetRight {
  return { ok: true, room: ROOM, right: 'write', name: peer, seat: 'candidate', ...more };
}

function rightOf(room: string | null, right: SheetRight | undefined): SheetRight {
  if (room === null) return { ok: false, close: 4404 };
  return right ?? { ok: false, close: 4403 };
}

async function addSheets(store: Store, ids: readonly string[], text: string): Promise<void> {
  const seed = seedSheet(text);
  const existing = await store.loadRoom(ROOM);
  const step = {
    room: ROOM,
    words: [],
    cards: [],
    people: [],
    history: [],
    sheets: ids.map((sheet) => ({ sheet, seed })),
  };
  const created = { type: 'room-created', room: ROOM, plan: DEFAULT_PLAN, at: 1, actor: 'ann' } as const;
  const paused = { type: 'paused', at: 1, actor: 'ann' } as const;
  if (!existing) await store.createRoom({ ...step, expectedSeq: 0, events: [created], secretHash: 'hash' });
  else await store.append({ ...step, expectedSeq: existing.events.length, events: [paused] });
}

/** A stock provider on a sheet. @param url where sheets are served: ws://host/yjs */
export function openProvider(
  url: string,
  sheet: string,
  cookie: string,
  options: { doc?: Y.Doc; acks?: boolean } = {},
): Provider {
  const doc = options.doc ?? new Y.Doc();
  class WithCookie extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols, { headers: { cookie } });
    }
  }
  const ws = new WebsocketProvider(url, sheet, doc, {
    disableBc: true,
    maxBackoffTime: 100,
    params: options.acks ? { acks: '1' } : {},
    WebSocketPolyfill: WithCookie as unknown as typeof globalThis.WebSocket,
  });
  const closes: number[] = [];
  ws.on('connection-close', (event) => {
    if (event) closes.push(event.code);
  });
  const acknowledged = new Map<number, number>();
  ws.messageHandlers[SHEET_MESSAGE.stored] = (_encoder, decoder) => {
    for (const [client, clock] of readClocks(decoder))
      acknowledged.set(client, Math.max(clock, acknowledged.get(client) ?? 0));
  };
  const destroy = (): void => {
    ws.awareness.destroy();
    ws.destroy();
  };
  onTestFinished(destroy);
  return {
    doc,
    code: doc.getText('code'),
    awareness: ws.awareness,
    ws,
    closes,
    acknowledged,
    synced: () => vi.waitFor(() => expect(ws.synced, `${cookie} is synced`).toBe(true), { timeout: 15_000 }),
    drop: () => socketOf(ws)?.terminate(),
    delay: () => openSocketOf(ws)?.pause(),
    catchUp: () => openSocketOf(ws)?.resume(),
    repeat: () => ws.wsconnected && socketOf(ws)?.send(syncFrame(2, Y.encodeStateAsUpdate(doc))),
    destroy,
  };
}

const socketOf = ({ ws }: WebsocketProvider): WebSocket | null => ws as unknown as WebSocket | null;

const openSocketOf = (provider: WebsocketProvider): WebSocket | null => {
  const socket = socketOf(provider);
  return socket?.readyState === WebSocket.OPEN ? socket : null;
};

/** A bare socket that has joined, and said what it has. */
export async function joined(stage: Stage, sheet: string, peer: string, doc = new Y.Doc()): Promise<RawSocket> {
  const socket = stage.raw(sheet, peer);
  await socket.opened;
  await socket.sync();
  socket.sendStepTwo(Y.encodeStateAsUpdate(doc));
  return socket;
}
