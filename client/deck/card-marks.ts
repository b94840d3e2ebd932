/** What a peer should know of a card before choosing it: whether it is new to them, or how they met it. */

import type { Acquaintances } from '../../shared/api.ts';

/** `warn`: asking it again would test memory alone. */
export type CardMark = { text: string; kind: 'new' | 'known' | 'warn' };

/** How one peer met a card, weightiest first; empty while it is new to them. */
export function metBy({ asked, interviewed, read }: Acquaintances): CardMark[] {
  const marks: CardMark[] = [];
  if (asked !== undefined) marks.push({ text: 'You were asked this', kind: 'known' });
  if (interviewed !== undefined) marks.push({ text: 'You have asked this', kind: 'known' });
  // Who asked a card has read its guide: saying so again would say nothing.
  if (read !== undefined && interviewed === undefined) marks.push({ text: 'You read its guide', kind: 'known' });
  return marks;
}

/** The marks of one card for a person who looks through the deck. */
export function marksOf(mine: Acquaintances): CardMark[] {
  const met = metBy(mine);
  return met.length > 0 ? met : [{ text: 'New to you', kind: 'new' }];
}
