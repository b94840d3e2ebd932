/** The built server as `npm start` runs it: a process of its own, on a free port, with a data folder of its own. */

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** How long a start may take, in ms. */
const START_MS = 30_000;

export class ServerProcess {
  readonly url: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly dataDir: string;
  #child: ChildProcess | undefined;

  private constructor(url: string, dataDir: string, env: NodeJS.ProcessEnv) {
    this.url = url;
    this.dataDir = dataDir;
    this.#env = env;
  }

  /**
   * @param host under which browsers reach it
   * @param told the public URL that the server is told; without it, a host that is not localhost
   */
  static async start(host = 'localhost', told?: string): Promise<ServerProcess> {
    const port = await freePort();
    const url = `http://${host}:${port}`;
    const dataDir = mkdtempSync(join(tmpdir(), 'practice-room-'));
    const publicUrl = told ?? (host === 'localhost' ? '' : url);
    const server = new ServerProcess(url, dataDir, {
      ...process.env,
      ...(publicUrl && { PUBLIC_URL: publicUrl }),
      PORT: `${port}`,
      DATA_DIR: dataDir,
    });
    await server.up();
    return server;
  }

  /** Starts, or starts again on the same data and port; resolves when it says `ready`. */
  async up(): Promise<void> {
    const child = spawn(process.execPath, ['dist/server/main.js'], {
      cwd: ROOT,
      env: this.#env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    const lines = createInterface({ input: child.stdout });
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no "ready" within ${START_MS} ms`)), START_MS);
      lines.on('line', (line) => {
        if (!line.includes('"ready"')) return;
        clearTimeout(late);
        resolve();
      });
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    });
  }

  /** As a crash would. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
