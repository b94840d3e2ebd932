/**
 * A peer's scores as a table: a row for each lesson of each round, and for each answer about them as the interviewer.
 * RFC 4180.
 */

import { dayIn, type TimeZone } from '../day-text.ts';
import { QUESTIONS, type Score } from '../rubric/form.ts';
import { LESSONS } from '../rubric/lessons.ts';
import type { Mine, MyRound, MySession } from './export.ts';

const COLUMNS = [
  'date',
  'room',
  'with',
  'round',
  'seat',
  'lesson',
  'self',
  'peer',
  'where',
  'happened',
  'instead',
  'promise_before',
  'promise_kept',
  'promise_lesson',
  'promise',
] as const;
type Row = Partial<Record<(typeof COLUMNS)[number], string | number | null>>;

/** @returns a header and the rows, each ended by CR LF */
export const csvOf = ({ sessions, zone }: Mine): string =>
  [COLUMNS, ...sessions.flatMap((session) => rowsOf(session, zone)).map((row) => COLUMNS.map((column) => row[column]))]
    .map((values) => `${values.map(cell).join(',')}\r\n`)
    .join('');

/** A session without any score has a row too: it took place. */
function rowsOf(session: MySession, zone: TimeZone): Row[] {
  const about: Row = {
    date: dayIn(session.startedAt, zone),
    room: session.room,
    with: session.with.join(', '),
    ...(session.promise && { promise_lesson: session.promise.lesson, promise: session.promise.text }),
  };
  const rows = session.rounds.flatMap((round) => roundRows(round).map((row) => ({ ...about, ...row })));
  return rows.length > 0 ? rows : [about];
}

function roundRows(mine: MyRound): Row[] {
  const { round, seat, promise, answersAboutMe = {} } = mine;
  const about: Row = { round, seat, ...(promise && { promise_before: promise.text, promise_kept: promise.kept }) };
  const rows = seat === 'candidate' ? lessonRows(mine) : [];
  const sound: Row[] = mine.soundByPeer ? [{ lesson: 'technically-sound', peer: mine.soundByPeer }] : [];
  const answers = QUESTIONS.flatMap((question): Row[] => {
    const peer = answersAboutMe[question];
    return peer === undefined ? [] : [{ lesson: question, peer }];
  });
  return [...rows, ...sound, ...answers].map((row) => ({ ...about, ...row }));
}

/** The comments are the peer's. */
function lessonRows({ form, scoredByPeer = [] }: MyRound): Row[] {
  return LESSONS.flatMap((lesson): Row[] => {
    const of = (scores: readonly Score[] | undefined) => scores?.find((score) => score.lesson === lesson);
    const [self, peer] = [of(form?.scores), of(scoredByPeer)];
    if (!self && !peer) return [];
    const { where, happened, instead } = peer ?? {};
    return [{ lesson, self: self?.level, peer: peer?.level, where, happened, instead }];
  });
}

/** What a spreadsheet would take for a formula: it is shown as text by the apostrophe before it. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r]/;

function cell(value: string | number | null | undefined): string {
  const text = value == null ? '' : String(value);
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
