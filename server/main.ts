/** The composition root: configuration, the concrete store and deck, listening, and an orderly end. */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Router } from 'express';
import { pino, type Logger } from 'pino';
import { createApp, urlOf, type App, type AppDeps } from './app.ts';
import { lastInstant, rememberInstants, steadyClock } from './clock.ts';
import { ConfigError, readConfig, type Config } from './config.ts';
import { readKeptDeck } from './deck/kept.ts';
import { DeckFaults, readDeck, type Deck } from './deck/read.ts';
import { stillDeck, watchDeck, type LiveDeck } from './deck/watch.ts';
import { clientRouter } from './http/client.ts';
import { pythonRouter } from './http/python.ts';
import { DataFolder, FolderInUse } from './store/sqlite/data-folder.ts';
import { openSqliteStore } from './store/sqlite/open.ts';
import { logOf } from './store/sqlite/soundness.ts';
import { troubleWith } from './store/sqlite/trouble.ts';
import type { Store } from './store/store.ts';

const VITE_CONFIG = fileURLToPath(new URL('../client/vite.config.ts', import.meta.url));
/** This file runs as it is written, or as part of what is built. */
const isBuilt = !import.meta.url.endsWith('.ts');
const BUILT = new URL(isBuilt ? '../' : '../dist/', import.meta.url);
const CLIENT_DIR = fileURLToPath(new URL('client', BUILT));
const SESSION_PAGE = fileURLToPath(new URL('offline/session.html', BUILT));
const PYTHON_DIR = fileURLToPath(new URL('python', BUILT));
/** In the folder that is emptied before the server is built again. */
const KEPT_DECK = fileURLToPath(new URL('server/deck.json', BUILT));

/** How long `readyz` says 503 before the sockets close, so that a proxy can notice, in ms. */
const DRAIN_MS = 1_000;

const developing = process.argv.includes('--dev');

/** Ends a start that cannot succeed, in words and with the exit code of a wrong setting. */
function stop(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

function configuration(): Config {
  try {
    process.loadEnvFile();
  } catch {
    // There need not be an .env file.
  }
  try {
    return readConfig(process.env);
  } catch (error) {
    if (error instanceof ConfigError) stop(error.message);
    throw error;
  }
}

function soundDeck({ deckDirs }: Config): Deck {
  try {
    return isBuilt ? readKeptDeck(deckDirs, KEPT_DECK) : readDeck(deckDirs);
  } catch (error) {
    if (error instanceof DeckFaults) stop(`The deck has faults, so the room does not open:\n${error.message}`);
    throw error;
  }
}

function deckOf(config: Config, log: Logger): LiveDeck {
  const deck = soundDeck(config);
  if (!developing) return stillDeck(deck);
  return watchDeck(config.deckDirs, deck, {
    onDeck: ({ cards }) => log.info({ cards: cards.size }, 'deck read again'),
    onFaults: (message) => log.warn(message),
  });
}

/** What a folder fails with that is none, or that this process may not write to. */
const NO_FOLDER = /^(EACCES|EEXIST|ENOTDIR|EPERM|EROFS|SQLITE_CANTOPEN|SQLITE_READONLY)/;

const databaseIn = ({ dataDir }: Config): string => join(dataDir, 'practice-room.sqlite');

/** Before anything in it is opened: edits would be lost if two processes wrote to one database. */
function holdFolder({ dataDir }: Config): DataFolder {
  try {
    return new DataFolder(dataDir);
  } catch (error) {
    const { code = '' } = error as { code?: string };
    if (error instanceof FolderInUse) stopFor(dataDir, error, 'Stop it, or choose another folder with DATA_DIR=…');
    if (NO_FOLDER.test(code)) stopFor(dataDir, error, 'It must be a folder that this server can write to.');
    return stop(troubleWith(join(dataDir, 'practice-room.lock'), error));
  }
}

async function storeIn(config: Config, folder: DataFolder): Promise<Store> {
  const file = databaseIn(config);
  try {
    return await openSqliteStore(file, !folder.wasReleased);
  } catch (error) {
    folder.giveUp();
    return stop(troubleWith(file, error));
  }
}

function stopFor(dataDir: string, error: unknown, advice: string): never {
  const reason = (error instanceof Error ? error.message : String(error)).replaceAll('\n', ' ');
  stop(`DATA_DIR is "${dataDir}": ${reason}. ${advice}`);
}

/** Vite as a middleware of ours, so that one port serves all. */
const developmentClient: AppDeps['client'] = async (http) => {
  const { createServer } = await import('vite');
  const vite = await createServer({
    configFile: VITE_CONFIG,
    // Its own copy of the configuration, made and deleted at each start, would look like a change to the watcher of
    // this process.
    configLoader: 'native',
    server: { middlewareMode: true, hmr: { server: http, path: '/vite-hmr' } },
    appType: 'spa',
  });
  return {
    handler: Router().use(pythonRouter(PYTHON_DIR), vite.middlewares),
    ownsSocket: (path) => path.startsWith('/vite-hmr'),
    inlineScripts: true,
    sessionPage: await readFile(SESSION_PAGE, 'utf8'),
  };
};

const builtClient: AppDeps['client'] = async () => ({
  handler: Router().use(pythonRouter(PYTHON_DIR), clientRouter(CLIENT_DIR)),
  sessionPage: await readFile(SESSION_PAGE, 'utf8'),
});

/** What listening fails with where HOST is no address, or one of another machine. */
const NO_ADDRESS = ['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL', 'EAFNOSUPPORT'];

/** Whatever HOST is: /metrics tells how busy the process is, and so what the interviewer does. */
const METRICS_HOST = '127.0.0.1';

async function listen(server: Server, setting: string, port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') throw new CannotListen(`${setting} ${port} on ${host} is in use.`, setting);
    if (error.code === 'EACCES')
      throw new CannotListen(
        `${setting} is ${port}, which needs rights this process does not have. Choose one from 1024.`,
      );
    if (NO_ADDRESS.includes(error.code ?? ''))
      throw new CannotListen(`HOST is "${host}": it must be an address of this machine.`);
    throw error;
  });
}

