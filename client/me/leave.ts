/** Clears this browser of what it kept for a person who deleted themselves: invites, drafts, copies of sheets. */

import { forgetAll } from '../ui/kept.ts';
import { currentTheme, setTheme } from '../ui/theme.svelte.ts';

/** How the editor names its copies of sheets. */
const SHEETS = 'practice-room/sheet/';

export async function clearBrowser(): Promise<void> {
  forgetAll();
  // Light or dark is nobody's secret.
  setTheme(currentTheme());
  if (typeof indexedDB === 'undefined') return;
  const databases = await indexedDB.databases().catch(() => []);
  await Promise.all(databases.map(({ name }) => (name?.startsWith(SHEETS) ? deleted(name) : undefined)));
}

/** Resolves also where another tab still has it open: it goes as soon as that one is closed. */
function deleted(name: string): Promise<void> {
  return new Promise((done) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = request.onerror = request.onblocked = () => done();
  });
}
