/** The server without its surroundings: given a store, a deck and a client, an HTTP server that does not listen yet. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Request, type RequestHandler } from 'express';
import helmet from 'helmet';
import { nanoid } from 'nanoid';
import type { Logger } from 'pino';
import type { PeerId, SheetId } from '../shared/room/ids.ts';
import { roleOf, sheetRight } from '../shared/room/permissions.ts';
import { CLOSE } from '../shared/protocol.ts';
import type { Config } from './config.ts';
import type { Deck } from './deck/read.ts';
import { answerErrors, noSuchPath } from './http/answers.ts';
import { deckRouter, roomCardsRouter } from './http/deck.ts';
import { exportRouter } from './http/export.ts';
import { healthRouter } from './http/health.ts';
import { identityRouter } from './http/identity.ts';
import { momentsRouter } from './http/moments.ts';
import { Practised } from './http/practised.ts';
import { progressRouter } from './http/progress.ts';
import { reachRouter } from './http/reach.ts';
import { recordingsRouter } from './http/recordings.ts';
import { reportsRouter } from './http/reports.ts';
import { roomsRouter } from './http/rooms.ts';
import { reportLinksRouter, sharedRouter } from './http/sharing.ts';
import { timelinesRouter } from './http/timelines.ts';
import { transferRouter } from './http/transfer.ts';
import { createIdentities } from './identity.ts';
import { createMetrics } from './metrics.ts';
import { createOriginCheck } from './origin.ts';
import { RefusedError } from './refused.ts';
import { Gateway } from './rooms/gateway.ts';
import { Rooms } from './rooms/rooms.ts';
import type { Store } from './store/store.ts';
import { createSheetChannel } from './sheets/channel.ts';
import type { Rights } from './sheets/rights.ts';
import { seedSheet } from './sheets/fold/document.ts';

/** How often passed deadlines are looked for, in ms. */
const DEADLINES_MS = 15_000;
/** Longer than a reload takes. */
const GRACE_MS = 2_000;
/** How long requests under way may take when the server goes down, in ms. */
const GOODBYE_MS = 1_000;
/** Bytes of one HTTP body. */
const BODY_BYTES = 64_000;

export interface AppParts {
  config: Pick<Config, 'publicUrl' | 'port'>;
  store: Store;
  deck: () => Deck;
  log: Logger;
  /** ms since the epoch; the server's only clock. */
  now?: () => number;
  /** How long somebody may be without a socket before they have left, in ms. */
  graceMs?: number;
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
  /** Refuses readiness and tells the sockets; everything goes on working. */
  drain(): void;
  /** Writes what is left, and closes everything but the store. */
  close(): Promise<void>;
}

