/** What the interviewer has tapped and given for one ask, read off the view. */

import type { AskView, MomentView } from '../../shared/room/roomview.ts';
import type { AnswerVerdict, TickedPart } from '../../shared/room/ticks.ts';

/** By the round's clock, in ms; null where another interviewer of this ask gave it. */
export type GivenAt = number | null;

/** When a hint was said and when it was sent: a spoken one can still be sent. */
export type GivenHint = Partial<Record<'spoken' | 'sent', GivenAt>>;

export interface Given {
  /** When each beat was heard, by the round's clock, in ms. */
  beats: ReadonlyMap<number, number>;
  hints: ReadonlyMap<number, GivenHint>;
  /** When each fact was sent. */
  facts: ReadonlyMap<number, GivenAt>;
  /** When each follow-up was ticked as asked, and each red flag as heard. */
  ticked: Readonly<Record<TickedPart, ReadonlyMap<number, number>>>;
  /** How each answer of a rapid fire was judged. */
  answers: ReadonlyMap<number, AnswerVerdict>;
}

export function givenFor(
  { ask, hintsGiven, facts: factsGiven }: Pick<AskView, 'ask' | 'hintsGiven' | 'facts'>,
  moments: readonly MomentView[],
): Given {
  const beats = new Map<number, number>();
  const hints = new Map<number, GivenHint>();
  const facts = new Map<number, GivenAt>(factsGiven.map(({ fact }) => [fact, null]));
  const ticked = { 'follow-up': new Map<number, number>(), 'red-flag': new Map<number, number>() };
  const answers = new Map<number, AnswerVerdict>();
  for (const { rung, how } of hintsGiven) hints.set(rung, { ...hints.get(rung), [how]: null });
  for (const moment of moments) {
    if (!('ask' in moment) || moment.ask !== ask) continue;
    if (moment.kind === 'beat') beats.set(moment.beat, moment.at);
    if (moment.kind === 'hint') hints.set(moment.rung, { ...hints.get(moment.rung), [moment.how]: moment.at });
    if (moment.kind === 'fact') facts.set(moment.fact, moment.at);
    if (moment.kind === 'follow-up' || moment.kind === 'red-flag') ticked[moment.kind].set(moment.index, moment.at);
    if (moment.kind === 'answer') answers.set(moment.index, moment.verdict);
  }
  return { beats, hints, facts, ticked, answers };
}

/** The weakest rung that was not given yet; -1 when there is none left. */
export function nextRung(rungs: number, hints: ReadonlyMap<number, unknown>): number {
  for (let rung = 0; rung < rungs; rung++) if (!hints.has(rung)) return rung;
  return -1;
}
