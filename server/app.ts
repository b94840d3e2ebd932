/** The server without its surroundings: given a store, a deck and a client, an HTTP server that does not listen yet. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type RequestHandler } from 'express';
import { nanoid } from 'nanoid';
import type { Logger } from 'pino';
import type { PeerId, SheetId } from '../shared/room/ids.ts';
import { roleOf, sheetRight } from '../shared/room/permissions.ts';
import { CLOSE } from '../shared/wire.ts';
import type { Config } from './config.ts';
import type { Deck } from './deck/read.ts';
import { answerErrors, noSuchPath } from './http/answers.ts';
import type { RouteDeps } from './http/deps.ts';
import { sameOrigin, securityHeaders, unkept } from './http/headers.ts';
import { healthRouter } from './http/health.ts';
import { createMetricsServer } from './http/metrics.ts';
import { ownOrigin } from './http/requests.ts';
import { apiRouter } from './http/routes.ts';
import { createIdentities } from './identity.ts';
import { createMetrics } from './metrics.ts';
import { SILENT_MS, TIMEOUTS, watchNewcomers, type Newcomers } from './newcomers.ts';
import { createOriginCheck } from './origin.ts';
import { RefusedError } from './refused.ts';
import { Gateway } from './rooms/gateway.ts';
import { Rooms } from './rooms/rooms.ts';
import { SessionHistory } from './sessions/history.ts';
import type { Store } from './store/store.ts';
import { createSheetChannel, type SheetChannel } from './sheets/channel.ts';
import type { Rights } from './sheets/rights.ts';
import { seedSheet } from './sheets/fold/document.ts';

/** How often passed deadlines are looked for, in ms. */
const DEADLINES_MS = 15_000;
/** Longer than a reload takes. */
const GRACE_MS = 2_000;
/** How long requests in progress may take when the server shuts down, in ms. */
const GOODBYE_MS = 1_000;
/** Bytes of one HTTP body. */
const BODY_BYTES = 64_000;

export interface AppDeps {
  config: Pick<Config, 'publicUrl' | 'port'>;
  store: Store;
  deck: () => Deck;
  log: Logger;
  /** ms since the epoch; the server's only clock. */
  now: () => number;
  /** Until when the server before this one ran; 0 where nothing tells. */
  ranUntil?: number;
  /** How long somebody may be without a socket before they have left, in ms. */
  graceMs?: number;
  /** How long a connection may say nothing, in ms. */
  silentMs?: number;
  /** Serves the pages; given the HTTP server, for a development server's own socket. */
  client?: (http: Server) => Promise<Pages>;
}

export interface Pages {
  handler: RequestHandler;
  ownsSocket?: (path: string) => boolean;
  inlineScripts?: boolean;
  /** The page of the file that holds a finished session; without it there are no such files. */
  sessionPage?: string;
}

export interface App {
  http: Server;
  /** Answers `/metrics`; does not listen either, and need not. */
  metrics: Server;
  /** Refuses readiness and tells the sockets; everything goes on working. */
  drain(): void;
  /** Writes what is left, and closes everything but the store. */
  close(): Promise<void>;
}

export async function createApp(deps: AppDeps): Promise<App> {
  const web = express();
  const http = createServer(TIMEOUTS, web);
  const silentMs = deps.silentMs ?? SILENT_MS;
  const newcomers = watchNewcomers(http, silentMs);
  const core = createCore(deps, http);
  const { rooms, onFault } = core;
  let draining = false;
  const channels = createChannels(core, http, { graceMs: deps.graceMs ?? GRACE_MS, silentMs, newcomers });
  const { channel, gateway } = channels;
  const unsubscribe = rooms.subscribe((room, { checkRights, record }) => {
    if (checkRights) channel.recheck(room.state.room).catch(onFault);
    for (const sheet of record) channel.recording(sheet).catch((error: unknown) => draining || onFault(error));
  });

  const pages = await deps.client?.(http);
  routeUpgrades(http, channel, newcomers, pages);
  web.use(healthRouter(() => draining));
  serve(web, core, routeDeps(core, channels, pages), pages);
  const stopDeadlines = await meetDeadlines(rooms, onFault);

  const metrics = createMetricsServer(core.metrics.registry, onFault);
  return {
    http,
    metrics,
    drain() {
      draining = true;
      gateway.drain();
    },
    async close() {
      draining = true;
      stopDeadlines();
      unsubscribe();
      metrics.close();
      metrics.closeAllConnections();
      await channel.close();
      const stragglers = setTimeout(() => http.closeAllConnections(), GOODBYE_MS);
      await gateway.close();
      clearTimeout(stragglers);
    },
  };
}

/** What every channel shares. */
function createCore({ config, store, deck, log, now, ranUntil = 0 }: AppDeps, http: Server) {
  const away = ranUntil > 0 ? { from: ranUntil, to: now() } : null;
  const secure = config.publicUrl?.protocol === 'https:';
  const card = (slug: string) => {
    const found = deck().cards.get(slug);
    return found && { card: found, version: deck().version(found) };
  };
  const topics = () => new Set(deck().areas.flatMap((area) => area.topics));
  return {
    store,
    deck,
    log,
    now,
    secure,
    publicUrl: config.publicUrl,
    openToNetwork: () => config.publicUrl === null && listensEverywhere(http),
    originCheck: createOriginCheck(config.publicUrl),
    identities: createIdentities(store, { secure, port: () => portOf(http, config), now, id: nanoid }),
    rooms: new Rooms({
      ...{ store, card, topics, now, away },
      version: (own) => deck().version(own),
      seed: seedSheet,
      id: nanoid,
    }),
    metrics: createMetrics(),
    onFault: (error: unknown) => log.error({ err: error }, 'fault'),
  };
}
type Core = ReturnType<typeof createCore>;

