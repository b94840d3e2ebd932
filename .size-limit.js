/** How much script a first visit may fetch, gzipped; the files come from the manifest of the built client. */

import { existsSync, readFileSync } from 'node:fs';
import { firstLoad } from './scripts/first-load.ts';

const MANIFEST = 'dist/client/.vite/manifest.json';
if (!existsSync(MANIFEST)) throw new Error(`${MANIFEST} is missing: build the client first`);
const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8'));

const page = (name, key, limit) => ({
  name,
  limit,
  gzip: true,
  path: firstLoad(manifest, key).map((file) => `dist/client/${file}`),
});

export default [
  page('home page, first load', 'pages/Home.svelte', '100 kB'),
  page('room page, first load', 'pages/Room.svelte', '300 kB'),
];
