/** What the pictures of a round are drawn from: a part of the report, so that the page, the Markdown and one's progress draw the same. */

import type { ReportRound } from '../../room/roomview.ts';

export type PicturedAsk = Pick<
  ReportRound['asks'][number],
  'ask' | 'title' | 'frame' | 'clockAt' | 'beats' | 'rungs' | 'figures'
>;

export type PicturedRound = Pick<ReportRound, 'interviewer' | 'candidate' | 'elapsedMs' | 'running' | 'moments'> & {
  asks: readonly PicturedAsk[];
};
