/** What a block of code shows of characters that nobody sees. */

import { expect, test } from 'vitest';
import { highlightPython } from '../../client/ui/highlight.ts';

const odd = (code: string) =>
  highlightPython(code).map((line) =>
    line.filter(({ look }) => look.startsWith('odd')).map(({ text, look }) => [text, look]),
  );

test('[TEXT-1] a block of code shows them by their number, and marks spaces that are none', () => {
  expect(odd('if a != "\u202enone": # x\u200b\n\tb\u00a0= 1')).toEqual([
    [
      ['U+202E', 'odd'],
      ['U+200B', 'odd'],
    ],
    [
      ['\t', 'odd-tab'],
      ['\u00a0', 'odd-space'],
    ],
  ]);
});

test('[TEXT-1] and nothing else changes', () => {
  const code = 'def f(x):\n    return "👩‍👧" + x';
  expect(highlightPython(code).map((line) => line.map(({ text }) => text).join(''))).toEqual(code.split('\n'));
  expect(odd(code)).toEqual([[], []]);
});
