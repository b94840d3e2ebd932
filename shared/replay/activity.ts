/** When something happened in a round, by the second: the gaps a player may skip, and how much each peer wrote. */

import type { PeerId } from '../room/ids.ts';
import type { Recording } from './recording.ts';
import type { Timeline } from './timeline.ts';

/** ms on the axis of a replay: since the round started, pauses included. */
export interface Stretch {
  from: number;
  to: number;
}

const SECOND_MS = 1_000;
/** A shorter pause is not idle time, in seconds. */
const IDLE_SECONDS = 5;

/** The idle stretches of a round: less a second on either side, so that the viewer sees them begin and end. */
export function idleStretches(timeline: Timeline, recordings: Iterable<Recording>): Stretch[] {
  const busy = busySeconds(timeline, recordings);
  const found: Stretch[] = [];
  let since = 0;
  for (let second = 0; second <= busy.length; second++) {
    if (second < busy.length && busy[second] === 0) continue;
    if (second - since >= IDLE_SECONDS) {
      found.push({ from: (since + 1) * SECOND_MS, to: (second - 1) * SECOND_MS });
    }
    since = second + 1;
  }
  return found;
}

function busySeconds({ startedAt, endedAt, moments, asks }: Timeline, recordings: Iterable<Recording>): Uint8Array {
  const busy = new Uint8Array(Math.ceil((endedAt - startedAt) / SECOND_MS) + 1);
  const mark = (time: number) => {
    const second = Math.floor((time - startedAt) / SECOND_MS);
    if (second >= 0 && second < busy.length) busy[second] = 1;
  };
  for (const { at } of [...moments, ...asks]) mark(at);
  for (const { edits, carets } of recordings) {
    for (const { time } of edits) mark(time);
    for (const { time } of carets) mark(time);
  }
  return busy;
}

/** How many edits a peer made in each of `bins` equal parts of the round. */
export function editsOver(
  { startedAt, endedAt }: Pick<Timeline, 'startedAt' | 'endedAt'>,
  recordings: Iterable<Recording>,
  peer: PeerId,
  bins: number,
): Uint32Array {
  const counts = new Uint32Array(bins);
  const width = Math.max(1, endedAt - startedAt) / bins;
  for (const { peers, edits } of recordings) {
    const own = peers.indexOf(peer);
    for (const { by, time } of edits) {
      if (by !== own || own < 0) continue;
      const bin = Math.min(bins - 1, Math.max(0, Math.floor((time - startedAt) / width)));
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
  }
  return counts;
}