interface ChannelOptions {
  graceMs: number;
  silentMs: number;
  newcomers: Newcomers;
}

/** The sockets: sheets and rooms. */
function createChannels(core: Core, http: Server, { newcomers, ...times }: ChannelOptions) {
  const { store, rooms, identities, originCheck, metrics, now, log, onFault } = core;
  const channel = createSheetChannel({
    store: metrics.timed(store),
    rights: rightsIn(rooms),
    async identify(request) {
      const peer = await identities.identify(request.headers.cookie).catch((error: unknown) => {
        if (error instanceof RefusedError) return null;
        throw error;
      });
      if (peer) newcomers.known(request.socket);
      return peer;
    },
    originCheck: (request) => originCheck(request.headers),
    log,
    now,
  });
  const onRefused = metrics.refused;
  const onKnown = newcomers.known;
  const gateway = new Gateway({ http, rooms, identities, originCheck, now, ...times, onKnown, onRefused, onFault });
  metrics.watch({ roomSockets: () => gateway.sockets(), sheets: () => channel.stats() });
  return { channel, gateway };
}
type Channels = ReturnType<typeof createChannels>;

/** The room channel takes its own upgrades; what nobody takes is closed. */
function routeUpgrades(http: Server, channel: SheetChannel, newcomers: Newcomers, pages: Pages | undefined): void {
  http.on('upgrade', (request, socket, head) => {
    const path = request.url ?? '';
    if (path.startsWith('/yjs/')) return channel.handleUpgrade(request, socket, head);
    // Socket.IO closes what names no session of its, and ends a session that does not enter a room in time.
    const isOfSession = path.startsWith('/socket.io/') && /[?&]sid=/.test(path);
    if (isOfSession || pages?.ownsSocket?.(path)) newcomers.known(request.socket);
    if (!path.startsWith('/socket.io/') && !pages?.ownsSocket?.(path)) socket.destroy();
  });
}

function routeDeps(core: Core, { channel, gateway }: Channels, pages: Pages | undefined): RouteDeps {
  const { store, deck, identities, rooms, now, publicUrl, openToNetwork, onFault, log } = core;
  /** A report without figures is better than none. */
  const figures = (sheet: SheetId) =>
    channel.figures(sheet).catch((error: unknown) => {
      onFault(error);
      return null;
    });
  const history = new SessionHistory({ store, figures, now });
  return {
    ...{ identities, store, rooms, deck, now, history, figures, openToNetwork },
    base: (request) => publicUrl?.origin ?? ownOrigin(request),
    sheetText: (sheet) => channel.text(sheet),
    recording: (sheet) => channel.recording(sheet),
    earlier: (sheet) => channel.earlier(sheet),
    sessionPage: pages?.sessionPage ?? null,
    renamed: (peer) => rooms.rename(peer),
    async erase(peer: PeerId) {
      const erased = await rooms.erase(peer);
      history.forget(peer);
      if (erased.pending) log.warn('an erasure is pending: another process is reading the database');
      return erased;
    },
    readmit(peer: PeerId) {
      gateway.readmit(peer);
      channel.readmit(peer);
    },
  };
}

function serve(web: Express, { secure, originCheck, onFault }: Core, deps: RouteDeps, pages: Pages | undefined): void {
  web.set('trust proxy', 'loopback');
  web.disable('x-powered-by');
  web.use(securityHeaders(secure, pages?.inlineScripts ?? false));
  web.use('/api', unkept, sameOrigin(originCheck), express.json({ limit: BODY_BYTES, type: () => true }));
  web.use('/api', apiRouter(deps));
  if (pages) web.use(pages.handler);
  web.use(noSuchPath, answerErrors(onFault));
}

/** Now, and from time to time. @returns ends it */
async function meetDeadlines(rooms: Rooms, onFault: (error: unknown) => void): Promise<() => void> {
  const meet = () => rooms.meetDeadlines().catch(onFault);
  const timer = setInterval(meet, DEADLINES_MS).unref();
  await meet();
  return () => clearInterval(timer);
}

/** The port that people use. */
function portOf(http: Server, { publicUrl, port }: AppDeps['config']): number {
  if (publicUrl) return Number(publicUrl.port) || (publicUrl.protocol === 'https:' ? 443 : 80);
  const address = http.address();
  return typeof address === 'object' && address ? address.port : port;
}

/** On each address that this machine has. */
function listensEverywhere(http: Server): boolean {
  const address = http.address();
  return typeof address === 'object' && (address?.address === '0.0.0.0' || address?.address === '::');
}

/** Where the server listens, for people. */
export const urlOf = (http: Server, publicUrl: URL | null): string => {
  if (publicUrl) return publicUrl.origin;
  const { address, port, family } = http.address() as AddressInfo;
  if (address === '0.0.0.0' || address === '::' || address === '127.0.0.1') return `http://localhost:${port}`;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
};

const rightsIn = (rooms: Rooms): Rights => ({
  async in(sheet) {
    const room = await rooms.ofSheet(sheet);
    if (!room) return () => ({ ok: false, close: CLOSE.noSuchSheet });
    return (peer) => {
      const right = sheetRight(room.state, sheet, peer);
      const seat = roleOf(room.state, peer);
      if (right === null || seat === null) return { ok: false, close: CLOSE.notYours };
      return { ok: true, room: room.state.room, right, seat, name: room.shownNames().get(peer) ?? '' };
    };
  },
});
