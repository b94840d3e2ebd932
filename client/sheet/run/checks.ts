/** The last results of checks, read off a room's moments. */

import type { MomentView } from '../../../shared/room/roomview.ts';

export type CheckMoment = Extract<MomentView, { kind: 'check' }>;

export interface LastChecks {
  /** Of check.py and the added cases; of hidden.py. */
  seen?: CheckMoment;
  hidden?: CheckMoment;
  /** The id of the newest of both. */
  newest?: string;
  /** In a few words; empty before the first. */
  words: string;
}

/** @param moments of one ask, in the order of their happening */
export function lastChecks(moments: readonly MomentView[]): LastChecks {
  const all = moments.filter((moment) => moment.kind === 'check');
  const seen = all.findLast(({ hidden }) => !hidden);
  const hidden = all.findLast((moment) => moment.hidden);
  return { seen, hidden, newest: all.at(-1)?.moment, words: seen ? wordsOf(seen) : '' };
}

export const wordsOf = ({ passed, failed, errors, broken }: CheckMoment): string =>
  broken ? 'could not run' : `${passed} of ${passed + failed + errors} pass`;
