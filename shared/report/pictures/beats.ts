/** The strip of beats: under each card what was heard, when by the round's clock, and what was never tapped. */

import type { Beat } from '../../deck/card.ts';
import type { AskId } from '../../room/ids.ts';
import type { MomentView } from '../../room/roomview.ts';
import type { PicturedRound } from './round.ts';

export type BeatMoment = Extract<MomentView, { kind: 'beat' }>;

export interface StripCard {
  ask: AskId;
  title: string;
  /** While it was the current card, by the round's clock, in ms. */
  from: number;
  to: number;
  /** By the clock; a beat can be heard after the next card was asked. */
  heard: BeatMoment[];
  /** In the card's order. */
  missed: Beat[];
}

export interface Strip {
  /** How long it is, in ms of the round's clock. */
  totalMs: number;
  cards: StripCard[];
}

export function stripOf({ asks, moments, elapsedMs }: PicturedRound): Strip {
  const heardIn = (ask: AskId) =>
    moments
      .filter((moment): moment is BeatMoment => moment.kind === 'beat' && moment.ask === ask)
      .sort((a, b) => a.at - b.at);
  const cards = asks.map(({ ask, title, clockAt, beats }, i) => {
    const heard = heardIn(ask);
    const missed = beats.filter((_, beat) => !heard.some((moment) => moment.beat === beat));
    return { ask, title, from: clockAt, to: Math.max(clockAt, asks[i + 1]?.clockAt ?? elapsedMs), heard, missed };
  });
  const ends = cards.flatMap(({ to, heard }) => [to, ...heard.map(({ at }) => at)]);
  return { totalMs: Math.max(elapsedMs, ...ends), cards };
}

/**
 * On which of several lines each of these is drawn, so that no two on one line come closer than `apart`.
 * @param at ascending
 */
export function linesOf(at: readonly number[], apart: number): number[] {
  const last: number[] = [];
  return at.map((each) => {
    const free = last.findIndex((end) => each - end >= apart);
    const line = free === -1 ? last.length : free;
    last[line] = each;
    return line;
  });
}
