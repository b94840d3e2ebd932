/** Clears this browser of what it kept for a person who deleted themselves: invites, drafts, copies of sheets. */

import { forgetAll } from '../ui/kept.ts';
import { within } from '../ui/within.ts';
import { currentTheme, setTheme } from '../ui/theme.svelte.ts';

/** How the editor names its copies of sheets. */
const SHEETS = 'practice-room/sheet/';
/** How long storage that does not answer is waited for, in ms. */
const ANSWER_MS = 2_000;

export async function clearBrowser(): Promise<void> {
  forgetAll();
  // Light or dark is nobody's secret.
  setTheme(currentTheme());
  const databases = await within(ANSWER_MS, () => indexedDB.databases(), []);
  const sheets = databases.flatMap(({ name }) => (name?.startsWith(SHEETS) ? name : []));
  await Promise.all(sheets.map((name) => within(ANSWER_MS, () => deleted(name), undefined)));
}

/** Resolves also where another tab still has it open: it goes as soon as that one is closed. */
function deleted(name: string): Promise<void> {
  return new Promise((done) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = request.onerror = request.onblocked = () => done();
  });
}
