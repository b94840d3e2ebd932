/** The keys of a round, and pressing them while the editor has the focus. */

import { runKey } from '../ui/keys.ts';

/** The beats that have a key of their own. */
export const BEAT_KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => `Alt+${digit}`);

/**
 * Runs the room's own keys before the editor sees them: those with Alt, which emacs keys use and with which a Mac types
 * characters, and Ctrl or Cmd with Enter, with which an editor begins a new line.
 */
export function runRoomKey(event: KeyboardEvent): void {
  const mod = event.ctrlKey || event.metaKey;
  if (event.defaultPrevented || (event.key === 'Enter' ? !mod || event.altKey : !event.altKey || mod)) return;
  runKey(event);
  if (event.defaultPrevented) event.stopPropagation();
}
