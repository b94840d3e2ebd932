/** Pings every socket, and cuts off those that have not answered by the next ping. */

import type { WebSocket } from 'ws';

export interface KeepAlive {
  watch(ws: WebSocket): void;
  stop(): void;
}

/**
 * @param each called for every socket with every ping
 * @param silent called for every socket that is cut off
 */
export function keepAlive(intervalMs: number, each: (ws: WebSocket) => void, silent: () => void): KeepAlive {
  const answered = new Map<WebSocket, boolean>();
  const timer = setInterval(() => {
    for (const [ws, alive] of answered) {
      if (!alive) {
        silent();
        ws.terminate();
        continue;
      }
      answered.set(ws, false);
      ws.ping(undefined, undefined, () => undefined);
      each(ws);
    }
  }, intervalMs).unref();
  return {
    watch(ws) {
      answered.set(ws, true);
      ws.on('pong', () => answered.set(ws, true));
      ws.on('close', () => answered.delete(ws));
    },
    stop: () => clearInterval(timer),
  };
}
