/** What a peer should know of a card before choosing it: whether it is new to them, or how they met it. */

import type { Acquaintances } from '../../shared/api.ts';

export type Mark = { text: string; kind: 'new' | 'known' };

/** The marks of one card, weightiest first. */
export function marksOf({ asked, interviewed, read }: Acquaintances): Mark[] {
  const marks: Mark[] = [];
  if (asked !== undefined) marks.push({ text: 'You were asked this', kind: 'known' });
  if (interviewed !== undefined) marks.push({ text: 'You have asked this', kind: 'known' });
  // Who asked a card has read its guide: saying so again would say nothing.
  if (read !== undefined && interviewed === undefined) marks.push({ text: 'You read its guide', kind: 'known' });
  return marks.length ? marks : [{ text: 'New to you', kind: 'new' }];
}
