/** The cap on what Python prints. */

import { expect, it } from 'vitest';
import { OutputCap } from '../../client/sheet/python/cap.ts';

it('lets through so many characters, and no half of one', () => {
  const cap = new OutputCap(5);
  expect([cap.take('abc'), cap.cut]).toEqual(['abc', false]);
  expect([cap.take('d😀'), cap.cut]).toEqual(['d', true]);
  expect(cap.take('e')).toBe('');
});

it('counts what just fits as whole', () => {
  const cap = new OutputCap(4);
  expect([cap.take('ab😀'), cap.cut, cap.left]).toEqual(['ab😀', false, 0]);
});
