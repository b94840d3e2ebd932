/** Which card the candidate was at: the one whose sheet they typed in last, or the one that was asked since. */

import type { Edit, Recording } from '../../shared/replay/recording.ts';
import { countUpTo } from '../../shared/replay/texts.ts';
import type { Timeline } from '../../shared/replay/timeline.ts';
import type { PeerId, SheetId } from '../../shared/room/ids.ts';

export type TimelineAsk = Timeline['asks'][number];

/** The edits of one peer, by sheet. */
export function editsOf(
  peer: PeerId | null,
  recordings: Iterable<readonly [SheetId, Recording]>,
): ReadonlyMap<SheetId, readonly Edit[]> {
  return new Map(
    [...recordings].map(([sheet, { peers, edits }]) => {
      const own = peer === null ? -1 : peers.indexOf(peer);
      return [sheet, own < 0 ? [] : edits.filter(({ by }) => by === own)];
    }),
  );
}

/** Null before the first card. @param typed the candidate's edits */
export function askAt(
  asks: readonly TimelineAsk[],
  typed: ReadonlyMap<SheetId, readonly Edit[]>,
  instant: number,
): TimelineAsk | null {
  let [last, since]: [TimelineAsk | null, number] = [null, -Infinity];
  for (const ask of asks) {
    if (ask.at > instant) continue;
    const own = typed.get(ask.sheet) ?? [];
    const at = Math.max(ask.at, own[countUpTo(own, instant) - 1]?.time ?? 0);
    if (at >= since) [last, since] = [ask, at];
  }
  return last;
}
