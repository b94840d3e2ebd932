/** Rules of running, checking, tracing and marking code during a round. */

import { LIMITS } from '../../limits.ts';
import { elapsedAt } from '../clock.ts';
import type { KeptCase, MomentText } from '../code.ts';
import { accept, refuse, type CommandContext, type CommandOf, type Decision } from '../commands.ts';
import type { Words } from '../events.ts';
import type { PeerId, Seat } from '../ids.ts';
import { askIn, isRun } from '../queries.ts';
import type { Ask, InRound, Round } from '../state.ts';
import { fullOfMoments, isFullOfMoments } from './round.ts';

type AskCommand = CommandOf<
  'ran' | 'checked' | 'reveal-checks' | 'add-check' | 'set-trace' | 'commit-trace' | 'traced' | 'mark'
>;
export type CodeCommand = AskCommand | CommandOf<'lock-runs'>;

/** What one seat alone does. */
const SEAT_OF: Partial<Record<CodeCommand['type'], Seat>> = {
  'lock-runs': 'interviewer',
  'reveal-checks': 'interviewer',
  'add-check': 'interviewer',
  'set-trace': 'interviewer',
  mark: 'interviewer',
  'commit-trace': 'candidate',
};

export function coded({ round }: InRound, command: CodeCommand, actor: PeerId, context: CommandContext): Decision {
  const seat = SEAT_OF[command.type];
  if (seat && round.seats[seat] !== actor) return refuse('wrong-seat', `Only the ${seat} can do that.`);
  if (command.type === 'lock-runs') {
    return accept(round.runsLocked === command.locked ? [] : [{ type: 'runs-locked', locked: command.locked }]);
  }
  const ask = askIn(round, command.ask);
  if (!ask) return refuse('not-found', 'That card is not asked in this round.');
  return onAsk(round, ask, command, actor, context);
}

function onAsk(round: Round, ask: Ask, command: AskCommand, actor: PeerId, context: CommandContext): Decision {
  switch (command.type) {
    case 'ran':
      return mayNotRun(round, ask, actor) ?? ran(round, command, actor, context);
    case 'checked':
      return mayNotCheck(round, ask, command, actor) ?? checked(round, command, actor, context);
    case 'reveal-checks':
      if (!ask.exercise?.hidden) return refuse('not-found', 'This card has no hidden checks.');
      return accept(ask.shown ? [] : [{ type: 'checks-revealed', ask: ask.ask }]);
    case 'add-check':
      return addCheck(ask, command.source, actor, context);
    case 'set-trace':
      return setTrace(ask, command.call, actor, context);
    case 'commit-trace':
      return commitTrace(round, ask, command, actor, context);
    case 'traced':
      return traced(round, ask, command, actor, context);
    case 'mark':
      return mark(round, command, actor, context);
  }
}

function mayNotRun(round: Round, { prediction }: Ask, actor: PeerId): Decision | undefined {
  if (prediction && prediction.committed === null) {
    return refuse('wrong-phase', 'The prediction comes first: code runs once the candidate has committed it.');
  }
  if (round.runsLocked && round.seats.candidate === actor) {
    return refuse('wrong-seat', 'The interviewer has locked running for now.');
  }
  return isFullOfRuns(round, actor) ? fullOfRuns() : undefined;
}

function mayNotCheck(round: Round, ask: Ask, { hidden }: CommandOf<'checked'>, actor: PeerId): Decision | undefined {
  if (hidden && round.seats.interviewer !== actor && !ask.shown) {
    return refuse('wrong-seat', 'Only the interviewer can do that.');
  }
  if (hidden && !ask.exercise?.hidden) return refuse('not-found', 'This card has no hidden checks.');
  return mayNotRun(round, ask, actor);
}

/** Counted by peer, so that nobody is told how much another runs in private. */
const isFullOfRuns = ({ moments }: Round, actor: PeerId): boolean =>
  moments.filter((moment) => moment.by === actor && isRun(moment)).length >= LIMITS.runsPerRound;

const fullOfRuns = (): Decision =>
  refuse('too-large', `A round keeps at most ${LIMITS.runsPerRound} runs and checks of one person.`);

/** What every moment of code begins with, and the row that holds its long part. */
function moment(round: Round, ask: string, { id, now }: CommandContext) {
  return { moment: id, clockAt: elapsedAt(round.clock, now), ask, long: `${id}-long` };
}

