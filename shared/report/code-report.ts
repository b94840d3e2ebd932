/** What a report tells of running, checking, tracing and reading the code of one ask. */

import type { TraceReport } from '../python/messages.ts';
import type { Agreement, CheckCount, KeptCase, MomentText, PredictedRow, RunEnd, Verdict } from '../room/code.ts';
import type { MomentId, PeerId, WordsId } from '../room/ids.ts';
import { isOpenTo, roundsOf } from '../room/queries.ts';
import type { Ask, Moment, RoomState, Round } from '../room/state.ts';

/** The last of each; every earlier one is fetched by its moment (`MomentText`). */
export interface CodeReport {
  runs: number;
  run?: RunEnd & { moment: MomentId; by: PeerId; output: string };
  check?: LastCheck;
  hiddenCheck?: LastCheck;
  trace?: LastTrace;
  marks: MarkedLine[];
}

/** `why`: why none could run. */
export type LastCheck = CheckCount & { moment: MomentId; cases: KeptCase[]; why?: string };

export interface LastTrace {
  moment: MomentId;
  /** As it was predicted. */
  rows: PredictedRow[];
  /** Absent where the call was never traced. */
  result?: Agreement & { report: TraceReport };
}

export interface MarkedLine {
  moment: MomentId;
  verdict: Verdict;
  quote: string;
  /** Where the line was when it was marked, and where it is in the code at the end (null: nowhere), from 1. */
  line: number;
  lineAtEnd: number | null;
}

type MomentOf<K extends Moment['kind']> = Extract<Moment, { kind: K }>;

function lastsOf({ moments }: Round, { ask }: Ask) {
  const last = <K extends Moment['kind']>(kind: K, holds: (moment: MomentOf<K>) => boolean = () => true) =>
    moments.findLast((one): one is MomentOf<K> => one.kind === kind && isOf(one, ask) && holds(one as MomentOf<K>));
  const table = last('trace-committed');
  return {
    run: last('run'),
    check: last('check', ({ hidden }) => !hidden),
    hiddenCheck: last('check', ({ hidden }) => hidden),
    table,
    trace: last('trace', ({ n }) => n === table?.n),
  };
}

const isOf = (moment: Moment, ask: string): boolean => 'ask' in moment && moment.ask === ask;

/** The long words that this reader's report is made of, to be read beforehand. */
export const longWordsInReport = (state: RoomState, reader: PeerId): WordsId[] =>
  roundsOf(state)
    .filter((round) => isOpenTo(state, round, reader))
    .flatMap((round) => round.asks.flatMap((ask) => Object.values(lastsOf(round, ask))))
    .flatMap((moment) => (moment ? [moment.long] : []));

/** @param words with the long ones; @param code the sheet as it was frozen */
export function codeReport(round: Round, ask: Ask, words: ReadonlyMap<WordsId, string>, code: string): CodeReport {
  const { run, check, hiddenCheck, table, trace } = lastsOf(round, ask);
  const runText = textOf(words, 'run', run?.long);
  const rows = textOf(words, 'trace-committed', table?.long)?.rows;
  return {
    runs: round.moments.filter((moment) => moment.kind === 'run' && moment.ask === ask.ask).length,
    ...(run && { run: { ...runEnd(run), moment: run.moment, by: run.by, output: runText?.output ?? '' } }),
    ...(check && { check: lastCheck(check, words) }),
    ...(hiddenCheck && { hiddenCheck: lastCheck(hiddenCheck, words) }),
    ...(table && { trace: { moment: table.moment, rows: rows ?? [], ...traceResult(trace, words) } }),
    marks: round.moments.flatMap((moment) =>
      moment.kind === 'mark' && moment.ask === ask.ask ? [markedLine(moment, words, code)] : [],
    ),
  };
}

/** Undefined where there is none, or where it was erased. */
function textOf<K extends MomentText['kind']>(words: ReadonlyMap<WordsId, string>, kind: K, id: WordsId | undefined) {
  const json = id === undefined ? undefined : words.get(id);
  const text = json === undefined ? undefined : (JSON.parse(json) as MomentText);
  return text?.kind === kind ? (text as Extract<MomentText, { kind: K }>) : undefined;
}

const runEnd = ({ outcome, ms, line }: RunEnd): RunEnd => ({ outcome, ms, ...(line !== undefined && { line }) });

function lastCheck(moment: MomentOf<'check'>, words: ReadonlyMap<WordsId, string>): LastCheck {
  const { hidden, passed, failed, errors, broken: isBroken, ms } = moment;
  const { cases = [], broken } = textOf(words, 'check', moment.long) ?? {};
  const why = broken === undefined ? {} : { why: broken };
  return { moment: moment.moment, hidden, passed, failed, errors, broken: isBroken, ms, cases, ...why };
}

function traceResult(moment: MomentOf<'trace'> | undefined, words: ReadonlyMap<WordsId, string>) {
  const report = textOf(words, 'trace', moment?.long)?.report;
  if (!moment || !report) return {};
  const { agreed, wrong, missed, first } = moment;
  return { result: { agreed, wrong, missed, first, report } };
}

function markedLine(
  { moment, verdict, line, words: id }: MomentOf<'mark'>,
  words: ReadonlyMap<WordsId, string>,
  code: string,
): MarkedLine {
  const quote = words.get(id) ?? '';
  return { moment, verdict, quote, line, lineAtEnd: lineOf(quote, line, code) };
}

/** Where the line with this text is now: of several the nearest. */
function lineOf(quote: string, line: number, code: string): number | null {
  const same = code.split('\n').flatMap((text, i) => (text.trimEnd() === quote.trimEnd() ? [i + 1] : []));
  const nearest = same.sort((a, b) => Math.abs(a - line) - Math.abs(b - line));
  return nearest[0] ?? null;
}
