/** What the interviewer sent with a card, as the candidate reads it. */

import type { AskView } from '../../shared/room/roomview.ts';

export interface Sent {
  key: string;
  kind: 'hint' | 'fact';
  /** Markdown. */
  text: string;
  at: number;
}

/** The newest first. */
export function sentWith({ hintsGiven, facts }: Pick<AskView, 'hintsGiven' | 'facts'>): Sent[] {
  const hints = hintsGiven.filter(({ how }) => how === 'sent');
  return [
    ...hints.map(({ rung, text, at }) => ({ key: `hint/${rung}`, kind: 'hint' as const, text, at })),
    ...facts.map(({ fact, text, at }) => ({ key: `fact/${fact}`, kind: 'fact' as const, text, at })),
  ].sort((a, b) => b.at - a.at);
}
