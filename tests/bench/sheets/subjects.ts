/** The servers that are compared: how each is started, and what its clients say. */

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start, type Cores, type Running } from './process.ts';

export const SUBJECTS = ['floor', 'echo', 'ours', 'stock', 'stock-leveldb', 'hocuspocus', 'hocuspocus-sqlite'] as const;
export type SubjectName = (typeof SUBJECTS)[number];

/** The servers that others use for the same. */
export const PEERS = ['stock', 'stock-leveldb', 'hocuspocus', 'hocuspocus-sqlite'] as const satisfies SubjectName[];

/**
 * What clients of a server say on the wire: the y-websocket protocol, Hocuspocus' own framing of it, or nothing but
 * frames.
 */
export type Dialect = 'y-websocket' | 'hocuspocus' | 'bare';

interface Subject {
  title: string;
  dialect: Dialect;
  /** What comes before and after a sheet's name in the path of its socket. */
  path: [before: string, after: string];
  /** Whether it wants a cookie, and acknowledges what it has stored: nobody but ours. */
  isOurs: boolean;
  /** Whether a sheet is there again after a start. */
  stores: boolean;
  /** s until it has let go of sheets that everybody has left: our rooms stay in memory for a minute. */
  lingers: number;
  /** What follows `node`. */
  command: string[];
  /** @param data a folder of this start's own */
  env(data: string): Record<string, string>;
}

const TSX = ['--import', 'tsx'];
// Its CommonJS build, which is what it publishes: its sources do not start with the `ws` that this project pins.
const STOCK = ['tests/bench/peers/node_modules/@y/websocket-server/dist/server.cjs'];
const HOCUSPOCUS = ['tests/bench/peers/hocuspocus.mjs'];

const PLAIN = { path: ['/', ''], isOurs: false, stores: false, lingers: 1, env: () => ({}) } satisfies Partial<Subject>;

export interface Folders {
  /** What the floor sends whole. */
  blobs: string;
  deck: string;
}

export const subjects = ({ blobs, deck }: Folders): Record<SubjectName, Subject> => ({
  floor: {
    ...PLAIN,
    title: 'floor (bare ws relay)',
    dialect: 'bare',
    command: [...TSX, 'tests/bench/sheets/servers/floor.ts'],
    env: () => ({ BLOBS: blobs }),
  },
  echo: {
    ...PLAIN,
    title: 'floor (Socket.IO echo)',
    dialect: 'bare',
    command: [...TSX, 'tests/bench/sheets/servers/echo.ts'],
  },
  // As `npm start` starts it, but for the building of the pages.
  ours: {
    title: 'Practice Room (SQLite)',
    dialect: 'y-websocket',
    path: ['/yjs/', '?acks=1'],
    isOurs: true,
    stores: true,
    lingers: 63,
    // With what `npm start` sets.
    command: ['--v8-pool-size=1', '--max-semi-space-size=4', 'dist/server/main.js'],
    env: (data) => ({ DATA_DIR: data, DECK_DIR: deck }),
  },
  stock: { ...PLAIN, title: '@y/websocket-server 0.1.1, in memory', dialect: 'y-websocket', command: STOCK },
  'stock-leveldb': {
    ...PLAIN,
    title: '@y/websocket-server 0.1.1, LevelDB',
    dialect: 'y-websocket',
    stores: true,
    command: STOCK,
    env: (data) => ({ YPERSISTENCE: data }),
  },
  hocuspocus: {
    ...PLAIN,
    title: '@hocuspocus/server 4.7, in memory',
    dialect: 'hocuspocus',
    path: ['/', ''],
    command: HOCUSPOCUS,
  },
  'hocuspocus-sqlite': {
    ...PLAIN,
    title: '@hocuspocus/server 4.7, SQLite',
    dialect: 'hocuspocus',
    stores: true,
    command: HOCUSPOCUS,
    env: (data) => ({ DATA_DIR: data }),
  },
});

/** Returns once the disk has taken what was written and removed before: it must not be part of the next figures. */
const disksAtRest = (): Buffer => execFileSync('sync');

/**
 * Starts a server on a copy of the data that was laid out for it, so that every start finds the same.
 * @param flags for Node
 */
export async function startSubject(
  { command, env }: Subject,
  template: string,
  cores: Cores,
  flags: string[],
): Promise<Running> {
  const data = await mkdtemp(join(tmpdir(), 'bench-data-'));
  if (existsSync(template)) await cp(template, data, { recursive: true });
  disksAtRest();
  const running = await start([...flags, ...command], env(data), cores);
  return {
    ...running,
    async stop() {
      await running.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}
