/** A whole server for tests, on a free port of the loopback, with a clock and a log that the test can look at. */

import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { onTestFinished, vi } from 'vitest';
import { type App, type AppDeps, createApp } from '../../server/app.ts';
import type { Store } from '../../server/store/store.ts';
import type { Card } from '../../shared/deck/card.ts';
import { deckOf, TEST_CARDS } from './cards.ts';
import { memoryStore } from './stores.ts';

export interface TestServerOptions {
  store?: Store;
  cards?: Card[];
  publicUrl?: string;
  client?: AppDeps['client'];
  now?: () => number;
  /** Asked at each start: until when the server before ran. */
  ranUntil?: () => number;
  /** How long somebody is missed before they have left, in ms; shorter than in earnest unless said. */
  graceMs?: number;
  /** How long a connection may say nothing, in ms; as in earnest unless said. */
  silentMs?: number;
}

export interface TestServer {
  /** Without a trailing slash. */
  readonly url: string;
  readonly app: App;
  readonly store: Store;
  /** Every line that was logged, as JSON text. */
  readonly log: string[];
  /** Stops, and starts again on the same port with this store, remembering nothing else. */
  restart(reopen: () => Promise<Store>): Promise<void>;
  stop(): Promise<void>;
  /** Where `/metrics` is; listens from the first call on. */
  metricsUrl(): Promise<string>;
}

/** Stops by itself when the test has finished. */
export async function startServer(options: TestServerOptions = {}): Promise<TestServer> {
  const log: string[] = [];
  let store = options.store ?? memoryStore();
  let app = await open(options, store, log);
  const port = await listen(app.http, 0);
  let running = true;
  const server: TestServer = {
    url: `http://127.0.0.1:${port}`,
    get app() {
      return app;
    },
    get store() {
      return store;
    },
    log,
    async restart(reopen) {
      await app.close();
      store = await reopen();
      app = await open(options, store, log);
      await listen(app.http, port);
    },
    async stop() {
      if (running) await app.close();
      running = false;
    },
    async metricsUrl() {
      const { metrics } = app;
      if (!metrics.listening) await listen(metrics, 0);
      return `http://127.0.0.1:${(metrics.address() as AddressInfo).port}`;
    },
  };
  onTestFinished(() => server.stop());
  return server;
}

async function open(
  { cards = TEST_CARDS, publicUrl, client, now = Date.now, ranUntil, graceMs = 150, silentMs }: TestServerOptions,
  store: Store,
  log: string[],
) {
  const deck = deckOf(cards);
  return createApp({
    config: { port: 0, publicUrl: publicUrl === undefined ? null : new URL(publicUrl) },
    store,
    deck: () => deck,
    graceMs,
    log: pino({ level: 'trace' }, { write: (line: string) => log.push(line) }),
    ...(silentMs !== undefined && { silentMs }),
    ...(client && { client }),
    now,
    ...(ranUntil && { ranUntil: ranUntil() }),
  });
}

/** On the loopback. @returns the port */
export async function listen(http: App['http'], port: number): Promise<number> {
  await new Promise<void>((listening) => http.listen(port, '127.0.0.1', listening));
  return (http.address() as AddressInfo).port;
}

/** A clock that stops until the test lets time pass. */
export class TestClock {
  time = Date.UTC(2026, 0, 5, 9);
  readonly now = (): number => this.time;
  pass(ms: number): void {
    this.time += ms;
  }
}

/**
 * Lets no timer of this process fire while something happens: what happens all the same waits for none, on any machine.
 */
export async function withoutTimers(happens: () => Promise<void>): Promise<void> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  await happens();
  vi.useRealTimers();
}

/** Retries until what is asserted holds. */
export const until = <T>(assertion: () => T | Promise<T>, timeout = 8_000): Promise<T> =>
  vi.waitFor(assertion, { timeout, interval: 10 });
