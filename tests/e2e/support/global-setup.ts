/** Builds the client where nobody has: the tests drive what `npm start` would serve. */

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const path = (from: string): string => fileURLToPath(new URL(from, import.meta.url));

export default async function buildClient(): Promise<void> {
  if (existsSync(path('../../../dist/client/index.html'))) return;
  await build({ configFile: path('../../../client/vite.config.ts'), logLevel: 'warn' });
}
