/** `npm start` runs it before the server: builds the pages and the server where they are not up to date, and says so. */

import { staleOf } from './stamp.ts';

/** What builds takes as long to load as all that a start with nothing to build does. */
async function buildNow(): Promise<void> {
  const [{ pino }, { buildStale }] = await Promise.all([import('pino'), import('./building.ts')]);
  pino().info('building');
  await buildStale();
}

if (staleOf().length > 0) {
  await buildNow().catch((error: unknown) => {
    process.stderr.write(`The build failed.\n${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  });
}
