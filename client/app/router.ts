/** The addresses of the app and the page each of them shows. */

import { createRouter } from 'sv-router';
import NotFound from './NotFound.svelte';

export const { navigate, route } = createRouter({
  '/': () => import('../home/HomePage.svelte'),
  '/r/:room': () => import('./RoomPage.svelte'),
  '/r/:room/report': () => import('../debrief/ReportPage.svelte'),
  '/progress': () => import('../progress/ProgressPage.svelte'),
  '/you': () => import('../me/MePage.svelte'),
  '/s/:room': () => import('../debrief/SharedReportPage.svelte'),
  '/deck': () => import('../deck/DeckPage.svelte'),
  '/deck/:card': () => import('../deck/CardPage.svelte'),
  '*': NotFound,
});
