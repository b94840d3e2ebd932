/**
 * Quiet in a round, as far as the room can tell. It does not hear the call: a sign of the candidate is something typed,
 * something run, or a beat that the interviewer heard. All by the round's clock, so that a pause is no quiet.
 */

import { clockAt } from '../../replay/replay-clock.ts';
import type { MomentView } from '../../room/roomview.ts';
import type { PicturedRound } from './round.ts';

export interface Sign {
  /** By the round's clock, in ms. */
  at: number;
  /** Of the candidate; otherwise the interviewer ended a silence: by a card, a hint, a fact, a question, an edit. */
  candidate: boolean;
}

/** All signs of a round, by the clock; null unless the logs of all its sheets are known: they tell who was quiet. */
export function signsOf(round: PicturedRound): Sign[] | null {
  if (round.asks.some(({ figures }) => figures === undefined)) return null;
  const asks = round.asks.map((ask) => ({ at: ask.clockAt, candidate: false }));
  return [...asks, ...round.moments.flatMap((moment) => signOf(moment, round)), ...typed(round)].sort(
    (a, b) => a.at - b.at,
  );
}

function typed({ asks, candidate, interviewer, running }: PicturedRound): Sign[] {
  const writers = asks.flatMap(({ figures }) => figures?.writers ?? []);
  return writers
    .filter(({ peer }) => peer === candidate || peer === interviewer)
    .flatMap(({ peer, seconds }) =>
      seconds.map((second) => ({ at: clockAt({ running }, second * 1_000), candidate: peer === candidate })),
    );
}

function signOf(moment: MomentView, { candidate }: PicturedRound): Sign[] {
  if (moment.late) return [];
  switch (moment.kind) {
    case 'beat':
      return [{ at: moment.at, candidate: true }];
    case 'run':
    case 'check':
    case 'trace-committed':
    case 'trace':
      return moment.by === candidate ? [{ at: moment.at, candidate: true }] : [];
    case 'hint':
    case 'fact':
    case 'question':
    case 'follow-up':
      return [{ at: moment.at, candidate: false }];
    case 'ask':
    case 'note':
    case 'pin':
    case 'mark':
    case 'red-flag':
    case 'answer':
      return [];
  }
}

/** How long the candidate had given no sign at `at`, in ms, counted from `since` at the earliest. */
export function quietBefore(signs: readonly Sign[], at: number, since: number): number {
  const last = signs.findLast((sign) => sign.candidate && sign.at <= at)?.at ?? since;
  return Math.max(0, at - Math.max(last, since));
}

/** The longest silence that the candidate ended and the interviewer did not interrupt, in ms; 0 for none. */
export const longestLetStand = (signs: readonly Sign[]): number =>
  signs.reduce((longest, { at, candidate }, i) => {
    const before = signs[i - 1];
    return candidate && before ? Math.max(longest, at - before.at) : longest;
  }, 0);
