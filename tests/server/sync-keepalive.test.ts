/** Pings, without a network: when each socket gets one, and which are cut off. */

import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { keepAlive } from '../../server/keepalive.ts';

const INTERVAL = 15_000;

class Socket extends EventEmitter {
  pings = 0;
  cut = false;
  answers = true;
  ping(): void {
    this.pings++;
    if (this.answers) this.emit('pong');
  }
  terminate(): void {
    this.cut = true;
    this.emit('close');
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched(count: number, silent: () => void = () => undefined) {
  const alive = keepAlive(INTERVAL, () => undefined, silent);
  const sockets = Array.from({ length: count }, () => new Socket());
  for (const socket of sockets) alive.watch(socket as unknown as WebSocket);
  return { alive, sockets };
}

it('[SHEET-11] pings every socket once an interval, and never many of them at once or right away', () => {
  const { alive, sockets } = watched(600);
  let before = 0;
  let most = 0;
  for (let ms = 0; ms < INTERVAL; ms += 10) {
    vi.advanceTimersByTime(10);
    const now = sockets.reduce((sum, { pings }) => sum + pings, 0);
    most = Math.max(most, now - before);
    before = now;
    if (ms < INTERVAL / 3) expect(now).toBe(0);
  }
  expect(sockets.every(({ pings }) => pings === 1)).toBe(true);
  expect(most).toBeLessThanOrEqual(20);
  alive.stop();
});

it('[SHEET-11] cuts off who has not answered by the next ping, and forgets who has gone', () => {
  const silent = vi.fn();
  const { alive, sockets } = watched(3, silent);
  const [mute, gone, well] = sockets;
  if (mute) mute.answers = false;
  gone?.emit('close');
  vi.advanceTimersByTime(2 * INTERVAL);
  expect(sockets.map(({ cut }) => cut)).toEqual([true, false, false]);
  expect(silent).toHaveBeenCalledTimes(1);
  expect([gone?.pings, well?.pings]).toEqual([0, 2]);
  alive.stop();
});
