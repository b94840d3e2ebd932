/** How much a peer wrote when, as the outline of a strip. */

import { editsOver } from '../../shared/replay/activity.ts';
import type { Recording } from '../../shared/replay/recording.ts';
import type { Timeline } from '../../shared/replay/timeline.ts';
import type { PeerId } from '../../shared/room/ids.ts';
import type { Axis } from './axis.ts';

/** Into how many equal parts the round is cut at most, and how long each is at least, in ms. */
const BINS = { most: 240, ms: 5_000 };
/** As many edits in one part fill the height. */
const FULL = 40;

/** The path in a box of 1000 by 100. The height is not in proportion, so that a single edit is seen beside a storm. */
export function strip(timeline: Timeline, recordings: Iterable<Recording>, peer: PeerId | null, axis: Axis): string {
  if (peer === null) return '';
  const length = timeline.endedAt - timeline.startedAt;
  const bins = Math.min(BINS.most, Math.ceil(length / BINS.ms) + 1);
  const counts = editsOver(timeline, recordings, peer, bins);
  const width = length / bins;
  const x = (bin: number) => (axis.x(bin * width) * 1000).toFixed(1);
  const steps = [...counts].map((count, bin) => `L${x(bin)} ${height(count)}L${x(bin + 1)} ${height(count)}`);
  return `M0 100${steps.join('')}L1000 100Z`;
}

const height = (count: number): string => (100 - 90 * Math.min(1, Math.log1p(count) / Math.log1p(FULL))).toFixed(0);
