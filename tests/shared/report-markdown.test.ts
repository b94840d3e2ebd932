/** The Markdown of a report stays the document we wrote, whatever people typed into it. */

import fc from 'fast-check';
import { marked, type Token, type Tokens } from 'marked';
import { describe, expect, it } from 'vitest';
import type { Report, ReportRound } from '../../shared/report/report.ts';
import type { Score } from '../../shared/rubric/form.ts';
import { fenced, inline, quoted, quotedMarkdown } from '../../shared/report/markdown/escape.ts';
import { HOSTILE_MARKDOWN } from '../support/hostile-markdown.ts';
import { reportMarkdown } from '../../shared/report/markdown/report-markdown.ts';

/** Text as people and attackers type it: prose, Markdown marks, markup, fences, odd line ends. */
const marks = [
  '#',
  '`',
  '```',
  '~~~',
  '*',
  '_',
  '>',
  '<b>',
  '<!--',
  '</script>',
  '- ',
  '1. ',
  '2) ',
  '---',
  '===',
  '|',
  '[a](b)',
  '&amp;',
  '\\',
];
const typed = fc
  .array(
    fc.oneof(
      fc.constantFrom(...marks, '\n', '\n\n', '\r\n', '    ', ' ', '\u2028', '\u0000'),
      fc.string({ maxLength: 8 }),
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(''));

const score = (over: Partial<Score> = {}): Score => ({
  lesson: 'answer-structure',
  level: 2,
  moments: ['m1'],
  where: 'At the start',
  happened: 'Jumped in',
  instead: 'Begin with the limit',
  ...over,
});

function reportWith(text: string, code: string): Report {
  const round: ReportRound = {
    round: 1,
    interviewer: 'ada',
    candidate: 'ben',
    elapsedMs: 754_000,
    running: [{ from: 0, to: 754_000 }],
    lessons: ['answer-structure'],
    forms: [
      {
        by: 'ada',
        seat: 'interviewer',
        form: { round: 1, scores: [score({ where: text, happened: text, instead: text })], sound: 'gaps' },
      },
      {
        by: 'ben',
        seat: 'candidate',
        form: { round: 1, scores: [score({ level: null })], answers: { understood: 3 } },
      },
    ],
    marks: [
      { about: 'answer-structure', by: 'ben', mark: 'will-do' },
      { about: 'answer-structure', by: 'ben', mark: 'understood' },
      { about: 'understood', by: 'ada', mark: 'useful' },
    ],
    promise: { lesson: 'thinking-aloud', text, kept: 'partly' },
    withdrawn: [],
    moments: [
      { moment: 'm1', round: 1, by: 'ada', at: 61_000, late: false, kind: 'note', text },
      {
        moment: 'm2',
        round: 1,
        by: 'ada',
        at: 5_000,
        late: true,
        kind: 'pin',
        ask: 'a',
        from: '',
        to: '',
        quote: text,
        text,
      },
      {
        ...{ moment: 'm8', round: 1, by: 'ada', at: 90_000, late: false },
        kind: 'hint',
        ask: 'a',
        rung: 0,
        how: 'sent',
        text,
      },
      {
        ...{ moment: 'm9', round: 1, by: 'ben', at: 91_000, late: false },
        kind: 'trace-committed',
        ask: 'a',
        n: 1,
        rows: 2,
      },
    ],
    asks: [
      {
        ask: 'a',
        card: 'late-total',
        title: text,
        kind: 'code-reading',
        frame: 'uncertainty',
        clockAt: 0,
        beats: [{ text, lesson: 'answer-structure' }],
        rungs: 2,
        figures: { writers: [{ peer: 'ben', edits: 3, seconds: [40, 41] }], frame: { know: 50_000 } },
        prompt: 'What does **this** print?\n\n```python\nprint(1)',
        modelAnswer: '# Not a heading of ours\n\n<div>',
        solution: code,
        code,
        frameTexts: [{ part: 'know', text }],
        ran: {
          runs: 2,
          run: { moment: 'm3', by: 'ben', outcome: 'raised', ms: 120, line: 3, output: code },
          check: {
            ...{ moment: 'm4', hidden: false, passed: 0, failed: 1, errors: 0, broken: false, ms: 5 },
            cases: [{ name: text, outcome: 'fail', message: text, ms: 1 }],
          },
          trace: {
            moment: 'm5',
            rows: [{ line: '1', values: text, branch: '', printed: text, returned: '' }],
          },
          marks: [
            { moment: 'm6', verdict: 'vague', quote: text, line: 3, lineAtEnd: null },
            { moment: 'm7', verdict: 'wrong', quote: text, line: 1, lineAtEnd: 1 },
          ],
        },
      },
    ],
  };
  return {
    room: 'r',
    plan: { preset: 'star', level: 'mid', topics: [], minutes: 25, rounds: 1 },
    startedAt: '2025-03-04T10:00:00.000Z',
    revealedAt: '2025-03-04T11:00:00.000Z',
    peers: [
      { peer: 'ada', name: text },
      { peer: 'ben', name: 'Ben' },
    ],
    rounds: [round],
    promises: [{ by: 'ben', lesson: 'thinking-aloud', text }],
  };
}

const topLevel = (markdown: string): Token[] => marked.lexer(markdown).filter((token) => token.type !== 'space');

function everyToken(tokens: Token[]): Token[] {
  return tokens.flatMap((token) => {
    const inner = 'tokens' in token ? (token.tokens ?? []) : [];
    const items = token.type === 'list' ? (token as Tokens.List).items : [];
    return [token, ...everyToken([...inner, ...items])];
  });
}

const visible = (text: string): string => text.replace(/[^\P{Cc}\s]/gu, '').replace(/[\s\u2028\u0085]+/g, '');
const unescaped = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');
const rendered = (markdown: string): string => visible(unescaped(marked.parse(markdown, { async: false, gfm: false })));

describe('words in Markdown', () => {
  it('a quote holds exactly what was typed, as text', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const tokens = topLevel(`Before\n\n${quoted(text)}\n\nAfter`);
        expect(tokens.map((token) => token.type)).toEqual(['paragraph', 'blockquote', 'paragraph']);
        const odd = everyToken(tokens).filter(
          (token) => !['paragraph', 'blockquote', 'text', 'escape', 'br', 'space', 'link'].includes(token.type),
        );
        expect(odd).toEqual([]);
        expect(rendered(quoted(text))).toBe(visible(text));
      }),
    );
  });

  it('words within a line stay within it', () => {
    fc.assert(
      fc.property(typed, (text) => {
        expect(inline(text)).not.toMatch(/[\n\r]/);
        expect(rendered(`x ${inline(text)}`)).toBe(`x${visible(text)}`);
      }),
    );
  });

  it('a fence is longer than any in the code, and gives the code back', () => {
    fc.assert(
      fc.property(typed, fc.nat(9), (text, run) => {
        const code = `${text}\n${'`'.repeat(run)}\n# end`;
        const tokens = topLevel(`${fenced(code, 'python')}\n\nAfter`);
        expect(tokens.map((token) => token.type)).toEqual(['code', 'paragraph']);
        expect(visible((tokens[0] as Tokens.Code).text)).toBe(visible(code));
      }),
    );
  });

  it('what a card opens ends with its quote', () => {
    const tokens = topLevel(`${quotedMarkdown('```python\nprint(1)\n# x')}\n\nAfter`);
    expect(tokens.map((token) => token.type)).toEqual(['blockquote', 'paragraph']);
  });
});

