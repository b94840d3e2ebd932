/** What is being typed: kept for its room, brought back as far as it fits, gone when the browser becomes another's. */

import { beforeEach, expect, it } from 'vitest';
import { beganPin, forgetPin, keepPin, type BegunPin } from '../../client/round/began-pin.ts';
import { begunPlan } from '../../client/lobby/lobby.ts';
import { forgetTyped, parsed, typedIn } from '../../client/room/typed.ts';
import { keep, kept } from '../../client/ui/kept.ts';
import { DEFAULT_PLAN } from '../../shared/room/plan.ts';

beforeEach(forgetTyped);

it('[TYPED-1] is kept by room and field, and forgotten once it is sent', () => {
  typedIn('r1', 'note/1').keep('half a no');
  expect(typedIn('r1', 'note/1').text).toBe('half a no');
  for (const other of [typedIn('r2', 'note/1'), typedIn('r1', 'note/2'), typedIn(null, 'note/1')])
    expect(other.text).toBe('');
  typedIn('r1', 'note/1').keep('');
  expect(kept('typed/r1/note/1')).toBeNull();
});

it('[TYPED-1] goes when the browser becomes somebody else, and takes nothing else with it', () => {
  typedIn('r1', 'note/1').keep('mine');
  typedIn(null, 'name').keep('Me');
  keep('practice-room/run-seconds', '20');
  forgetTyped();
  expect([typedIn('r1', 'note/1').text, typedIn(null, 'name').text]).toEqual(['', '']);
  expect(kept('practice-room/run-seconds')).toBe('20');
});

it.each(['', 'nothing', '7', 'null'])('[TYPED-1] what cannot be read counts as nothing: %s', (json) => {
  expect(parsed(json)).toEqual({});
});

const pin: BegunPin = {
  ask: 'a1',
  from: '{"f":1}',
  to: '{"t":2}',
  quote: 'x = 1',
  at: 5_000,
  text: 'why?',
  lesson: '',
};

it('[TYPED-1] a pin comes back for its card and its place only', () => {
  keepPin('r1', pin);
  expect(beganPin('r1', 'a1')).toEqual(pin);
  expect(beganPin('r1', 'a1', pin)).toEqual(pin);
  expect(beganPin('r1', 'a1', { ...pin, to: '{"t":3}' })).toBeNull();
  expect([beganPin('r1', 'a2'), beganPin('r1', undefined), beganPin('r2', 'a1')]).toEqual([null, null, null]);
  forgetPin('r1');
  expect(beganPin('r1', 'a1')).toBeNull();
});

it('[TYPED-1] a plan comes back as far as it fits', () => {
  const plan = { ...DEFAULT_PLAN, minutes: '25', familiar: false };
  const begun = { ...plan, preset: 'star' as const, minutes: '4', topics: ['sql'] };
  expect(begunPlan(JSON.stringify(begun), plan)).toEqual(begun);
  expect(begunPlan('{"preset":"quiz","rounds":3,"topics":[7],"minutes":9}', plan)).toEqual(plan);
});
