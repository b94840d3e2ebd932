/** A round to draw pictures of: Ada asks, Ben answers, the clock runs from the start and both clocks agree. */

import type { SheetFigures } from '../../shared/replay/figures.ts';
import type { MomentView } from '../../shared/room/roomview.ts';
import type { PicturedAsk, PicturedRound } from '../../shared/report/pictures/round.ts';

export const SECOND = 1_000;
export const MINUTE = 60_000;

type Hint = Extract<MomentView, { kind: 'hint' }>;
type BeatHeard = Extract<MomentView, { kind: 'beat' }>;

const base = (moment: string, at: number) => ({ moment, at, round: 1, by: 'ada', late: false });

export const hint = (moment: string, at: number, over: Partial<Hint> = {}): Hint => ({
  ...base(moment, at),
  ...{ kind: 'hint', ask: 'one', rung: 0, how: 'spoken', text: 'Look at the default' },
  ...over,
});

export const heard = (moment: string, at: number, beat: number, ask = 'one'): BeatHeard => ({
  ...base(moment, at),
  ...{ kind: 'beat', ask, beat, text: `beat ${beat}`, lesson: 'thinking-aloud' },
});

/** What the two typed, by the second. */
export const figuresOf = (ben: readonly number[], ada: readonly number[] = [], frame = {}): SheetFigures => ({
  writers: [
    { peer: 'ben', edits: ben.length, seconds: ben },
    { peer: 'ada', edits: ada.length, seconds: ada },
  ].filter(({ edits }) => edits > 0),
  frame,
});

export const askOf = (ask: string, over: Partial<PicturedAsk> = {}): PicturedAsk => ({
  ...{ ask, title: `Card ${ask}`, frame: 'decision', clockAt: 0, rungs: 3 },
  beats: [0, 1, 2].map((beat) => ({ text: `beat ${beat}`, lesson: 'thinking-aloud' as const })),
  ...over,
});

export const roundOf = (over: Partial<PicturedRound> = {}): PicturedRound => ({
  ...{ interviewer: 'ada', candidate: 'ben', elapsedMs: 20 * MINUTE, moments: [] },
  running: [{ from: 0, to: 20 * MINUTE }],
  asks: [askOf('one', { figures: figuresOf([]) })],
  ...over,
});
