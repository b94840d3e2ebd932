/** Builds the client where nobody has: the tests drive what `npm start` would serve. */

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const path = (from: string): string => fileURLToPath(new URL(from, import.meta.url));

export default async function buildClient(): Promise<void> {
  const built = ['client/index.html', 'python/runtime.json', 'offline/session.html'];
  if (built.every((file) => existsSync(path(`../../../dist/${file}`)))) return;
  await build({ configFile: path('../../../client/vite.config.ts'), logLevel: 'warn' });
}
