/** What the panes of running say, in plain words. */

import type { Outcome } from '../../../shared/python/messages.ts';
import type { AskView } from '../../../shared/room/roomview.ts';
import type { SharedOutput } from '../sync/live.ts';

const ENDINGS: Record<Outcome | 'lost', string> = {
  finished: 'Finished',
  raised: 'Raised an error',
  stopped: 'Stopped',
  'timed-out': 'Stopped by the time limit',
  'out-of-memory': 'Out of memory',
  crashed: 'Python itself ended',
  lost: 'The run was lost',
};

const secondsText = (ms: number): string => `${(ms / 1_000).toFixed(ms < 9_950 ? 2 : 1)} s`;

/** @param who ran it, as the reader calls them */
export function statusWords({ status, ms, line, asking }: SharedOutput, who: string): string {
  if (status === 'running') return asking ? `Waiting for input, run by ${who}` : `Running, by ${who}`;
  if (status === 'lost') return `The run was lost: the page of ${who} that ran it is gone`;
  const where = (status === 'raised' || status === 'crashed') && line !== undefined ? ` on line ${line}` : '';
  return `${ENDINGS[status]}${where}, ${secondsText(ms)}, run by ${who}`;
}

/** Why nothing may be run now, or null. */
export function whyNot(
  { frozen, trace }: Pick<AskView, 'frozen' | 'trace'>,
  { seat, runsLocked, locked }: { seat: string; runsLocked: boolean; locked: boolean },
): string | null {
  if (frozen) return 'This sheet is frozen: nothing can be run in it any more.';
  if (trace && !trace.committed)
    return seat === 'candidate'
      ? 'Predict first: Run and Check open when you commit your prediction in the Trace tab.'
      : 'The prediction comes first: Run and Check open when the candidate commits it.';
  if (runsLocked && seat === 'candidate') return 'The interviewer has locked running for now.';
  return locked ? 'The sheet cannot be written at the moment, so nothing can be run in it.' : null;
}
