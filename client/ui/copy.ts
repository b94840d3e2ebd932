/** Copies text, also where the page is no secure context (plain http on a local network). */

import { announce } from './announce.svelte.ts';

/** Copies it and says how that went. @param what names it: `link` */
export async function copyAndTell(text: string, what: string, done: string): Promise<boolean> {
  const copied = await copyText(text);
  if (copied) announce(done);
  else announce(`This browser did not allow copying. Select the ${what} and copy it by hand.`, 'error');
  return copied;
}

/** Whether the text reached the clipboard. */
export async function copyText(text: string): Promise<boolean> {
  try {
    if (navigator.clipboard && window.isSecureContext) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // A refused permission leaves the old way.
  }
  return copyBySelection(text);
}

function copyBySelection(text: string): boolean {
  const before = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.setAttribute('readonly', '');
  area.setAttribute('aria-hidden', 'true');
  area.className = 'unseen';
  // Inside an open dialog: its focus trap would take the selection away from anything outside.
  (before?.closest('[role="dialog"]') ?? document.body).append(area);
  area.select();
  // Deprecated, and the only way without a secure context.
  const done = document.execCommand('copy');
  area.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
