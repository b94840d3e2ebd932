/** Lists that scroll sideways, such as tabs: the current entry is in sight. Nothing else of the page scrolls. */

import type { Attachment } from 'svelte/attachments';

/** @param current whether this entry is the one to see */
export const inSight =
  (current: boolean): Attachment<HTMLElement> =>
  (entry) => {
    const list = entry.closest('ul, [role=tablist]');
    if (!current || !list) return;
    const { left, right } = entry.getBoundingClientRect();
    const frame = list.getBoundingClientRect();
    if (left < frame.left) list.scrollLeft -= frame.left - left;
    else if (right > frame.right) list.scrollLeft += right - frame.right;
  };
