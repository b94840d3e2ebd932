/** The hints of a round: which rung, when, how, how quiet it had been before, and whether it came early. */

import type { MomentView } from '../../room/roomview.ts';
import { quietBefore, signsOf } from './quiet.ts';
import type { PicturedRound } from './round.ts';

/** A hint that comes sooner after its card was asked is early, in ms of the round's clock. */
export const EARLY_AFTER_ASK_MS = 60_000;
/** So is one that comes within this time of a sign of the candidate, in ms of the round's clock. */
export const EARLY_QUIET_MS = 20_000;

export interface HintLine {
  moment: Extract<MomentView, { kind: 'hint' }>;
  title: string;
  /** How many rungs the card has. */
  of: number;
  /** Since its card was asked, in ms. */
  sinceAsk: number;
  /** How long the candidate had given no sign, in ms; null where the log of the sheets is not known. */
  quiet: number | null;
  /** Null where that cannot be said without the log. */
  early: boolean | null;
}

export function hintLines(round: PicturedRound): HintLine[] {
  const signs = signsOf(round);
  return round.moments
    .filter((moment) => moment.kind === 'hint')
    .sort((a, b) => a.at - b.at)
    .map((moment) => {
      const ask = round.asks.find((each) => each.ask === moment.ask);
      const asked = ask?.clockAt ?? 0;
      const sinceAsk = Math.max(0, moment.at - asked);
      const quiet = signs && quietBefore(signs, moment.at, asked);
      const early = sinceAsk < EARLY_AFTER_ASK_MS || (quiet === null ? null : quiet < EARLY_QUIET_MS);
      return { moment, title: ask?.title ?? '', of: ask?.rungs ?? moment.rung + 1, sinceAsk, quiet, early };
    });
}
