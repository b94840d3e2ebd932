/** Lists with one stop of the Tab key: the arrow keys, Home and End move in them. */

import { on } from 'svelte/events';
import type { Attachment } from 'svelte/attachments';

const KEYS: Partial<Record<string, (at: number) => number>> = {
  ArrowUp: (at) => at - 1,
  ArrowDown: (at) => at + 1,
  Home: () => 0,
  End: () => Infinity,
};

/** Moves the focus from one entry of a list to another; at either end it stays. @param entries a selector */
export const roving =
  (entries: string): Attachment<HTMLElement> =>
  (list) =>
    on(list, 'keydown', (event) => {
      const to = KEYS[event.key];
      if (!to || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
      const all = [...list.querySelectorAll<HTMLElement>(entries)];
      const at = all.findIndex((entry) => entry === event.target);
      if (at < 0) return;
      event.preventDefault();
      all[Math.min(Math.max(to(at), 0), all.length - 1)]?.focus();
    });
