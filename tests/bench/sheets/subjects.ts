/** The servers that are compared: how each is started, and what its clients say. */

import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { start, type Running } from './process.ts';
import type { Dialect } from './wire.ts';

export const SUBJECTS = ['floor', 'ours', 'stock', 'stock-leveldb', 'hocuspocus', 'hocuspocus-sqlite'] as const;
export type SubjectName = (typeof SUBJECTS)[number];

export const TITLES: Record<SubjectName, string> = {
  floor: 'floor (bare ws relay)',
  ours: 'Practice Room (SQLite)',
  stock: '@y/websocket-server 0.1.1, in memory',
  'stock-leveldb': '@y/websocket-server 0.1.1, LevelDB',
  hocuspocus: '@hocuspocus/server 4.7, in memory',
  'hocuspocus-sqlite': '@hocuspocus/server 4.7, SQLite',
};

/** Those that keep what is typed. */
export const STORING: readonly SubjectName[] = ['ours', 'stock-leveldb', 'hocuspocus-sqlite'];

interface Subject {
  dialect: Dialect;
  prefix: string;
  cookies: boolean;
  /** s until nothing of those who left, or of who came in, is kept for their return: our rooms stay in memory for a minute. */
  lingers: number;
  command: string[];
  /** @param data a folder of this start's own */
  env(data: string): Record<string, string>;
}

const TSX = ['--import', 'tsx'];
// Its CommonJS build, which is what it publishes: its sources do not start with the `ws` that this project pins.
const STOCK = ['node_modules/@y/websocket-server/dist/server.cjs'];
const HOCUSPOCUS = [...TSX, 'tests/bench/sheets/servers/hocuspocus.ts'];

export interface Folders {
  /** What the floor sends whole. */
  blobs: string;
  deck: string;
}

export const subjects = ({ blobs, deck }: Folders): Record<SubjectName, Subject> => ({
  floor: {
    dialect: 'bare',
    prefix: '/',
    cookies: false,
    lingers: 1,
    command: [...TSX, 'tests/bench/sheets/servers/floor.ts'],
    env: () => ({ BLOBS: blobs }),
  },
  // As `npm start` does it, but for the building of the pages.
  ours: {
    dialect: 'y-websocket',
    prefix: '/yjs/',
    cookies: true,
    lingers: 63,
    command: [...TSX, 'server/main.ts'],
    env: (data) => ({ DATA_DIR: data, DECK_DIR: deck }),
  },
  stock: { dialect: 'y-websocket', prefix: '/', cookies: false, lingers: 1, command: STOCK, env: () => ({}) },
  'stock-leveldb': {
    dialect: 'y-websocket',
    prefix: '/',
    cookies: false,
    lingers: 1,
    command: STOCK,
    env: (data) => ({ YPERSISTENCE: data }),
  },
  hocuspocus: { dialect: 'hocuspocus', prefix: '/', cookies: false, lingers: 1, command: HOCUSPOCUS, env: () => ({}) },
  'hocuspocus-sqlite': {
    dialect: 'hocuspocus',
    prefix: '/',
    cookies: false,
    lingers: 1,
    command: HOCUSPOCUS,
    env: (data) => ({ DATA_DIR: data }),
  },
});

/** Returns once the disk has taken what was written and removed before: it is not to be part of the next figures. */
const disksAtRest = (): Buffer => execFileSync('sync');

/** Starts a server on a copy of the data that was laid out for it, so that every start finds the same. */
export async function startSubject(
  { command, env }: Subject,
  templates: string,
  name: SubjectName,
  flags: string[],
): Promise<Running> {
  const data = await mkdtemp(join(templates, `run-${name}-`));
  const template = join(templates, name);
  await mkdir(template, { recursive: true });
  await cp(template, data, { recursive: true });
  disksAtRest();
  const running = await start([...flags, ...command], env(data));
  return {
    ...running,
    async stop() {
      await running.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}
