/** Rules of running, checking, tracing and marking code during a round. */

import { LIMITS } from '../../limits.ts';
import type { KeptCase, MomentText } from '../code.ts';
import { accept, refuse, type Decision } from '../commands.ts';
import type { Words } from '../events.ts';
import type { PeerId } from '../ids.ts';
import { isRun } from '../queries.ts';
import type { InRound, Round } from '../state.ts';
import { momentOn, type OnAsk } from './asks.ts';
import type { CommandIn } from './rule.ts';

export const lockRuns = ({ state, command: { locked } }: CommandIn<'lock-runs', InRound>): Decision =>
  accept(state.round.runsLocked === locked ? [] : [{ type: 'runs-locked', locked }]);

function mayNotRun({ round, ask: { prediction }, actor }: OnAsk): Decision | undefined {
  if (prediction && prediction.committed === null) {
    return refuse('wrong-phase', 'The prediction comes first: code runs once the candidate has committed it.');
  }
  if (round.runsLocked && round.seats.candidate === actor) {
    return refuse('wrong-seat', 'The interviewer has locked running for now.');
  }
  return isFullOfRuns(round, actor) ? FULL_OF_RUNS : undefined;
}

function mayNotCheck(on: OnAsk<'checked'>): Decision | undefined {
  const { round, ask, command, actor } = on;
  if (command.hidden && round.seats.interviewer !== actor && !ask.shown) {
    return refuse('wrong-seat', 'Only the interviewer does that.');
  }
  if (command.hidden && !ask.exercise?.hidden) return NO_HIDDEN_CHECKS;
  return mayNotRun(on);
}

const NO_HIDDEN_CHECKS = refuse('not-found', 'This card has no hidden checks.');

/** Counted by peer, so that nobody is told how much another runs in private. */
const isFullOfRuns = ({ moments }: Round, actor: PeerId): boolean =>
  moments.filter((moment) => moment.by === actor && isRun(moment)).length >= LIMITS.runsPerRound;

const FULL_OF_RUNS = refuse('too-large', `A round keeps at most ${LIMITS.runsPerRound} runs and checks of one person.`);

/** What every moment of code begins with, and the row that holds its long part. */
const withLong = (on: OnAsk) => ({ ...momentOn(on), long: `${on.id}-long` });

const long = ({ id, actor: author }: OnAsk, kind: Words['kind'], text: MomentText): Words => ({
  words: `${id}-long`,
  author,
  kind,
  text: JSON.stringify(text),
});

export function ran(on: OnAsk<'ran'>): Decision {
  const { code, outcome, ms, output, line } = on.command;
  const words = on.id;
  const end = { outcome, ms, ...(line !== undefined && { line }) };
  return (
    mayNotRun(on) ??
    accept(
      [{ type: 'code-ran', ...withLong(on), words, ...end }],
      [
        { words, author: on.actor, kind: 'excerpt', text: excerptOf(output) },
        long(on, 'run', { kind: 'run', code, output }),
      ],
    )
  );
}

/** Characters of a line that stands for a run. */
const EXCERPT = 120;

/** The first and the last line of an output that say something. */
function excerptOf(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const ends = lines.length > 1 ? [lines[0] ?? '', lines.at(-1) ?? ''] : lines;
  return ends.map((line) => (line.length > EXCERPT ? `${line.slice(0, EXCERPT)}…` : line)).join('\n');
}

export function checked(on: OnAsk<'checked'>): Decision {
  const { code, hidden, cases, broken, ms } = on.command;
  const count = { hidden, ...countOf(cases), broken: broken !== undefined, ms };
  const text = { kind: 'check' as const, code, cases, ...(broken !== undefined && { broken }) };
  return mayNotCheck(on) ?? accept([{ type: 'code-checked', ...withLong(on), ...count }], [long(on, 'check', text)]);
}

function countOf(cases: readonly KeptCase[]) {
  const came = (outcome: KeptCase['outcome']) => cases.filter((each) => each.outcome === outcome).length;
  return { passed: came('pass'), failed: came('fail'), errors: came('error') };
}

export function revealChecks({ ask: { ask, exercise, shown } }: OnAsk<'reveal-checks'>): Decision {
  if (!exercise?.hidden) return NO_HIDDEN_CHECKS;
  return accept(shown ? [] : [{ type: 'checks-revealed', ask }]);
}

export function addCheck({ ask: { ask, added }, command, actor: author, id }: OnAsk<'add-check'>): Decision {
  if (added.length >= LIMITS.addedChecks) {
    return refuse('too-large', `A card takes at most ${LIMITS.addedChecks} checks typed on the spot.`);
  }
  const { source: text } = command;
  return accept([{ type: 'check-added', ask, words: id }], [{ words: id, author, kind: 'added', text }]);
}

export function setTrace({ ask: about, command: { call }, actor: author, id }: OnAsk<'set-trace'>): Decision {
  const { ask, prediction, predictions } = about;
  if (call === '') return accept(prediction ? [{ type: 'trace-set', ask, n: predictions, words: null }] : []);
  if (predictions >= LIMITS.predictions) {
    return refuse('too-large', `A card takes at most ${LIMITS.predictions} calls to trace.`);
  }
  return accept(
    [{ type: 'trace-set', ask, n: predictions + 1, words: id }],
    [{ words: id, author, kind: 'call', text: call }],
  );
}

const NO_TRACE = refuse('wrong-phase', 'No call is being traced on this card.');
const OTHER_TRACE = refuse('stale', 'The interviewer has set another call to trace since.');

export function commitTrace(on: OnAsk<'commit-trace'>): Decision {
  const { prediction } = on.ask;
  const { n, rows } = on.command;
  if (!prediction) return NO_TRACE;
  if (prediction.n !== n) return OTHER_TRACE;
  if (prediction.committed !== null) return accept();
  return accept(
    [{ type: 'trace-committed', ...withLong(on), n, rows: rows.length }],
    [long(on, 'table', { kind: 'trace-committed', rows })],
  );
}

/** Both browsers trace; the first trace that arrives counts. */
export function traced(on: OnAsk<'traced'>): Decision {
  const { prediction } = on.ask;
  const { n, report, agreed, wrong, missed, first } = on.command;
  if (!prediction) return NO_TRACE;
  if (prediction.n !== n) return OTHER_TRACE;
  if (prediction.committed === null) {
    return refuse('wrong-phase', 'The prediction comes first: a call is traced once the candidate has committed it.');
  }
  if (prediction.traced !== null) return accept();
  return accept(
    [{ type: 'traced', ...withLong(on), n, agreed, wrong, missed, first }],
    [long(on, 'trace', { kind: 'trace', report })],
  );
}

export function mark(on: OnAsk<'mark'>): Decision {
  const { line, quote, verdict, from, to } = on.command;
  return accept(
    [{ type: 'marked', ...momentOn(on), line, verdict, from, to, words: on.id }],
    [{ words: on.id, author: on.actor, kind: 'mark', text: quote }],
  );
}
