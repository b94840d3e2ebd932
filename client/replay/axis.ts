/**
 * The place of an instant on the timeline (even while the clock ran, with every pause drawn short), and how much a peer
 * wrote when.
 */

import { editsOver } from '../../shared/replay/activity.ts';
import type { Recording } from '../../shared/replay/recording.ts';
import type { Timeline } from '../../shared/replay/timeline.ts';
import type { PeerId } from '../../shared/room/ids.ts';

/** The most that one pause takes of the width. */
const PAUSE_MOST = 0.03;

export interface Axis {
  /** From 0 at the left to 1 at the right; `time` is ms since the round started. */
  x(time: number): number;
  time(x: number): number;
  /** The pauses, from where to where on the axis. */
  pauses: readonly { from: number; to: number }[];
}

interface Piece {
  from: number;
  to: number;
  paused: boolean;
  /** Where it begins on the axis, and how wide it is. */
  x: number;
  width: number;
}

export function axisOf(timeline: Pick<Timeline, 'startedAt' | 'endedAt' | 'running'>): Axis {
  const pieces = laidOut(piecesOf(timeline));
  const last = pieces.at(-1);
  const x = (time: number) => {
    const piece = pieces.find(({ to }) => time <= to) ?? last;
    if (!piece || piece.to === piece.from) return 0;
    const part = (time - piece.from) / (piece.to - piece.from);
    return Math.min(1, Math.max(0, piece.x + piece.width * part));
  };
  const time = (at: number) => {
    const piece = pieces.find(({ x, width }) => at <= x + width) ?? last;
    if (!piece || piece.width === 0) return 0;
    const part = Math.min(1, Math.max(0, (at - piece.x) / piece.width));
    return piece.from + (piece.to - piece.from) * part;
  };
  const pauses = pieces.filter(({ paused }) => paused).map(({ x, width }) => ({ from: x, to: x + width }));
  return { x, time, pauses };
}

/** The round in stretches that ran and stretches that did not, one after the other. */
function piecesOf({ startedAt, endedAt, running }: Parameters<typeof axisOf>[0]): Omit<Piece, 'x' | 'width'>[] {
  const pieces: Omit<Piece, 'x' | 'width'>[] = [];
  const add = (from: number, to: number, paused: boolean) => {
    if (to > from) pieces.push({ from: from - startedAt, to: to - startedAt, paused });
  };
  let reached = startedAt;
  for (const { from, to } of running) {
    add(reached, from, true);
    add(Math.max(from, reached), to, false);
    reached = Math.max(reached, to);
  }
  add(reached, endedAt, true);
  return pieces;
}

function laidOut(pieces: Omit<Piece, 'x' | 'width'>[]): Piece[] {
  const ran = pieces.reduce((sum, { from, to, paused }) => sum + (paused ? 0 : to - from), 0);
  const weight = ({ from, to, paused }: Omit<Piece, 'x' | 'width'>) =>
    paused && ran > 0 ? Math.min(to - from, ran * PAUSE_MOST) : to - from;
  const all = pieces.reduce((sum, piece) => sum + weight(piece), 0);
  let x = 0;
  return pieces.map((piece) => {
    const laid = { ...piece, x, width: weight(piece) / all };
    x += laid.width;
    return laid;
  });
}

/** Into how many equal parts the round is cut at most, and how long each is at least, in ms. */
const BINS = { most: 240, ms: 5_000 };
/** As many edits in one part fill the height. */
const FULL = 40;

/** How much a peer wrote when, as a path in a box of 1000 by 100; not in proportion, so that a single edit is seen. */
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
