/** The whole server as a process that a test kills: bundled once, so that it is back within a fraction of a second. */

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { build } from 'vite';
import { threads } from '../../server/vite.config.ts';
import type { Addressed } from './peer.ts';
import { temporaryDirectory } from './stores.ts';

const path = (from: string): string => fileURLToPath(new URL(from, import.meta.url));

/** A folder inside the tree, since what is not bundled is found from there. */
const BUNDLE = path('../../dist/test-server');

async function bundle(): Promise<string> {
  const outDir = `${BUNDLE}-${process.pid}`;
  await build({
    configFile: false,
    root: path('../..'),
    logLevel: 'error',
    plugins: [threads],
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: true,
      outDir,
      minify: false,
      rollupOptions: {
        input: { server: path('./server-child.ts') },
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' },
      },
    },
  });
  return outDir;
}

export class KillableServer implements Addressed {
  readonly file: string;
  readonly #script: string;
  #port = 0;
  #child: ChildProcess | null = null;

  private constructor(script: string, file: string) {
    this.#script = script;
    this.file = file;
  }

  /** Started, with a database of its own; killed for good when the test has finished. */
  static async start(): Promise<KillableServer> {
    const directory = await temporaryDirectory();
    const server = new KillableServer(join(await bundle(), 'server.mjs'), join(directory.path, 'practice-room.sqlite'));
    onTestFinished(async () => {
      await server.kill();
      await directory.remove();
    });
    await server.up();
    return server;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Starts again, on the same file and port. */
  async up(): Promise<void> {
    const child = fork(this.#script, [this.file, `${this.#port}`], { execArgv: [] });
    this.#child = child;
    const [port] = (await Promise.race([once(child, 'message'), ended(child)])) as [number];
    this.#port = port;
  }

  /** As the operating system does it: nothing is said, nothing is flushed. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}

async function ended(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null];
  throw new Error(`the server ended with ${code}`);
}