async function listenOn(app: App, { port, host, metricsPort }: Config): Promise<void> {
  await listen(app.http, 'PORT', port, host);
  if (metricsPort !== null) await listen(app.metrics, 'METRICS_PORT', metricsPort, METRICS_HOST);
}

class CannotListen extends Error {
  /** The setting whose port another process listens on. */
  readonly taken: string | undefined;

  constructor(message: string, taken?: string) {
    super(message);
    this.taken = taken;
  }
}

/**
 * What to do about a port in use, once this process has closed the database. A log that is still there belongs to
 * another process that has it open, perhaps a server of a version that took no lock: two must not share a folder.
 */
function adviceFor(config: Config, setting: string): string {
  if (!existsSync(logOf(databaseIn(config)))) return `Choose another with ${setting}=…`;
  return `Another process has the database in DATA_DIR "${config.dataDir}" open: if that is this server, use it or stop it.`;
}

async function main(): Promise<void> {
  const config = configuration();
  const log = pino();
  const deck = deckOf(config, log);
  const folder = holdFolder(config);
  const store = await storeIn(config, folder);
  const ranUntil = Math.max(lastInstant(config.dataDir), await store.lastEventAt());
  const now = steadyClock(ranUntil);
  const forgetClock = rememberInstants(config.dataDir, now);
  const app = await createApp({
    config,
    now,
    ranUntil,
    store,
    deck: deck.current,
    log,
    client: developing ? developmentClient : builtClient,
  });
  await listenOn(app, config).catch(async (error: unknown) => {
    await app.close();
    await store.close();
    folder.release();
    if (!(error instanceof CannotListen)) throw error;
    stop(error.taken === undefined ? error.message : `${error.message} ${adviceFor(config, error.taken)}`);
  });
  const url = urlOf(app.http, config.publicUrl);
  const metrics = config.metricsPort === null ? {} : { metrics: `${urlOf(app.metrics, null)}/metrics` };
  folder.announce(url);
  log.info({ url, cards: deck.current().cards.size, ...metrics }, 'ready');

  const end = async (signal: string) => {
    log.info({ signal }, 'draining');
    app.drain();
    if (!developing) await delay(DRAIN_MS);
    await app.close();
    await store.close();
    forgetClock();
    folder.release();
    deck.close();
    process.exit(0);
  };
  // npm passes on a Ctrl-C that the terminal has sent to this process too: the second one must not cut the first one's
  // work short.
  let ending: Promise<void> | undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void (ending ??= end(signal)));
}

await main();
