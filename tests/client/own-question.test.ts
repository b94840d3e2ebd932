/** A question that is being written: its draft, what it lacks, and the title over a suggestion of cards. */

import { beforeEach, describe, expect, it } from 'vitest';
import type { OfferedCard } from '../../shared/api.ts';
import {
  emptyDraft,
  faultsOf,
  forgetDraft,
  keepDraft,
  keptDraft,
  questionOf,
  splitBeats,
  type OwnDraft,
} from '../../client/deck/picker/own-question.ts';
import { suggestionTitle } from '../../client/deck/picker/picker.ts';
import { typedIn } from '../../client/room/typed.ts';
import { commandSchema } from '../../shared/schemas.ts';

const whole: OwnDraft = {
  title: ' An incident ',
  kind: 'debugging',
  minutes: '15',
  prompt: 'What happened?',
  start: '',
  beats: [
    { text: ' names the symptom ', lesson: 'debugging-stories' },
    { text: '', lesson: 'thinking-aloud' },
  ],
  hints: 'First\n\n Second ',
  modelAnswer: '',
};

beforeEach(() => forgetDraft('room'));

describe('[OWN-5] the draft', () => {
  it('is kept for its room, and forgotten', () => {
    keepDraft('room', whole);
    expect(keptDraft('room')).toEqual(whole);
    expect(keptDraft('another')).toEqual(emptyDraft());
    forgetDraft('room');
    expect(keptDraft('room')).toEqual(emptyDraft());
  });

  it.each([
    'nothing',
    '[]',
    'null',
    '{"beats":"x","kind":"quiz","title":7}',
    '{"beats":[{"text":"x","lesson":"charm"}]}',
  ])('is read as far as it fits: %s', (found) => {
    typedIn('room', 'own-question').keep(found);
    expect(keptDraft('room')).toEqual(emptyDraft());
  });
});

describe('[OWN-2] what is asked', () => {
  it('is whole when nothing is missing, and then the server takes its shape', () => {
    expect(faultsOf(whole)).toEqual({});
    const own = questionOf(whole);
    expect(own).toMatchObject({ title: 'An incident', hints: ['First', 'Second'] });
    expect(own.beats).toEqual([{ text: 'names the symptom', lesson: 'debugging-stories' }]);
    expect(own).not.toHaveProperty('start');
    expect(commandSchema.safeParse({ id: 'x', type: 'ask-own', own }).success).toBe(true);
  });

  it.each<[Partial<OwnDraft>, keyof OwnDraft]>([
    [{ title: '  ' }, 'title'],
    [{ minutes: '' }, 'minutes'],
    [{ minutes: '61' }, 'minutes'],
    [{ minutes: '2.5' }, 'minutes'],
    [{ prompt: '' }, 'prompt'],
    [{ kind: 'rapid-fire' }, 'prompt'],
    [{ beats: [{ text: ' ', lesson: 'thinking-aloud' }] }, 'beats'],
    [{ hints: '1\n2\n3\n4\n5\n6' }, 'hints'],
    [{ hints: 'x'.repeat(501) }, 'hints'],
  ])('says what %o lacks, and the server would refuse it too', (change, field) => {
    const draft = { ...whole, ...change };
    expect(Object.keys(faultsOf(draft))).toEqual([field]);
    expect(commandSchema.safeParse({ id: 'x', type: 'ask-own', own: questionOf(draft) }).success).toBe(false);
  });

  it('takes a numbered list as rapid fire', () => {
    expect(faultsOf({ ...whole, kind: 'rapid-fire', prompt: '1. Why?\n2. What for?' })).toEqual({});
  });
});

it('lines pasted into a beat become a beat each, as many as there may be', () => {
  const [beat] = whole.beats;
  const lesson = 'debugging-stories';
  expect(splitBeats(beat ? [beat] : [], 0, 'one\n\ntwo')).toEqual([
    { text: 'one', lesson },
    { text: 'two', lesson },
  ]);
  expect(splitBeats(whole.beats, 0, 'x\n'.repeat(20))).toHaveLength(9);
});

it('the suggestion says for how long it is, how many there are, and how long they take', () => {
  const cards = [12, 11].map((minutes) => ({ minutes })) as OfferedCard[];
  expect(suggestionTitle(25, cards)).toBe('For 25 minutes: these two (23 min)');
  expect(suggestionTitle(10, cards.slice(0, 1))).toBe('For 10 minutes: this one (12 min)');
});
