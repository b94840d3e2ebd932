/** The sections of a guide, in the order in which they are needed. */

import type { Guide } from '../../../shared/deck/card.ts';

export type GuideSection = 'prompt' | 'beats' | 'hints' | 'facts' | 'follow-up' | 'red-flag' | 'answer';

export interface SectionTab {
  id: GuideSection;
  label: string;
}

type Sized = Pick<Guide, 'listenFor' | 'hints' | 'facts' | 'followUps' | 'redFlags'>;

/** Those that have something in them. @param rapid its questions come with the prompt */
export function sectionsOf({ listenFor, hints, facts, followUps, redFlags }: Sized, rapid: boolean): SectionTab[] {
  const all: (SectionTab & { has: boolean })[] = [
    { id: 'prompt', label: rapid ? 'Questions' : 'Prompt', has: true },
    { id: 'beats', label: 'Beats', has: listenFor.length > 0 },
    { id: 'hints', label: 'Hints', has: hints.length > 0 },
    { id: 'facts', label: 'Facts', has: facts.length > 0 },
    { id: 'follow-up', label: 'Follow-ups', has: followUps.length > 0 },
    { id: 'red-flag', label: 'Red flags', has: redFlags.length > 0 },
    { id: 'answer', label: 'Answer', has: true },
  ];
  return all.filter(({ has }) => has).map(({ id, label }) => ({ id, label }));
}

/** After the last comes the first. */
export function nextSection(sections: readonly SectionTab[], current: GuideSection): GuideSection {
  const at = sections.findIndex(({ id }) => id === current);
  return sections[(at + 1) % sections.length]?.id ?? current;
}
