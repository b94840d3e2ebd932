/** The keys of a round, and pressing them while the editor has the focus. */

import { runKey } from '../ui/keys.ts';

/** The beats that have a key of their own. */
export const BEAT_KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => `Alt+${digit}`);

/** Runs the room's Alt keys before the editor sees them: emacs keys claim Alt too, and a Mac types characters with it. */
export function runAltKey(event: KeyboardEvent): void {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
  runKey(event);
  if (event.defaultPrevented) event.stopPropagation();
}
