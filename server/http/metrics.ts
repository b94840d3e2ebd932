/**
 * `/metrics`, on a listener of its own: how busy the process is tells whether the interviewer taps, so nobody in a room
 * may ask.
 */

import { createServer, type RequestListener, type Server } from 'node:http';
import type { Registry } from 'prom-client';
import { isLoopback } from '../origin.ts';

/** @returns an HTTP server that does not listen yet */
export const createMetricsServer = (registry: Registry, onFault: (error: unknown) => void): Server => {
  const answer: RequestListener = (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics' || !isMeant(request.headers.host)) {
      return void response.writeHead(404).end();
    }
    registry.metrics().then(
      (text) =>
        response.writeHead(200, { 'content-type': registry.contentType, 'cache-control': 'no-store' }).end(text),
      (error: unknown) => {
        onFault(error);
        response.writeHead(503).end();
      },
    );
  };
  return createServer(answer);
};

/** A page whose name was made to resolve to the loopback (DNS rebinding) names another host. */
const isMeant = (host: string | undefined): boolean =>
  host !== undefined && URL.canParse(`http://${host}`) && isLoopback(new URL(`http://${host}`).hostname);