describe('a report in Markdown', () => {
  it('[FILE-4] [OWN-4] has no HTML, image or link of a question, of one’s own or of a deck', () => {
    for (const text of [...HOSTILE_MARKDOWN, '<\u0000script>x</script>', '![a][b]\n\n[b]: https://elsewhere.example']) {
      const report = reportWith('x', 'y');
      for (const ask of report.rounds[0]?.asks ?? []) Object.assign(ask, { prompt: text, modelAnswer: text });
      const kinds = everyToken(topLevel(reportMarkdown(report))).map(({ type }) => type);
      expect(
        kinds.filter((kind) => ['html', 'image', 'link', 'def'].includes(kind)),
        text,
      ).toEqual([]);
    }
  });

  it('[FILE-4] leaves the Markdown of a card as it is where it is only text', () => {
    expect(reportMarkdown(reportWith('x', 'y'))).toContain('> What does **this** print?\n>\n> ```python\n> print(1)');
  });

  it('has the same skeleton whatever was typed', () => {
    const skeleton = (text: string, code: string) => {
      const markdown = reportMarkdown(reportWith(text, code));
      return topLevel(markdown).map((token) =>
        token.type === 'heading' ? `h${(token as Tokens.Heading).depth}` : token.type,
      );
    };
    const plain = skeleton('x', 'y');
    fc.assert(
      fc.property(typed, typed, (text, code) => {
        expect(skeleton(`x${text}`, `y${code}`)).toEqual(plain);
      }),
    );
  });

  it('says who scored what, in words and number, with the comments and their moments', () => {
    const markdown = reportMarkdown(reportWith('the start', 'print(1)'));
    expect(markdown).toContain('**the start about Ben: 2 of 4, In part.** Context and decision can be told apart');
    expect(markdown).toContain('**Ben about themselves:** not observed.');
    expect(markdown).toContain('What happened:\n\n> the start');
    expect(markdown).toContain('- 01:01 note: the start');
    expect(markdown).toContain('- Understood the card: 3 of 4.');
    expect(markdown.indexOf('00:05 pin, added later')).toBeLessThan(markdown.indexOf('01:01 note: the start, by'));
  });

  it('[MARK-3] [PROM-4] says what was made of a comment, and whether the promise was kept', () => {
    const markdown = reportMarkdown(reportWith('Ada', 'print(1)'));
    expect(markdown).toContain('\n\nBen understood this and will do it.\n\n');
    expect(markdown).toMatch(/- Understood the card: 3 of 4\. .*\. Ada found this useful\.\n/);
    expect(markdown).toContain('Ben brought a promise along, on thinking aloud:\n\n> Ada\n\nAda: kept in part.');
  });

  it('[FORM-8] says whether it was technically sound, and nothing where nobody said', () => {
    const report = reportWith('Ada', 'print(1)');
    expect(reportMarkdown(report)).toContain('\n\n**Technically sound, says Ada:** with gaps.\n\n');
    for (const { form } of report.rounds[0]?.forms ?? []) delete form.sound;
    expect(reportMarkdown(report)).not.toContain('Technically');
  });

  it('says that a form never came', () => {
    const report = reportWith('Ada', 'print(1)');
    report.rounds[0]?.forms.pop();
    expect(reportMarkdown(report)).toContain('The form of Ben was never handed in.');
  });

  it('[ERASE-3] says that a form was withdrawn, and no longer whose it was', () => {
    const report = reportWith('Ada', 'print(1)');
    report.peers = report.peers.filter(({ peer }) => peer === 'ada');
    report.rounds = report.rounds.map((round) => ({
      ...round,
      forms: round.forms.filter(({ seat }) => seat === 'interviewer'),
      withdrawn: ['candidate'],
    }));
    const markdown = reportMarkdown(report);
    expect(markdown).toContain('The form of a former peer was withdrawn');
    expect(markdown).not.toMatch(/The form of .* never handed in|Ben/);
  });

  it('says that a round without a card has no forms', () => {
    const report = reportWith('Ada', 'print(1)');
    report.rounds = report.rounds.map((round) => ({ ...round, asks: [], forms: [], moments: [], lessons: [] }));
    expect(reportMarkdown(report)).toContain('No card was asked in this round, so there are no forms.');
  });
});
