/** The speaking order of the answer outline: which part was begun when, and which never was. */

import { FRAMES, type Frame } from '../../deck/card.ts';
import { clockAt } from '../../replay/replay-clock.ts';
import type { AskId } from '../../room/ids.ts';
import type { PicturedAsk, PicturedRound } from './round.ts';

export interface PartOrder {
  part: string;
  /** When it got its first character, by the round's clock in ms; null where it never did or that is not known. */
  at: number | null;
  /** 1 for the part that came first; null as above. */
  place: number | null;
  /** What was written is there at the end. */
  kept: boolean;
}

export interface OutlineOrder {
  ask: AskId;
  title: string;
  frame: Frame;
  /** In the outline's own order. */
  parts: PartOrder[];
  /** The log of the sheet says when; without it only what is there at the end is known. */
  timed: boolean;
  /** The parts that came did so in the outline's order. */
  inOrder: boolean;
}

export function outlineOrder(
  { ask, title, frame, figures, frameTexts }: PicturedAsk & { frameTexts: readonly { part: string; text: string }[] },
  round: Pick<PicturedRound, 'running'>,
): OutlineOrder {
  const kept = new Set(frameTexts.filter(({ text }) => text.trim() !== '').map(({ part }) => part));
  const begun = FRAMES[frame].flatMap((part) => {
    const time = figures?.frame[part];
    return time === undefined ? [] : [{ part, time }];
  });
  const order = begun.toSorted((a, b) => a.time - b.time).map(({ part }) => part);
  const parts = FRAMES[frame].map((part) => {
    const time = figures?.frame[part];
    const place = order.indexOf(part) + 1;
    return { part, at: time === undefined ? null : clockAt(round, time), place: place || null, kept: kept.has(part) };
  });
  const inOrder = begun.every(({ part }, i) => order[i] === part);
  return { ask, title, frame, parts, timed: figures !== undefined, inOrder };
}

/** Whether anything was ever written into the outline. */
export const outlineUsed = ({ parts }: OutlineOrder): boolean => parts.some(({ at, kept }) => at !== null || kept);