export async function createApp({
  config,
  store,
  deck,
  log,
  client,
  now = Date.now,
  graceMs = GRACE_MS,
}: AppParts): Promise<App> {
  const secure = config.publicUrl?.protocol === 'https:';
  const originAllowed = createOriginCheck(config.publicUrl);
  const identities = createIdentities(store, { secure, now, id: nanoid });
  const metrics = createMetrics();
  const onFault = (error: unknown) => log.error({ err: error }, 'fault');
  let draining = false;

  const card = (slug: string) => {
    const found = deck().cards.get(slug);
    return found && { card: found, version: deck().version(found) };
  };
  const rooms = new Rooms({ store, card, version: (own) => deck().version(own), seed: seedSheet, now, id: nanoid });

  const web = express();
  const http = createServer(web);
  const channel = createSheetChannel({
    store: metrics.timed(store),
    rights: rightsIn(rooms),
    identify: (request) => identities.identify(request.headers.cookie),
    originAllowed: (request) => originAllowed(request.headers),
    log,
  });
  const gateway = new Gateway({
    http,
    rooms,
    identities,
    originAllowed,
    now,
    graceMs,
    onRefused: metrics.refused,
    onFault,
  });
  metrics.watch({ roomSockets: () => gateway.sockets(), sheets: () => channel.stats() });
  const unsubscribe = rooms.subscribe((room, { checkRights, record }) => {
    if (checkRights) channel.recheck(room.state.room).catch(onFault);
    for (const sheet of record) channel.recording(sheet).catch((error: unknown) => draining || onFault(error));
  });

  const pages = await client?.(http);
  http.on('upgrade', (request, socket, head) => {
    const path = request.url ?? '';
    if (path.startsWith('/yjs/')) return channel.handleUpgrade(request, socket, head);
    if (!path.startsWith('/socket.io/') && !pages?.ownsSocket?.(path)) socket.destroy();
  });

  const base = (request: Request) => config.publicUrl?.origin ?? ownOrigin(request);
  /** A report without figures is better than none. */
  const figures = (sheet: SheetId) =>
    channel.figures(sheet).catch((error: unknown) => {
      onFault(error);
      return null;
    });
  const erase = async (peer: PeerId) => {
    await rooms.erase(peer);
    practised.forget(peer);
  };
  const practised = new Practised({ store, figures, now });
  const sheetText = (sheet: SheetId) => channel.text(sheet);
  const recording = (sheet: SheetId) => channel.recording(sheet);
  const shared = { identities, store, rooms, deck, now, figures, practised, sheetText, recording };
  const readmit = (peer: PeerId) => {
    gateway.readmit(peer);
    channel.readmit(peer);
  };
  web.set('trust proxy', 'loopback');
  web.disable('x-powered-by');
  web.use(healthRouter({ draining: () => draining, metrics: metrics.registry }));
  web.use(headers(secure, pages?.inlineScripts ?? false));
  web.use('/api', unkept, sameOrigin(originAllowed), express.json({ limit: BODY_BYTES, type: () => true }));
  web.use('/api/me', exportRouter(shared));
  web.use('/api/me', transferRouter({ ...shared, base, readmit }));
  web.use('/api/me', identityRouter({ ...shared, renamed: (peer) => rooms.rename(peer), erase }));
  web.use('/api/deck', deckRouter(shared));
  web.use('/api/progress', progressRouter(shared));
  web.use('/api/reach', reachRouter(base));
  web.use('/api/rooms', roomCardsRouter(shared));
  web.use('/api/rooms', reportsRouter({ ...shared, sessionPage: pages?.sessionPage }));
  web.use('/api/rooms', reportLinksRouter({ ...shared, base }));
  web.use('/api/shared', sharedRouter(shared));
  web.use('/api/rooms', momentsRouter(shared));
  web.use('/api/rooms', timelinesRouter(shared));
  web.use('/api/rooms', recordingsRouter(shared));
  web.use('/api/rooms', roomsRouter({ ...shared, base }));
  web.use('/api', noSuchPath);
  if (pages) web.use(pages.handler);
  web.use(noSuchPath, answerErrors(onFault));

  const meetDeadlines = () => rooms.meetDeadlines().catch(onFault);
  const deadlines = setInterval(meetDeadlines, DEADLINES_MS).unref();
  await meetDeadlines();

  return {
    http,
    drain() {
      draining = true;
      gateway.drain();
    },
    async close() {
      draining = true;
      clearInterval(deadlines);
      unsubscribe();
      await channel.close();
      const stragglers = setTimeout(() => http.closeAllConnections(), GOODBYE_MS);
      await gateway.close();
      clearTimeout(stragglers);
    },
  };
}

/** Where the server listens, for people. */
export const urlOf = (http: Server, publicUrl: URL | null): string => {
  if (publicUrl) return publicUrl.origin;
  const { address, port, family } = http.address() as AddressInfo;
  if (address === '0.0.0.0' || address === '::' || address === '127.0.0.1') return `http://localhost:${port}`;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
};

/** The address a request was made to. @throws RefusedError where its Host is none */
function ownOrigin({ protocol, headers }: Request): string {
  const origin = `${protocol}://${headers.host ?? 'localhost'}`;
  if (!URL.canParse(origin)) throw new RefusedError('malformed', 'The Host header is no host.');
  return origin;
}

const rightsIn = (rooms: Rooms): Rights => ({
  async in(sheet) {
    const room = await rooms.ofSheet(sheet);
    if (!room) return () => ({ ok: false, close: CLOSE.noSuchSheet });
    return (peer) => {
      const right = sheetRight(room.state, sheet, peer);
      const seat = roleOf(room.state, peer);
      if (right === null || seat === null) return { ok: false, close: CLOSE.notYours };
      return { ok: true, room: room.state.room, right, seat, name: room.names.get(peer) ?? '' };
    };
  },
});

/** A guide that a browser kept would outlive the seat that it was read from. */
const unkept: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

const sameOrigin =
  (allowed: ReturnType<typeof createOriginCheck>): RequestHandler =>
  (request, _response, next) => {
    if (!allowed(request.headers)) {
      throw new RefusedError(
        'foreign-origin',
        'This request comes from a page of another site, so it is not carried out.',
      );
    }
    next();
  };

/** Plain http on a local network must work: what demands TLS is sent only where there is TLS. */
function headers(secure: boolean, inlineScripts: boolean): RequestHandler {
  const policy = {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      // CodeMirror and the dialogs set styles from script.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  };
  return helmet({
    contentSecurityPolicy: inlineScripts ? false : policy,
    strictTransportSecurity: secure,
    crossOriginOpenerPolicy: secure,
    originAgentCluster: secure,
  });
}
