/** The parser of cards: what a good card becomes, and every mistake with its file, line and what is allowed. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card } from '../../shared/deck/card.ts';
import { candidateCard } from '../../shared/deck/rapid.ts';
import { parseCard, type CardFiles, type CardFolder } from '../../server/deck/parse/card.ts';
import { CARD_LIMITS, faultText } from '../../server/deck/parse/faults.ts';
import { CARD_MD, FOLDER, GOOD, KNOWN } from './sample.ts';

function cardOf(files: CardFiles, folder: CardFolder = FOLDER): Card {
  const parsed = parseCard(folder, files, KNOWN);
  if ('faults' in parsed) throw new Error(parsed.faults.map(faultText).join('\n'));
  return parsed.card;
}

function faultsOf(files: CardFiles, folder: CardFolder = FOLDER): string[] {
  const parsed = parseCard(folder, files, KNOWN);
  return 'faults' in parsed ? parsed.faults.map(faultText) : [];
}

/** The faults of the good card after one change to its card.md, with paths cut to the file. */
function after(from: string | RegExp, to: string): string[] {
  expect(CARD_MD).toMatch(from);
  return faultsOf({ 'card.md': CARD_MD.replace(from, to) }).map((line) =>
    line.replace('services/retry-the-carrier/', ''),
  );
}