const long = ({ id }: CommandContext, author: PeerId, kind: Words['kind'], text: MomentText): Words => ({
  words: `${id}-long`,
  author,
  kind,
  text: JSON.stringify(text),
});

function ran(
  round: Round,
  { ask, code, outcome, ms, output, line }: CommandOf<'ran'>,
  author: PeerId,
  context: CommandContext,
): Decision {
  const words = context.id;
  const end = { outcome, ms, ...(line !== undefined && { line }) };
  return accept(
    [{ type: 'code-ran', ...moment(round, ask, context), words, ...end }],
    [
      { words, author, kind: 'excerpt', text: excerptOf(output) },
      long(context, author, 'run', { kind: 'run', code, output }),
    ],
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

function checked(
  round: Round,
  { ask, code, hidden, cases, broken, ms }: CommandOf<'checked'>,
  author: PeerId,
  context: CommandContext,
): Decision {
  const count = { hidden, ...countOf(cases), broken: broken !== undefined, ms };
  const text = { kind: 'check' as const, code, cases, ...(broken !== undefined && { broken }) };
  return accept(
    [{ type: 'code-checked', ...moment(round, ask, context), ...count }],
    [long(context, author, 'check', text)],
  );
}

function countOf(cases: readonly KeptCase[]) {
  const came = (outcome: KeptCase['outcome']) => cases.filter((each) => each.outcome === outcome).length;
  return { passed: came('pass'), failed: came('fail'), errors: came('error') };
}

function addCheck({ ask, added }: Ask, text: string, author: PeerId, { id }: CommandContext): Decision {
  if (added.length >= LIMITS.addedChecks) {
    return refuse('too-large', `A card takes at most ${LIMITS.addedChecks} checks typed on the spot.`);
  }
  return accept([{ type: 'check-added', ask, words: id }], [{ words: id, author, kind: 'added', text }]);
}

function setTrace(
  { ask, prediction, predictions }: Ask,
  call: string,
  author: PeerId,
  { id }: CommandContext,
): Decision {
  if (call === '') return accept(prediction ? [{ type: 'trace-set', ask, n: predictions, words: null }] : []);
  if (predictions >= LIMITS.predictions) {
    return refuse('too-large', `A card takes at most ${LIMITS.predictions} calls to trace.`);
  }
  return accept(
    [{ type: 'trace-set', ask, n: predictions + 1, words: id }],
    [{ words: id, author, kind: 'call', text: call }],
  );
}

const noTrace = (): Decision => refuse('wrong-phase', 'No call is being traced on this card.');
const otherTrace = (): Decision => refuse('stale', 'The interviewer has set another call to trace since.');

function commitTrace(
  round: Round,
  { ask, prediction }: Ask,
  { n, rows }: CommandOf<'commit-trace'>,
  author: PeerId,
  context: CommandContext,
): Decision {
  if (!prediction) return noTrace();
  if (prediction.n !== n) return otherTrace();
  if (prediction.committed !== null) return accept();
  return accept(
    [{ type: 'trace-committed', ...moment(round, ask, context), n, rows: rows.length }],
    [long(context, author, 'table', { kind: 'trace-committed', rows })],
  );
}

/** Both browsers trace, and the first that says so is believed. */
function traced(
  round: Round,
  { ask, prediction }: Ask,
  { n, report, agreed, wrong, missed, first }: CommandOf<'traced'>,
  author: PeerId,
  context: CommandContext,
): Decision {
  if (!prediction) return noTrace();
  if (prediction.n !== n) return otherTrace();
  if (prediction.committed === null) {
    return refuse('wrong-phase', 'The prediction comes first: a call is traced once the candidate has committed it.');
  }
  if (prediction.traced !== null) return accept();
  return accept(
    [{ type: 'traced', ...moment(round, ask, context), n, agreed, wrong, missed, first }],
    [long(context, author, 'trace', { kind: 'trace', report })],
  );
}

function mark(
  round: Round,
  { ask, line, quote, verdict, from, to }: CommandOf<'mark'>,
  author: PeerId,
  { id, now }: CommandContext,
): Decision {
  if (isFullOfMoments(round)) return fullOfMoments();
  const clockAt = elapsedAt(round.clock, now);
  return accept(
    [{ type: 'marked', moment: id, clockAt, ask, line, verdict, from, to, words: id }],
    [{ words: id, author, kind: 'mark', text: quote }],
  );
}
