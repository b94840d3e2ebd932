/** How a round was interviewed: early hints, keystrokes in the candidate's code, and silence given. */

import { hintLines } from './hints.ts';
import { longestLetStand, signsOf } from './quiet.ts';
import type { PicturedRound } from './round.ts';

export interface Interviewing {
  hints: number;
  /** Of them; null where the log of the sheets is not known and there were hints. */
  early: number | null;
  /** Edits of each in the round's sheets; null where the log is not known. */
  edits: { interviewer: number; candidate: number } | null;
  /** Quiet before each hint, in ms; null as above. */
  quiets: number[] | null;
  /** The longest silence that was not interrupted, in ms; null as above. */
  letStand: number | null;
}

export function interviewingOf(round: PicturedRound): Interviewing {
  const hints = hintLines(round);
  const signs = signsOf(round);
  const judged = hints.every(({ early }) => early !== null);
  return {
    hints: hints.length,
    early: judged ? hints.filter(({ early }) => early).length : null,
    edits: signs && { interviewer: editsBy(round, round.interviewer), candidate: editsBy(round, round.candidate) },
    quiets: signs && hints.flatMap(({ quiet }) => (quiet === null ? [] : [quiet])),
    letStand: signs && longestLetStand(signs),
  };
}

const editsBy = ({ asks }: PicturedRound, who: string | null): number =>
  asks
    .flatMap(({ figures }) => figures?.writers ?? [])
    .filter(({ peer }) => peer === who)
    .reduce((sum, { edits }) => sum + edits, 0);
