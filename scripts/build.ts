/** Builds into dist/ what is not up to date there, one process at a time. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { pino } from 'pino';
import { build } from 'vite';
import { clearStamp, hashOf, ROOT, staleOf, writeStamp, type Part } from './stamp.js';

/** How long a start waits for the build of another one, in ms. */
const TURN_MS = 300_000;

/** @throws Error with what the bundler said; what it was building counts as not built then */
export async function buildStale(parts?: readonly Part[], root = ROOT, how = withVite): Promise<void> {
  if (staleOf(parts, root).length === 0) return;
  const release = inTurn(join(root, 'dist'));
  try {
    // Another start may have built them while this one waited.
    for (const part of staleOf(parts, root)) await buildPart(part, root, how);
  } finally {
    release();
  }
}

async function buildPart(part: Part, root: string, how: typeof withVite): Promise<void> {
  const before = hashOf(part, root);
  clearStamp(part, root);
  await how(part);
  if (hashOf(part, root) !== before) throw new Error('The sources changed during the build. Start again.');
  writeStamp(part, before, root);
}

/** Waits for a lock of SQLite's: the system takes it away from a process that is killed. */
function inTurn(dir: string): () => void {
  mkdirSync(dir, { recursive: true });
  const lock = new Database(join(dir, 'build.lock'), { timeout: TURN_MS });
  lock.exec('BEGIN EXCLUSIVE');
  return () => lock.close();
}

/** Says nothing while it goes well. */
async function withVite({ config }: Part): Promise<void> {
  // Vite would take over what a shell or a test runner has set, and build something else.
  process.env['NODE_ENV'] = 'production';
  await build({ configFile: join(ROOT, config), logLevel: 'silent' });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href && staleOf().length > 0) {
  pino().info('building');
  await buildStale().catch((error: unknown) => {
    process.stderr.write(`The build failed.\n${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  });
}
