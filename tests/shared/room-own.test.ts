/** A question of your own: who asks it, its limits, and the card that it becomes. */

import { expect, test } from 'vitest';
import { readCommand } from '../../server/rooms/command.ts';
import { cardOfOwn, OWN_LIMITS, type OwnQuestion } from '../../shared/deck/own.ts';
import { OWN_QUESTION } from '../support/cards.ts';
import { Session } from '../support/session.ts';

const refusalOf = (change: object): string => {
  const read = readCommand({ id: 'x', type: 'ask-own', own: { ...OWN_QUESTION, ...change } });
  return read.ok ? 'accepted' : `${read.refusal}: ${read.message}`;
};
const long = (limit: number) => 'x'.repeat(limit + 1);

test('[OWN-1] the interviewer of a round asks it, and nobody else, nowhere else', () => {
  const session = Session.seated();
  const own = { type: 'ask-own', own: OWN_QUESTION } as const;
  expect(session.asks('a', own)).toMatchObject({ refusal: 'wrong-phase' });
  session.does('a', { type: 'begin' });
  expect(session.asks('b', own)).toMatchObject({ refusal: 'wrong-seat' });
  session.does('a', own);
  expect(session.view('b').ask).toMatchObject({
    title: 'Our own incident',
    prompt: 'What went **wrong**?',
    frame: 'debugging',
  });
  session.does('a', own);
  expect(session.view('b').asks).toHaveLength(2);
});

test('[SHEET-18] everybody is told whether the sheet opened with code, and nothing more of it', () => {
  const session = Session.seated();
  session.does('a', { type: 'begin' });
  session.does('a', { type: 'ask-own', own: { ...OWN_QUESTION, start: 'print(1)' } });
  session.does('a', { type: 'ask-own', own: { ...OWN_QUESTION, start: undefined } });
  for (const peer of ['a', 'b'] as const)
    expect(session.view(peer).asks.map(({ starts }) => starts)).toEqual([true, undefined]);
  expect(JSON.stringify(session.view('b'))).not.toContain('print(1)');
});

test('[OWN-2] what fits is taken as it is', () => {
  expect(refusalOf({})).toBe('accepted');
  expect(refusalOf({ start: undefined, hints: [], modelAnswer: '' })).toBe('accepted');
  const most: Partial<OwnQuestion> = {
    title: long(OWN_LIMITS.title - 1),
    prompt: long(OWN_LIMITS.prompt - 1),
    start: long(OWN_LIMITS.start - 1),
    beats: Array.from({ length: 9 }, () => ({ text: long(OWN_LIMITS.beat - 1), lesson: 'thinking-aloud' as const })),
    hints: Array.from({ length: 5 }, () => long(OWN_LIMITS.hint - 1)),
    modelAnswer: long(OWN_LIMITS.modelAnswer - 1),
  };
  expect(refusalOf(most), 'all of it at its limit fits one command').toBe('accepted');
});

test.each([
  [{ title: long(OWN_LIMITS.title) }, /^malformed: own\.title: .*120/],
  [{ title: '  ' }, /^malformed: own\.title: /],
  [{ title: '\u200b\u202e' }, /^malformed: own\.title: /],
  [{ title: 'two\nlines' }, /^malformed: own\.title: one line/],
  [{ prompt: long(OWN_LIMITS.prompt) }, /^malformed: own\.prompt: .*6000/],
  [{ prompt: '' }, /^malformed: own\.prompt: /],
  [{ start: long(OWN_LIMITS.start) }, /^malformed: own\.start: /],
  [{ minutes: 61 }, /^malformed: own\.minutes: .*60/],
  [{ minutes: 1.5 }, /^malformed: own\.minutes: /],
  [{ kind: 'quiz' }, /^malformed: own\.kind: /],
  [{ beats: [] }, /^malformed: own\.beats: /],
  [{ beats: [{ text: 'x', lesson: 'charm' }] }, /^malformed: own\.beats\.0\.lesson: /],
  [{ hints: Array.from({ length: 6 }, () => 'x') }, /^malformed: own\.hints: /],
  [{ modelAnswer: long(OWN_LIMITS.modelAnswer) }, /^malformed: own\.modelAnswer: /],
  [{ kind: 'rapid-fire', prompt: 'No list' }, /^malformed: own\.prompt: a rapid-fire question is a numbered list/],
  [{ card: 'one' }, /^malformed: /],
  [{ start: '\u{1F40D}'.repeat(20_000) }, /^too-large: This command is too long/],
])('[OWN-2] what does not fit is refused by name: %#', (change, answer) => {
  expect(refusalOf(change)).toMatch(answer);
});

test('[OWN-3] [VIEW-1] it is a card like any other: its guide is the interviewer’s, its beats ask for a form', () => {
  const session = Session.seated();
  session.does('a', { type: 'begin' });
  session.does('a', { type: 'ask-own', own: { ...OWN_QUESTION, modelAnswer: 'CANARY-OWN' } });
  const ask = session.lastAsk() ?? '';
  session.does('a', { type: 'beat', ask, beat: 1, heard: true });
  expect(session.view('a').guide?.modelAnswer).toBe('CANARY-OWN');
  expect(JSON.stringify(session.view('b'))).not.toContain('CANARY-OWN');
  session.does('a', { type: 'end-round' });
  expect(session.view('b').myForm?.lessons).toEqual(['debugging-stories', 'thinking-aloud']);
});

test('[OWN-3] [RAPID-2] rapid fire of your own is asked question by question', () => {
  const session = Session.seated();
  session.does('a', { type: 'begin' });
  session.does('a', { type: 'ask-own', own: { ...OWN_QUESTION, kind: 'rapid-fire', prompt: '1. First?\n2. Second?' } });
  session.does('a', { type: 'question', ask: session.lastAsk() ?? '', index: 0 });
  expect(JSON.stringify(session.view('b'))).not.toContain('Second?');
});

test('its lessons are those of its beats, each once, and its level that of the plan', () => {
  const { beats } = OWN_QUESTION;
  const card = cardOfOwn({ ...OWN_QUESTION, beats: [...beats, ...beats] }, 'own-1', 'senior');
  expect(card).toMatchObject({ lessons: ['debugging-stories', 'thinking-aloud'], levels: ['senior'], topics: [] });
});
