/** How much script a first visit may fetch, gzipped; the files come from the manifest of the built client. */

import { existsSync, readFileSync } from 'node:fs';
import { firstLoad } from './scripts/first-load.ts';

const MANIFEST = 'dist/client/.vite/manifest.json';
if (!existsSync(MANIFEST)) throw new Error(`${MANIFEST} is missing: build the client first`);
const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8'));

const page = (name, limit, ...keys) => ({
  name,
  limit,
  gzip: true,
  path: firstLoad(manifest, ...keys).map((file) => `dist/client/${file}`),
});

/** By the phase in which somebody comes: the others are fetched while the room is idle. */
const room = (phase, part) => page(`room page, first load ${phase}`, '300 kB', 'app/RoomPage.svelte', part);

export default [
  page('home page, first load', '100 kB', 'home/HomePage.svelte'),
  room('in the lobby', 'lobby/LobbyPhase.svelte'),
  room('in a round', 'round/RoundPhase.svelte'),
  room('in the feedback', 'feedback/FeedbackPhase.svelte'),
  room('in the debrief', 'debrief/DebriefPhase.svelte'),
  {
    name: 'file of a session, without the session',
    limit: '700 kB',
    gzip: false,
    brotli: false,
    path: 'dist/offline/session.html',
  },
];
