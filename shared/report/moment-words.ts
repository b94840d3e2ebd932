/** Moments in words: what kind each is, and what it says. */

import type { Outcome } from '../python/messages.ts';
import type { Agreement, CheckCount, RunEnd } from '../room/code.ts';
import type { MomentView } from '../room/roomview.ts';
import { clockText } from '../clock-text.ts';
import type { Score } from '../rubric/form.ts';

/** What kind of moment it is, in a few words. */
export function momentLabel(moment: MomentView): string {
  switch (moment.kind) {
    case 'ask':
      return 'card asked';
    case 'beat':
      return 'beat';
    case 'hint':
      return `hint ${moment.rung + 1}, ${moment.how}`;
    case 'fact':
      return 'fact given';
    case 'question':
      return `question ${moment.index + 1}`;
    case 'follow-up':
      return 'follow-up asked';
    case 'red-flag':
      return 'red flag';
    case 'answer':
      return `answer ${moment.index + 1}: ${moment.verdict}`;
    case 'note':
    case 'pin':
      return [moment.kind, moment.late && 'added later', moment.edited && 'edited'].filter(Boolean).join(', ');
    case 'run':
      return runLabel(moment);
    case 'check':
      return checkLabel(moment);
    case 'trace-committed':
      return `prediction of ${counted(moment.rows, 'row')}`;
    case 'trace':
      return traceLabel(moment);
    case 'mark':
      return `mark: ${moment.verdict}, line ${moment.line}`;
  }
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const OUTCOME_WORDS: Record<Outcome, string> = {
  finished: 'finished',
  raised: 'raised',
  stopped: 'stopped',
  'timed-out': 'stopped by the time limit',
  'out-of-memory': 'out of memory',
  crashed: 'ended by a crash of Python itself',
};

export function runLabel({ outcome, ms, line }: RunEnd): string {
  const where = line === undefined ? '' : ` on line ${line}`;
  return `run, ${OUTCOME_WORDS[outcome]}${where} ${outcome === 'finished' ? 'in' : 'after'} ${(ms / 1000).toFixed(2)} s`;
}

export function checkLabel({ hidden, passed, failed, errors, broken }: CheckCount): string {
  const what = hidden ? 'hidden check' : 'check';
  return broken ? `${what} could not run` : `${what}, ${passed} of ${passed + failed + errors} pass`;
}

export function traceLabel({ agreed, wrong, missed, first }: Agreement): string {
  const where = first === null ? '' : `, first in row ${first + 1}`;
  return `trace, ${agreed} agreed, ${wrong} wrong, ${missed} missed${where}`;
}

/** The words of a moment; empty where its label says it all. */
export function momentText(moment: MomentView): string {
  switch (moment.kind) {
    case 'ask':
      return moment.title;
    case 'run':
      return moment.excerpt;
    case 'mark':
      return moment.quote;
    case 'check':
    case 'trace-committed':
    case 'trace':
      return '';
    default:
      return moment.text;
  }
}

/** Attached moments in the order of the clock; ids that name nothing are left out. */
export const momentsOf = (round: { moments: readonly MomentView[] }, ids: readonly string[]): MomentView[] =>
  byClock(round.moments.filter((moment) => ids.includes(moment.moment)));

export const byClock = (moments: readonly MomentView[]): MomentView[] => [...moments].sort((a, b) => a.at - b.at);

/** Where a score was earned: what an older form says, else the time and words of its first moment; may be empty. */
export function whereOf({ where, moments: ids }: Score, moments: readonly MomentView[]): string {
  const [first] = momentsOf({ moments }, ids);
  if (where.trim() !== '' || !first) return where;
  return [`${clockText(first.at)} ${momentLabel(first)}`, momentText(first)].filter((part) => part !== '').join(': ');
}
