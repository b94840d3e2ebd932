/** A good card and the small curriculum it refers to, for tests that then break it. */

import type { CardFiles } from '../../server/deck/parse/card.ts';
import type { Curriculum } from '../../server/deck/parse/faults.ts';

export const FOLDER = { area: 'services', slug: 'retry-the-carrier' };

export const KNOWN: Curriculum = {
  areas: new Map([
    ['services', ['retries-and-timeouts', 'third-party-apis']],
    ['testing', ['flaky-tests']],
  ]),
};

export const TOPICS_YAML = `lessons:
  answer-structure: a
  thinking-aloud: b
  debugging-stories: c
  testing-explanations: d
  tradeoff-language: e
  handling-uncertainty: f
  behavioral-stories: g
  product-grounding: h
areas:
  services:
    - retries-and-timeouts
    - third-party-apis
  testing:
    - flaky-tests
`;

/** Line 1 is the first \`---\`. */
export const CARD_MD = `---
title: Retry the carrier
kind: debugging
level: [mid, senior]
minutes: 20
lessons: [debugging-stories, thinking-aloud]
topics:
  - retries-and-timeouts
  - flaky-tests
frame: debugging
trace: { call: "retry(3)" }
---

## Prompt
OrderOps books a parcel twice. Why?

\`\`\`python
## Hints
book()
\`\`\`

## Listen for
- [debugging-stories] names the symptom
- [debugging-stories] asks for the log
  before guessing
- [thinking-aloud] says which call is retried:
  \`\`\`python
  - [nothing] here
      book()
  \`\`\`
- [thinking-aloud] counts the calls
- [debugging-stories] proves the fix

## Hints
1. Look at the timeout.
2. Look at the second call.

3. The first call has succeeded.

## Facts if asked
- The carrier answers in 9 seconds.

## Follow-ups
- And with two workers?

## Red flags
- Raises the timeout and stops there.

## Good to great
Says what an idempotency key costs.

## Model answer
It retries what has succeeded.

\`\`\`python
## not a heading
\`\`\`
`;

export const GOOD: CardFiles = {
  'card.md': CARD_MD,
  'start.py': 'def book(): ...\n',
  'solution.py': 'def book(key): ...\n',
  'check.py': 'import unittest\n',
  'hidden.py': 'import unittest  # hidden\n',
};
