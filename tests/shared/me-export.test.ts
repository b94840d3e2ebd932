/**
 * What you can take away: all that is your own, nothing that you may not see, and a table that no spreadsheet mistakes
 * for formulas.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvOf } from '../../shared/me/csv.ts';
import { mySession, type Mine } from '../../shared/me/export.ts';
import { whereOf } from '../../shared/report/moment-words.ts';
import type { Form } from '../../shared/rubric/form.ts';
import { Session, wholeForm } from '../support/session.ts';

const LESSONS = ['thinking-aloud', 'answer-structure'];

const sessionOf = (session: Session, peer: string) => mySession(session.state, peer, { ...session, drafts: [] });
const mine = (...sessions: Mine['sessions']): Mine => ({ exportedAt: '', zone: 'UTC', name: 'a', sessions, cards: [] });

/** A round of a asking b, with notes of both, ended, both forms in; finished where that is said. */
function played(finished: boolean): Session {
  const { session, ask } = Session.asked();
  for (const peer of ['a', 'b']) session.does(peer, { type: 'note', text: `note of ${peer}` });
  session.does('a', { type: 'beat', ask, beat: 0, heard: true });
  session.does('a', { type: 'end-round' });
  for (const peer of ['a', 'b']) {
    const form = wholeForm(1, LESSONS, ask, peer === 'b', `form of ${peer}`);
    session.does(peer, { type: 'submit-form', form: { ...form, ...(peer === 'a' && { sound: 'gaps' }) } });
  }
  for (const peer of finished ? ['a', 'b'] : []) session.does(peer, { type: 'finish', agreed: true });
  return session;
}

/** The rows of a table without quoted cells. */
const rows = (csv: string): string[][] =>
  csv
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));

test('[ME-6] before the reveal you take only your own away', () => {
  const session = played(false);
  const [round] = sessionOf(session, 'b').rounds;
  expect(round?.moments.map(({ kind }) => kind)).toEqual(['note']);
  expect(round?.form?.scores).toHaveLength(2);
  const text = JSON.stringify(sessionOf(session, 'b'));
  expect(text).toContain('form of b');
  expect(text).not.toMatch(/(note|form) of a|sound/i);
  expect(round).not.toHaveProperty('scoredByPeer');
});

test('[ME-6] after it also what was written about you: the candidate’s scores, the interviewer’s answers', () => {
  const session = played(true);
  expect(sessionOf(session, 'b').rounds[0]?.scoredByPeer?.[0]?.where).toBe('form of a');
  expect(sessionOf(session, 'b').rounds[0]?.soundByPeer).toBe('gaps');
  const [asked] = sessionOf(session, 'a').rounds;
  expect(asked).not.toHaveProperty('soundByPeer');
  expect(asked).toMatchObject({ seat: 'interviewer', answersAboutMe: { understood: 4, specific: 1 } });
  expect(JSON.stringify(asked)).not.toContain('form of b');
  expect(sessionOf(session, 'b').with).toEqual(['Name of a']);
});

test('[FORM-3] [ME-6] where a score was earned follows from its moment, unless an older form says it', () => {
  const [first, second] = wholeForm(1, LESSONS, 'note', false, '').scores;
  const note = { moment: 'note', round: 1, by: 'a', at: 724_000, late: false, kind: 'note', text: 'said it' } as const;
  if (!first || !second) throw new Error('two scores');
  expect(whereOf(first, [note])).toBe('12:04 note: said it');
  expect(whereOf({ ...first, where: 'at the start' }, [note])).toBe('at the start');
  expect(whereOf({ ...second, moments: [] }, [note])).toBe('');
});

test('[ME-6] [ERASE-3] what an erased peer wrote about you is not among it', () => {
  const session = played(true);
  session.does('system', { type: 'erase', peer: 'a' });
  const taken = sessionOf(session, 'b');
  expect(taken.rounds[0]).not.toHaveProperty('scoredByPeer');
  expect(taken.with).toEqual(['a former peer']);
  expect(taken.rounds[0]?.moments).toHaveLength(1);
});

test('[ME-6] who was removed, or only watched, takes away that they were there, and their own words', () => {
  const session = played(false);
  session.leave('b');
  session.pass(5 * 60_000);
  session.does('a', { type: 'remove-peer', peer: 'b' });
  expect(sessionOf(session, 'b').rounds[0]?.form?.scores).toHaveLength(2);
  expect(sessionOf(session, 'c')).toMatchObject({ rounds: [] });
});

test('[ME-6] the table has a row for each score, each answer, and each session without any', () => {
  const session = played(true);
  const [header, ...scores] = rows(csvOf(mine(sessionOf(session, 'b'))));
  const column = (name: string) => header?.indexOf(name) ?? -1;
  expect(scores.map((row) => [row[column('lesson')], row[column('self')], row[column('peer')]])).toEqual([
    ['answer-structure', '2', '2'],
    ['thinking-aloud', '4', '4'],
    ['technically-sound', '', 'gaps'],
  ]);
  const answers = rows(csvOf(mine(sessionOf(session, 'a')))).slice(1);
  expect(answers.map((row) => [row[column('seat')], row[column('lesson')], row[column('peer')]])).toEqual([
    ['interviewer', 'understood', '4'],
    ['interviewer', 'helped', '3'],
    ['interviewer', 'room', '2'],
    ['interviewer', 'specific', '1'],
  ]);
  expect(rows(csvOf(mine(sessionOf(Session.seated(), 'a'))))).toHaveLength(2);
});

/** Reads RFC 4180. */
function read(csv: string): string[][] {
  const cells = [...csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)];
  const table: string[][] = [[]];
  for (const [, quoted, plain = '', end] of cells) {
    table.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '\r\n') table.push([]);
  }
  return table.slice(0, -1);
}

test('[ME-6] whatever people typed, the table reads back as it was, and no cell begins a formula', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', ' =', '\n@', '＝', '"', ','), fc.string())
      .map(([first, rest]) => first + rest),
  );
  fc.assert(
    fc.property(typed, typed, (text, room) => {
      const [taken] = [sessionOf(played(true), 'b')];
      const form = taken.rounds[0]?.scoredByPeer as Form['scores'];
      for (const score of form) score.happened = text;
      const [header = [], row = [], ...more] = read(csvOf(mine({ ...taken, room })));
      expect(more).toHaveLength(2);
      const cells = [
        [row[header.indexOf('happened')] ?? '', text],
        [row[header.indexOf('room')] ?? '', room],
      ] as const;
      for (const [cell, meant] of cells) {
        expect([meant, `'${meant}`]).toContain(cell);
        expect(cell).not.toMatch(/^\s*[=+\-@]|^[\t\r]/);
      }
    }),
  );
});
