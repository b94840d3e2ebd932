/** Pings every socket, and cuts off those that have not answered by the next ping. */

import type { WebSocket } from 'ws';

export interface KeepAlive {
  watch(ws: WebSocket): void;
  stop(): void;
}

/**
 * Thousands of sockets that are pinged at once, and answer at once, hold up what is typed for a third of a second: each
 * interval has so many turns.
 */
const TURNS = 60;

/**
 * @param each called for every socket with every ping
 * @param silent called for every socket that is cut off
 */
export function keepAlive(intervalMs: number, each: (ws: WebSocket) => void, silent: () => void): KeepAlive {
  /** Whether each has answered its last ping, by the turn in which it gets the next. */
  const turns = Array.from({ length: TURNS }, () => new Map<WebSocket, boolean>());
  let turn = 0;
  let watched = 0;
  const turnOf = (n: number): Map<WebSocket, boolean> => turns[n % TURNS] as Map<WebSocket, boolean>;
  /** In the later half of the interval from now on: it has only just been heard, and others may have come with it. */
  const firstTurn = (): number => turn + TURNS / 2 + (watched++ % (TURNS / 2));

  const timer = setInterval(() => {
    const answered = turnOf(turn++);
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
  }, intervalMs / TURNS).unref();

  return {
    watch(ws) {
      const answered = turnOf(firstTurn());
      answered.set(ws, true);
      ws.on('pong', () => answered.set(ws, true));
      ws.on('close', () => answered.delete(ws));
    },
    stop: () => clearInterval(timer),
  };
}
