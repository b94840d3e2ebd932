/** A person of a test: a cookie, requests, room sockets that keep all they receive, and sheets. */

import { io, type Socket } from 'socket.io-client';
import { expect, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { type Ack, type ClientCommand, type ClientToServer, PROTOCOL, type ServerToClient } from '../../shared/wire.ts';
import { withChanges } from '../../shared/room/changes.ts';
import type { RoomView } from '../../shared/room/roomview.ts';
import { syncFrame } from './frames.ts';
import { openProvider, type Provider } from './sheetClient.ts';
import { until } from './server.ts';

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> & { id?: string } : never;
export type Said = WithoutId<ClientCommand>;

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The text as JSON; undefined where it is none. */
  json: unknown;
}

/** Anything with an address: a test server, or a process. */
export interface Addressed {
  readonly url: string;
}

export async function request(
  { url }: Addressed,
  method: string,
  path: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method,
    redirect: 'manual',
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: asJson(text) };
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

let commands = 0;

export class Peer {
  readonly server: Addressed;
  readonly id: string;
  readonly name: string;
  /** As a Cookie header. */
  readonly cookie: string;

  constructor(server: Addressed, id: string, name: string, cookie: string) {
    this.server = server;
    this.id = id;
    this.name = name;
    this.cookie = cookie;
  }

  request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return request(this.server, method, path, { body, headers: { cookie: this.cookie, ...headers } });
  }

  get(path: string): Promise<Answer> {
    return this.request('GET', path);
  }

  post(path: string, body: unknown = {}): Promise<Answer> {
    return this.request('POST', path, body);
  }

  /** A new room, and the secret of its invite. */
  async open(plan?: object): Promise<{ room: string; secret: string }> {
    const { status, json } = await this.post('/api/rooms', plan ? { plan } : {});
    expect(status).toBe(201);
    const { room, invite } = json as { room: string; invite: string };
    return { room, secret: invite.split('#')[1] ?? '' };
  }

  join(room: string, secret?: string): Promise<Answer> {
    return this.post(`/api/rooms/${room}/join`, secret === undefined ? {} : { secret });
  }

  /** A tab in the room; waits until it was let in and has a view. */
  async connect(room: string): Promise<Tab> {
    const tab = this.knock(room);
    await until(() => {
      if (tab.error) throw tab.error;
      expect(tab.views.length).toBeGreaterThan(0);
    });
    return tab;
  }

  /** The same, without waiting. */
  knock(room: string, options: ConstructorParameters<typeof Tab>[2] = {}): Tab {
    return new Tab(this, room, options);
  }

  /** A stock provider on a sheet. */
  async write(sheet: string): Promise<{ doc: Y.Doc; code: Y.Text; provider: WebsocketProvider }> {
    const { doc, code, ws, synced } = this.provider(sheet);
    await synced();
    return { doc, code, provider: ws };
  }

  /** The same, with acknowledgements, which may not be connected yet. */
  provider(sheet: string): Provider {
    return openProvider(`${this.server.url.replace('http', 'ws')}/yjs`, sheet, this.cookie, { acks: true });
  }

  /** A bare socket on a sheet that asks for all of it. */
  watch(sheet: string, headers: Record<string, string> = {}): SheetTap {
    return new SheetTap(`${this.server.url.replace('http', 'ws')}/yjs/${sheet}`, { cookie: this.cookie, ...headers });
  }
}

export async function peer(server: Addressed, name: string): Promise<Peer> {
  const { status, headers, json } = await request(server, 'POST', '/api/me', { body: { name } });
  expect(status).toBe(200);
  const cookie = headers.get('set-cookie')?.split(';')[0] ?? '';
  return new Peer(server, (json as { id: string }).id, name, cookie);
}

export class Tab {
  /** Whole, also those that were told as changes. */
  readonly views: RoomView[] = [];
  /** Everything that came in but ping and pong, as it came, since the first connection. */
  readonly packets: string[] = [];
  readonly socket: Socket<ServerToClient, ClientToServer>;
  /** Why the last handshake failed; `data` is the refusal. */
  error: (Error & { data?: unknown }) | null = null;
  closed: string | null = null;
  /** How often it has been let in, and the one of them that its last view came by. */
  connections = 0;
  #viewedOn = 0;
  drained = false;

