/** The place of an instant on the timeline: even while the clock ran, with every pause drawn short. */

import type { Timeline } from '../../shared/replay/timeline.ts';

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
