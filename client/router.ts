/** The addresses of the app and the page each of them shows. */

import { createRouter } from 'sv-router';
import NotFound from './pages/NotFound.svelte';

export const { p, navigate, isActive, route } = createRouter({
  '/': () => import('./pages/Home.svelte'),
  '/r/:room': () => import('./pages/Room.svelte'),
  '/r/:room/report': () => import('./pages/Report.svelte'),
  '/progress': () => import('./pages/Progress.svelte'),
  '/you': () => import('./pages/You.svelte'),
  '/s/:room': () => import('./pages/Shared.svelte'),
  '/deck': () => import('./pages/Deck.svelte'),
  '/deck/:card': () => import('./pages/DeckCard.svelte'),
  '*': NotFound,
});