  constructor(
    who: Peer,
    room: string,
    {
      transports = ['websocket'],
      headers = {},
      auth = {},
    }: { transports?: string[]; headers?: Record<string, string>; auth?: object },
  ) {
    this.socket = io(who.server.url, {
      forceNew: true,
      transports,
      auth: { room, protocol: PROTOCOL, ...auth },
      extraHeaders: { cookie: who.cookie, ...headers },
      reconnectionDelay: 50,
      reconnectionDelayMax: 200,
    });
    this.socket.io.on('open', () =>
      this.socket.io.engine.on('packet', ({ type, data }) => {
        if (type !== 'ping' && type !== 'pong') this.packets.push(String(data ?? ''));
      }),
    );
    this.socket.on('connect', () => {
      this.connections++;
      this.error = null;
      this.closed = null;
    });
    this.socket.on('view', (view) => this.#show(view));
    this.socket.on('changes', (changes) => {
      const view = withChanges(this.view, changes);
      if (!view) throw new Error(`changes from view ${changes.from} came to who has view ${this.view.seq}`);
      this.#show(view);
    });
    this.socket.on('draining', () => (this.drained = true));
    this.socket.on('connect_error', (error) => (this.error = error));
    this.socket.on('disconnect', (reason) => (this.closed = reason));
    onTestFinished(() => this.close());
  }

  #show(view: RoomView): void {
    this.views.push(view);
    this.#viewedOn = this.connections;
  }

  get view(): RoomView {
    const view = this.views.at(-1);
    if (!view) throw new Error('no view has come yet');
    return view;
  }

  /** Sends anything at all. */
  say(command: unknown): Promise<Ack> {
    return this.socket.timeout(8_000).emitWithAck('command', command as ClientCommand);
  }

  command(said: Said): Promise<Ack> {
    return this.say({ id: `command-${++commands}`, ...said });
  }

  /** A command that must be accepted; returns once this tab has seen the room as it is after it. */
  async does(said: Said): Promise<RoomView> {
    const ack = await this.command(said);
    expect(ack, `${said.type}: ${JSON.stringify(ack)}`).toMatchObject({ ok: true });
    const seq = ack.ok ? ack.seq : 0;
    return until(() => {
      expect(this.view.seq).toBeGreaterThanOrEqual(seq);
      return this.view;
    });
  }

  async refusal(said: Said): Promise<string> {
    const ack = await this.command(said);
    expect(ack.ok, `${said.type} was accepted`).toBe(false);
    return ack.ok ? '' : ack.refusal;
  }

  /** Waits for a view of which this holds. */
  sees(holds: (view: RoomView) => boolean, what = String(holds)): Promise<RoomView> {
    return until(() => {
      expect(holds(this.view), what).toBe(true);
      return this.view;
    });
  }

  /** Waits for a view by a later connection than that one. */
  returned(since: number): Promise<RoomView> {
    return until(() => {
      expect(this.#viewedOn).toBeGreaterThan(since);
      return this.view;
    });
  }

  /** Resolves when the connection that there is has ended. */
  ended(): Promise<void> {
    return new Promise((ended) => this.socket.once('disconnect', () => ended()));
  }

  close(): void {
    this.socket.disconnect();
  }
}

export class SheetTap {
  readonly frames: Buffer[] = [];
  code: number | null = null;
  /** What came with the code. */
  reason = '';
  /** Resolves with the code. */
  readonly closed: Promise<number>;
  readonly #ws: WebSocket;

  constructor(url: string, headers: Record<string, string>) {
    this.#ws = new WebSocket(url, { headers });
    this.#ws.on('open', () => this.#ws.send(syncFrame(0, Y.encodeStateVector(new Y.Doc()))));
    this.#ws.on('message', (data: Buffer) => this.frames.push(data));
    this.#ws.on('error', () => undefined);
    this.closed = new Promise((closed) =>
      this.#ws.on('close', (code, reason) => {
        this.reason = reason.toString();
        closed((this.code = code));
      }),
    );
    onTestFinished(() => this.#ws.terminate());
  }

  send(frame: Uint8Array): void {
    this.#ws.send(frame);
  }

  /** What has come, as far as it is text. */
  get text(): string {
    return this.frames.map((frame) => frame.toString('latin1')).join('\n');
  }
}