describe('a good card', () => {
  it('becomes a card, part for part', () => {
    const card = cardOf(GOOD);
    expect(candidateCard(card)).toEqual({
      card: 'retry-the-carrier',
      area: 'services',
      title: 'Retry the carrier',
      kind: 'debugging',
      levels: ['mid', 'senior'],
      minutes: 20,
      lessons: ['debugging-stories', 'thinking-aloud'],
      topics: ['retries-and-timeouts', 'flaky-tests'],
      frame: 'debugging',
      prompt: 'OrderOps books a parcel twice. Why?\n\n```python\n## Hints\nbook()\n```',
      start: 'def book(): ...\n',
    });
    expect(card.guide).toEqual({
      listenFor: [
        { lesson: 'debugging-stories', text: 'names the symptom' },
        { lesson: 'debugging-stories', text: 'asks for the log\nbefore guessing' },
        {
          lesson: 'thinking-aloud',
          text: 'says which call is retried:\n```python\n- [nothing] here\n    book()\n```',
        },
        { lesson: 'thinking-aloud', text: 'counts the calls' },
        { lesson: 'debugging-stories', text: 'proves the fix' },
      ],
      hints: ['Look at the timeout.', 'Look at the second call.', 'The first call has succeeded.'],
      facts: ['The carrier answers in 9 seconds.'],
      followUps: ['And with two workers?'],
      redFlags: ['Raises the timeout and stops there.'],
      goodToGreat: 'Says what an idempotency key costs.',
      modelAnswer: 'It retries what has succeeded.\n\n```python\n## not a heading\n```',
      solution: 'def book(key): ...\n',
      hidden: 'import unittest  # hidden\n',
    });
    expect(card).toMatchObject({ check: 'import unittest\n', trace: { call: 'retry(3)' } });
  });

  it('is the same card with CRLF, with a byte order mark, and through JSON', () => {
    const windows = Object.fromEntries(
      Object.entries(GOOD).map(([name, text]) => [name, `\uFEFF${text.replaceAll('\n', '\r\n')}`]),
    );
    expect(cardOf(windows)).toEqual(cardOf(GOOD));
    expect(JSON.parse(JSON.stringify(cardOf(GOOD)))).toEqual(cardOf(GOOD));
  });

  it('needs neither Python files, nor a frame, nor a trace, nor facts', () => {
    const bare = CARD_MD.replace('frame: debugging\n', '')
      .replace(/trace: .*\n/, '')
      .replace('level: [mid, senior]', 'level: junior')
      .replace(/## Facts if asked\n.*\n\n/, '');
    const card = cardOf({ 'card.md': bare });
    expect(card).toMatchObject({ levels: ['junior'], frame: 'debugging', guide: { facts: [] } });
    expect(Object.keys({ ...card, ...card.guide })).not.toEqual(expect.arrayContaining(['start']));
  });
});

describe('a card that claims', () => {
  const claiming = (line: string) =>
    cardOf({ ...GOOD, 'card.md': CARD_MD.replace('frame: debugging', `frame: debugging\n${line}`) });

  it('which cases its start fails, none included, tells the interviewer alone', () => {
    const failing = claiming('fails: [test_books_once, Prices.test_rounds]');
    expect(failing.guide.fails).toEqual(['test_books_once', 'Prices.test_rounds']);
    expect(candidateCard(failing)).not.toHaveProperty('fails');
    expect(claiming('fails: []').guide.fails).toEqual([]);
    expect(cardOf(GOOD).guide).not.toHaveProperty('fails');
  });

  it('that 1 stands for 1.0 in its trace', () => {
    const card = cardOf({ ...GOOD, 'card.md': CARD_MD.replace('"retry(3)"', '"retry(3)", float-is-int: true') });
    expect(card.trace).toEqual({ call: 'retry(3)', floatIsInt: true });
  });
});

describe('front matter', () => {
  const cases: [string, string | RegExp, string, string][] = [
    [
      'an unknown key',
      'frame: debugging',
      'fame: debugging',
      'card.md:10: unknown key "fame"; allowed are title, kind, level, ',
    ],
    ['a missing key', 'minutes: 20\n', '', 'card.md:1: minutes is missing; a card needs title, kind, level, '],
    ['a doubled key', 'minutes: 20', 'minutes: 20\nminutes: 20', 'card.md:6: bad YAML: Map keys must be unique'],
    [
      'an unknown kind',
      'kind: debugging',
      'kind: quizz',
      'card.md:3: kind "quizz" is not one of concept, code-reading, ',
    ],
    ['an unknown level', '[mid, senior]', '[mid, guru]', 'card.md:4: level "guru" is not one of junior, mid, senior'],
    ['an empty list', '[mid, senior]', '[]', 'card.md:4: level must be a list of at least one'],
    ['a value named twice', '[mid, senior]', '[mid, mid]', 'card.md:4: level names mid twice'],
    [
      'an unknown lesson',
      '[debugging-stories, ',
      '[debugging-stories, charm, ',
      'card.md:6: lessons "charm" is not one of answer-',
    ],
    [
      'an unknown topic',
      '- flaky-tests',
      '- flaky-test',
      'card.md:9: topics "flaky-test" is not a topic of topics.yaml; near it are flaky-tests',
    ],
    [
      'a far-off topic',
      '- flaky-tests',
      '- xyzzy',
      'card.md:9: topics "xyzzy" is not a topic of topics.yaml; its areas are services, testing',
    ],
    [
      'one topic without a list',
      /topics:\n.*\n.*/,
      'topics: flaky-tests',
      'card.md:7: topics must be a list of at least one',
    ],
    ['an unknown frame', 'frame: debugging', 'frame: star', 'card.md:10: frame "star" is not one of decision, story, '],
    [
      'a case that is none',
      'frame: debugging',
      'fails: [books once]',
      'card.md:10: fails "books once" is not the name of a test case',
    ],
    ['a trace without a call', 'call:', 'cal:', 'card.md:11: trace must be a map with the key call'],
    [
      'minutes over the limit',
      'minutes: 20',
      'minutes: 61',
      'card.md:5: minutes "61" must be a whole number from 1 to 60',
    ],
    [
      'minutes under the limit',
      'minutes: 20',
      'minutes: 0',
      'card.md:5: minutes "0" must be a whole number from 1 to 60',
    ],
    [
      'minutes in words',
      'minutes: 20',
      'minutes: twenty',
      'card.md:5: minutes "twenty" must be a whole number from 1 to 60',
    ],
    ['half a minute', 'minutes: 20', 'minutes: 1.5', 'card.md:5: minutes "1.5" must be a whole number'],
    [
      'a title that is none',
      'Retry the carrier',
      '[a]',
      'card.md:2: title must be one line of text, 1 to 120 characters',
    ],
    ['a long title', 'Retry the carrier', 'x'.repeat(121), 'card.md:2: title "xxx'],
    ['bad YAML', 'kind: debugging', 'kind: "debugging', 'card.md:3: bad YAML: '],
    ['an alias', 'frame: debugging', 'frame: *nowhere', 'card.md:10: frame is not one of decision, '],
    ['no map', /title[\s\S]*?(?=---)/, '- a\n', 'card.md:2: the front matter must hold keys: title, kind, '],
    ['no front matter', /^---\n/, '', 'card.md:1: card.md must open with front matter between two lines ---'],
    [
      'a listed lesson without a beat',
      '[debugging-stories, thinking-aloud]',
      '[debugging-stories, thinking-aloud, product-grounding]',
      'card.md:6: lesson "product-grounding" has no beat in ## Listen for',
    ],
  ];
  it.each(cases)('%s is told with its line', (_name, from, to, fault) => {
    expect(after(from, to)).toContainEqual(expect.stringContaining(fault));
  });
});

describe('sections', () => {
  const cases: [string, string | RegExp, string, string][] = [
    [
      'an unknown section',
      '## Red flags',
      '## Red flag',
      'card.md:46: unknown section "Red flag"; allowed are Prompt, Listen for, ',
    ],
    ['a missing section', /## Red flags\n.*\n/, '', 'card.md:1: the section ## Red flags is missing'],
    ['a doubled section', '## Red flags', '## Prompt', 'card.md:46: the section ## Prompt is in line 14 already'],
    [
      'an empty section',
      'Says what an idempotency key costs.',
      '',
      'card.md:49: the section ## Good to great is empty',
    ],
    [
      'text before the first section',
      '---\n\n## Prompt',
      '---\nHello\n## Prompt',
      'card.md:13: text before the first section',
    ],
    ['an open fence', /```\n$/, '', 'card.md:55: the code fence opened here is never closed'],
    [
      'too few beats',
      '- [thinking-aloud] counts the calls\n',
      '',
      'card.md:22: ## Listen for has 4 items ("- text"); it needs 5 to 9',
    ],
    [
      'too many beats',
      '- [thinking-aloud] counts the calls\n',
      '- [thinking-aloud] x\n'.repeat(6),
      'card.md:22: ## Listen for has 10 items',
    ],
    [
      'too few hints',
      '2. Look at the second call.\n',
      '',
      'card.md:34: ## Hints has 2 items ("1. text"); it needs 3 to 5',
    ],
    ['too many hints', '2. Look at the second call.\n', '2. x\n'.repeat(4), 'card.md:34: ## Hints has 6 items'],
    ['bullets for hints', '1. Look', '- Look', 'card.md:35: ## Hints is a list: begin an item with "1. text"'],
    [
      'an empty list',
      '- And with two workers?',
      '',
      'card.md:43: ## Follow-ups has 0 items ("- text"); it needs 1 to 20',
    ],
    ['an empty item', '- And with two workers?', '-\n- And?', 'card.md:44: an item of ## Follow-ups is empty'],
    [
      'an unindented line',
      'asks for the log\n  before',
      'asks for the log\nbefore',
      'card.md:25: ## Listen for is a list: begin an item with "- text"',
    ],
    [
      'a beat without its lesson',
      '[thinking-aloud] counts',
      'counts',
      'card.md:31: a beat must begin with its lesson: - [debugging-stories] text',
    ],
    [
      'a beat with an unknown lesson',
      '[thinking-aloud] counts',
      '[charm] counts',
      'card.md:31: lesson "charm" is not one of answer-structure, ',
    ],
    [
      'a beat with a lesson not listed',
      '[thinking-aloud] counts',
      '[product-grounding] counts',
      'card.md:31: lesson "product-grounding" is not in the front matter\'s lessons, which are debugging-stories, ',
    ],
    [
      'a beat of a tag alone',
      '[thinking-aloud] counts the calls',
      '[thinking-aloud]',
      'card.md:31: an item of ## Listen for is empty',
    ],
    [
      'a huge item',
      'And with two workers?',
      'x'.repeat(CARD_LIMITS.item + 1),
      'card.md:44: an item of ## Follow-ups exceeds 4000 characters',
    ],
  ];
  it.each(cases)('%s is told with its line', (_name, from, to, fault) => {
    expect(after(from, to)).toContainEqual(expect.stringContaining(fault));
  });
});

describe('the folder', () => {
  const path = 'services/retry-the-carrier';
  const cases: [string, CardFiles, CardFolder, string][] = [
    [
      'an unknown file',
      { ...GOOD, 'notes.txt': '' },
      FOLDER,
      `${path}/notes.txt:1: unknown file "notes.txt"; allowed are card.md, start.py, `,
    ],
    ['a missing card.md', { 'start.py': 'x' }, FOLDER, `${path}/card.md:1: card.md is missing`],
    [
      'an empty Python file',
      { ...GOOD, 'check.py': ' \n' },
      FOLDER,
      `${path}/check.py:1: check.py is empty; fill it or leave it out`,
    ],
    [
      'a huge Python file',
      { ...GOOD, 'start.py': 'x'.repeat(20_001) },
      FOLDER,
      `${path}/start.py:1: start.py exceeds 20000 characters`,
    ],
    [
      'a huge card',
      { 'card.md': CARD_MD + 'x'.repeat(64_000) },
      FOLDER,
      `${path}/card.md:1: card.md exceeds 64000 characters`,
    ],
    [
      'an unknown area',
      GOOD,
      { ...FOLDER, area: 'cooking' },
      'cooking/retry-the-carrier/card.md:1: area "cooking" is not one of services, testing',
    ],
    [
      'a slug in capitals',
      GOOD,
      { ...FOLDER, slug: 'Retry' },
      'services/Retry/card.md:1: slug "Retry" must be words of a-z and 0-9 joined by -',
    ],
    [
      'a long slug',
      GOOD,
      { ...FOLDER, slug: 'a'.repeat(61) },
      'must be words of a-z and 0-9 joined by -, at most 60 characters',
    ],
  ];
  it.each(cases)('%s is told', (_name, files, folder, fault) => {
    expect(faultsOf(files, folder)).toContainEqual(expect.stringContaining(fault));
  });
});

it('all mistakes are told at once, in reading order', () => {
  const bad = CARD_MD.replace('kind: debugging', 'kind: quizz')
    .replace('minutes: 20', 'minutes: 90')
    .replace('1. Look', '* Look')
    .replace('## Red flags', '## Flags');
  const lines = faultsOf({ 'card.md': bad, 'x.txt': '' }).map((line) => /([\w.]+:\d+): /.exec(line)?.[1]);
  expect(lines).toEqual(['card.md:1', 'card.md:3', 'card.md:5', 'card.md:34', 'card.md:35', 'card.md:46', 'x.txt:1']);
});

describe('any text', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      ...CARD_MD.split('\n'),
      '---',
      '```',
      '~~~~',
      '- ',
      '1. ',
      '## ',
      '[',
      '{',
      '&a',
      '*a',
      '!!js/function',
      '\r',
      '\0',
    ),
  );
  const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('\n'));

  it('is read without a throw, and is either a card or has faults with lines of the text', () => {
    fc.assert(
      fc.property(text, text, (front, body) => {
        const card = `---\n${front}\n---\n${body}`;
        const parsed = parseCard(FOLDER, { 'card.md': card }, KNOWN);
        if ('card' in parsed) return;
        expect(parsed.faults.length).toBeGreaterThan(0);
        for (const { line } of parsed.faults) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(card.split(/\r\n?|\n/).length);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is read without a throw where a good card has lost, doubled or swapped lines', () => {
    const lines = CARD_MD.split('\n');
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...lines), { maxLength: 90 }), fc.nat(lines.length), (some, at) => {
        const parsed = parseCard(
          FOLDER,
          { 'card.md': [...lines.slice(0, at), ...some, ...lines.slice(at)].join('\n') },
          KNOWN,
        );
        expect('card' in parsed || parsed.faults.length > 0).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('nested beyond reason is a fault', () => {
    expect(after('Retry the carrier', '['.repeat(30_000))).toContainEqual(expect.stringContaining('bad YAML'));
  });
});
