/** How well each prediction agreed with what really happened. */

import type { AskId } from '../../room/ids.ts';
import type { MomentView } from '../../room/roomview.ts';
import type { PicturedRound } from './round.ts';

export interface PredictionResult {
  committed: Extract<MomentView, { kind: 'trace-committed' }>;
  title: string;
  /** Absent where the call was never traced. */
  traced?: Extract<MomentView, { kind: 'trace' }>;
}

export function predictionsOf({ asks, moments }: PicturedRound): PredictionResult[] {
  const titles = new Map<AskId, string>(asks.map(({ ask, title }) => [ask, title]));
  return moments
    .filter((moment) => moment.kind === 'trace-committed')
    .sort((a, b) => a.at - b.at)
    .map((committed) => {
      const { ask, n } = committed;
      const traced = moments.find((each) => each.kind === 'trace' && each.ask === ask && each.n === n);
      return { committed, title: titles.get(ask) ?? '', ...(traced?.kind === 'trace' && { traced }) };
    });
}
