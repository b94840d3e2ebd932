/** What the log of one sheet says about who wrote when. */

import type { PeerId } from '../room/ids.ts';
import type { Recording } from './recording.ts';

export interface SheetFigures {
  /** For each peer that wrote: how many edits, and in which seconds since the epoch, ascending, each once. */
  writers: readonly { peer: PeerId; edits: number; seconds: readonly number[] }[];
  /** When each part of the answer frame got its first character, ms since the epoch; parts that never did are absent. */
  frame: Readonly<Record<string, number>>;
}

const FRAME = 'frame/';

export function figuresOf({ peers, texts, edits }: Pick<Recording, 'peers' | 'texts' | 'edits'>): SheetFigures {
  const writers = peers.map((peer) => ({ peer, edits: 0, seconds: [] as number[] }));
  const frame: Record<string, number> = {};
  for (const { time, by, text, inserted } of edits) {
    const part = texts[text]?.startsWith(FRAME) ? texts[text].slice(FRAME.length) : null;
    if (part !== null && inserted !== '') frame[part] ??= time;
    const writer = writers[by];
    if (!writer) continue;
    writer.edits++;
    const second = Math.floor(time / 1000);
    if (writer.seconds.at(-1) !== second) writer.seconds.push(second);
  }
  return { writers: writers.filter(({ edits }) => edits > 0), frame };
}
