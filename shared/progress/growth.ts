/** How a peer interviews, over sessions: early hints, keystrokes, silence given, comments that helped. */

import type { RoomId } from '../room/ids.ts';
import { QUESTIONS, type Question } from '../rubric/form.ts';
import { daysOf, ENOUGH_DAYS, rangeOf, type Between } from '../rubric/calibration.ts';
import type { InterviewingPractised, SessionPractised } from './session.ts';

/** One round as the interviewer. */
export interface GrowthLine extends InterviewingPractised {
  room: RoomId;
  at: number;
}

/** What is told of each round as one figure. */
export const MEASURES = ['early', 'typed', 'quiet', 'letStand', 'useful'] as const;
export type Measure = (typeof MEASURES)[number];

export interface Growth {
  /** Latest first. */
  rounds: GrowthLine[];
  /** On how many days. */
  days: number;
  /** Of each measure over the latest `ENOUGH_DAYS` days, where it is known on two of them. */
  ranges: Partial<Record<Measure, Between>>;
  /** What candidates answered, as ranges over the same days. */
  answers: Partial<Record<Question, Between>>;
}

export function growthOf(sessions: readonly SessionPractised[]): Growth {
  const lines = sessions.flatMap(linesOf).sort((a, b) => b.at - a.at);
  const days = daysOf(lines);
  const lately = days.slice(-ENOUGH_DAYS);
  const spread = (of: (line: GrowthLine) => number | null | undefined): Between | null => {
    const known = lately.map((day) => day.flatMap((line) => of(line) ?? [])).filter((values) => values.length > 0);
    return known.length < 2 ? null : rangeOf(known.flat());
  };
  return {
    rounds: lines,
    days: days.length,
    ranges: told(MEASURES, (measure) => spread((line) => measureOf(line, measure))),
    answers: told(QUESTIONS, (question) => spread(({ answers }) => answers[question])),
  };
}

const linesOf = ({ room, at, rounds }: SessionPractised): GrowthLine[] =>
  rounds.flatMap(({ interviewing }) => (interviewing ? [{ room, at, ...interviewing }] : []));

const told = <K extends string>(keys: readonly K[], of: (key: K) => Between | null): Partial<Record<K, Between>> =>
  Object.fromEntries(
    keys.flatMap((key) => {
      const found = of(key);
      return found ? [[key, found]] : [];
    }),
  ) as Partial<Record<K, Between>>;

/** Early hints, useful comments and own edits as a share of all, quiet in ms; null where there is nothing to tell. */
export function measureOf(line: GrowthLine, measure: Measure): number | null {
  switch (measure) {
    case 'early':
      return line.early === null || line.hints === 0 ? null : line.early / line.hints;
    case 'typed':
      return line.edits && shareOf(line.edits);
    case 'quiet':
      return line.quiets && medianOf(line.quiets);
    case 'letStand':
      return line.letStand;
    case 'useful':
      return line.comments === 0 ? null : line.useful / line.comments;
  }
}

function shareOf({ interviewer, candidate }: NonNullable<GrowthLine['edits']>): number | null {
  const all = interviewer + candidate;
  return all === 0 ? null : interviewer / all;
}

function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
