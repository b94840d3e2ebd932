/** A list that shows its newest entry: it scrolls to its end when one is added, and stays there while it grows. */

import type { Attachment } from 'svelte/attachments';

/** How close to the end counts as there, in px. */
const NEAR = 8;

/** The list is the last element of what scrolls. */
export const keepsNewest: Attachment<HTMLElement> = (scroller) => {
  const list = scroller.lastElementChild;
  if (!list) return;
  let atEnd = true;
  const toTheEnd = () => {
    if (atEnd) scroller.scrollTop = scroller.scrollHeight;
  };
  const scrolled = () => (atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR);
  let count = list.children.length;
  const added = new MutationObserver((records) => {
    const more = list.children.length > count;
    count = list.children.length;
    if (!more) return;
    const newest = records
      .flatMap(({ addedNodes }) => [...addedNodes].filter((node) => node instanceof Element))
      .at(-1);
    // A note is listed at the time at which it was begun, which may be before the end.
    atEnd = newest === undefined || newest === list.lastElementChild;
    if (atEnd) toTheEnd();
    else newest?.scrollIntoView({ block: 'nearest' });
  });
  // The words of an entry are drawn after it: what a card says is fetched with its Markdown.
  const grown = new ResizeObserver(toTheEnd);
  added.observe(list, { childList: true });
  grown.observe(list);
  grown.observe(scroller);
  scroller.addEventListener('scroll', scrolled, { passive: true });
  toTheEnd();
  return () => {
    added.disconnect();
    grown.disconnect();
    scroller.removeEventListener('scroll', scrolled);
  };
};
