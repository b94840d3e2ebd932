/**
 * Connections that have not said yet what they want. Each costs a file descriptor, and when those are used up nobody
 * gets in: they are closed after a while, and one address has only so many.
 */

import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { addressKey } from './address.ts';

/** Silent connections of one address: past it the one that has been silent for longest goes. A proxy is one address. */
const SILENT_PER_ADDRESS = 100;
/** How long a connection may say nothing, in ms. */
export const SILENT_MS = 10_000;
/** How long a whole request may take to come, in ms, and how often that is looked at. */
const REQUEST_MS = 30_000;
const CHECK_MS = 2_000;

/** What `createServer` takes: the same for requests that follow on a connection. */
export const TIMEOUTS = {
  headersTimeout: SILENT_MS,
  requestTimeout: REQUEST_MS,
  connectionsCheckingInterval: CHECK_MS,
};

export interface Newcomers {
  /** A socket that is upgraded is a newcomer until somebody is known to be behind it. */
  known(socket: Socket): void;
}

export function watchNewcomers(http: Server, silentMs: number): Newcomers {
  const silent = new Map<string, Set<Socket>>();
  const timers = new WeakMap<Socket, NodeJS.Timeout>();

  function known(socket: Socket): void {
    clearTimeout(timers.get(socket));
    const key = addressKey(socket.remoteAddress);
    silent.get(key)?.delete(socket);
    if (silent.get(key)?.size === 0) silent.delete(key);
  }

  http.on('connection', (socket: Socket) => {
    const key = addressKey(socket.remoteAddress);
    const others = silent.get(key) ?? new Set();
    silent.set(key, others.add(socket));
    timers.set(
      socket,
      setTimeout(() => socket.destroy(), silentMs),
    );
    socket.once('close', () => {
      clearTimeout(timers.get(socket));
      others.delete(socket);
      if (others.size === 0 && silent.get(key) === others) silent.delete(key);
    });
    const [oldest] = others;
    if (others.size > SILENT_PER_ADDRESS) oldest?.destroy();
  });
  http.prependListener('request', (request: IncomingMessage) => {
    if (hasBody(request)) request.once('end', () => known(request.socket));
    else known(request.socket);
  });
  return { known };
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
