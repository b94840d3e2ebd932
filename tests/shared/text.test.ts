/** Characters that deceive, names, and punctuation as phones put it. */

import { describe, expect, it, test } from 'vitest';
import { nameSchema } from '../../shared/schemas.ts';
import { oddIn, ODD_IN_WORDS, replacedWords, spelledOut } from '../../shared/text/odd.ts';
import { cleanName, nameFault, sameName, shownNames } from '../../shared/text/names.ts';
import { plainPunctuation } from '../../shared/text/smart.ts';
import { fenced, inline, quoted } from '../../shared/report/markdown/escape.ts';
import { compare } from '../../shared/trace/compare.ts';

const labels = (text: string, among?: string) => oddIn(text, among).map(({ kind, label }) => `${kind} ${label}`);

describe('[TEXT-1] a character that deceives', () => {
  test.each([
    ['\u00a0', 'space U+00A0'],
    ['\u202f', 'space U+202F'],
    ['\u3000', 'space U+3000'],
    ['\t', 'tab U+0009'],
    ['\u200b', 'hidden U+200B'],
    ['\u200d', 'hidden U+200D'],
    ['\u2060', 'hidden U+2060'],
    ['\ufeff', 'hidden U+FEFF'],
    ['\u00ad', 'hidden U+00AD'],
    ['\u001b', 'hidden U+001B'],
    ['\u{e0041}', 'hidden U+E0041'],
    ['\u2028', 'line U+2028'],
    ['\u061c', 'direction U+061C'],
    ['\u200f', 'direction U+200F'],
    ['\u202e', 'direction U+202E'],
    ['\u2067', 'direction U+2067'],
  ])('is found in code: %j', (character, label) => {
    expect(labels(`ad${character}min`)).toEqual([label]);
  });

  it('is none where a script or an emoji needs it', () => {
    for (const text of [
      '👩‍👩‍👧',
      '🏳️‍🌈',
      '👩🏽‍💻',
      '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
      'می‌خواهم',
      'क्‍ष',
      'é ß 日本 ñ',
    ])
      expect(labels(text), text).toEqual([]);
  });

  it('is only what cannot be seen, among words', () => {
    expect(labels('5\u00a0km\tand\u202emore', ODD_IN_WORDS)).toEqual(['direction U+202E']);
    expect(spelledOut('if access != "\u202enone": 👩‍👧')).toBe('if access != "⟨U+202E⟩none": 👩‍👧');
  });

  it('is told of in words', () => {
    expect(replacedWords(oddIn('\t\t\u00a0\u200b\u202e'))).toBe(
      '2 tabs became four spaces each, 1 unusual space became a plain one, 2 invisible characters were removed',
    );
  });

  it('is spelled out in a Markdown report, in code and in words', () => {
    expect(fenced('x =\u00a01\u202e\tz', 'python')).toBe('```python\nx =⟨U+00A0⟩1⟨U+202E⟩\tz\n```');
    expect(quoted('a\u200bb')).toBe('> a⟨U+200B⟩b');
    expect(inline('a\u202eb \u2068שרה\u2069')).toBe('a⟨U+202E⟩b \u2068שרה\u2069');
  });
});

describe('[ID-6] a name', () => {
  test.each([
    '',
    ' ',
    '\u3164',
    '\u115f\u1160',
    '\u2800',
    '\u200b\u200d',
    '\uffa0',
    '\u00a0\u3000',
    '\u202e',
    '\u{e0041}',
    '\u0301',
    '\ufe0f',
    '\u00ad\t\n',
  ])('that nobody can see is refused: %j', (name) => {
    expect(nameFault(name)).toBe('A name needs at least one character that can be seen.');
    expect(nameSchema.safeParse(name).error?.issues[0]?.message).toBe(nameFault(name));
  });

  test.each([
    ['  Ada \u00a0 Lovelace\n', 'Ada Lovelace'],
    ['Ada\u202eevil', 'Adaevil'],
    ['\u2066Ada\u2069', 'Ada'],
    ['A\u200bd\u2060a\ufeff', 'Ada'],
    ['Ada\u3164', 'Ada'],
    ['👩‍💻 Ada', '👩‍💻 Ada'],
    ['می‌خواهم', 'می‌خواهم'],
    ['Zoe\u0308', 'Zoë'],
    ['李\u3000雷', '李 雷'],
  ])('is kept as it is shown: %j', (name, clean) => {
    expect(cleanName(name)).toBe(clean);
    expect(nameSchema.parse(name)).toBe(clean);
  });

  it('is measured as it is kept', () => {
    expect(nameFault('\u200b'.repeat(50) + 'Ada')).toBeNull();
    expect(nameFault('a'.repeat(40))).toBeNull();
    expect(nameFault('a'.repeat(41))).toBe('A name has at most 40 characters.');
  });

  it('is compared as it is read', () => {
    for (const [one, other] of [
      ['Ada  Lovelace', 'Ada Lovelace '],
      ['Zoë', 'Zoe\u0308'],
      ['Ａｄａ', 'Ada'],
      ['Ada\u202e', 'Ada'],
      ['Ada\u00a0L', 'Ada L'],
    ] as const)
      expect(sameName(one, other), `${one} ${other}`).toBe(true);
    expect(sameName('Ada', 'Adam')).toBe(false);
    expect(sameName('Ada', 'ada')).toBe(false);
  });
});

describe('[ID-7] names in a room', () => {
  const shown = (...names: string[]) => {
    const people = names.map((_, i) => `p${i}`);
    return [...shownNames(people, new Map(people.map((person, i) => [person, names[i] ?? '']))).values()];
  };

  test.each([
    ['Ada', 'Ada'],
    ['Ada', 'ada'],
    ['Ada', 'Аdа'],
    ['Ada', 'Ada\u200b'],
    ['Al', 'AI'],
    ['Zoe', 'Zoë'],
    ['Noor', 'N00r'],
    ['Kim', 'Kim.'],
  ])('that look alike have a number: %s and %s', (one, other) => {
    expect(shown(one, other)).toEqual([cleanName(one), `${cleanName(other)} (2)`]);
  });

  it('that differ have none, and a third one counts on', () => {
    expect(shown('Ada', 'Adam', 'Eve')).toEqual(['Ada', 'Adam', 'Eve']);
    expect(shown('Ada', 'Ada', 'ada')).toEqual(['Ada', 'Ada (2)', 'ada (3)']);
  });

  it('keep their own direction, and the text around them its order', () => {
    expect(shown('שרה', 'Ada')).toEqual(['\u2068שרה\u2069', 'Ada']);
    expect(shown('שרה', 'שרה')[1]).toBe('\u2068שרה (2)\u2069');
  });

  it('from before the rules are cleaned', () => {
    expect(shown('Ada\u202eevil', '\u3164')).toEqual(['Adaevil', 'No name']);
  });
});

describe('[TEXT-2] punctuation as a phone puts it', () => {
  test.each([
    ['assert greet(“Ada”) == “hi”', 'assert greet("Ada") == "hi"'],
    ['f(‘a’, „b“, ‚c‘)', `f('a', "b", 'c')`],
    ['f(1 – 2, −3, — 4)', 'f(1 - 2, -3, - 4)'],
    ['f(…)', 'f(...)'],
    ['f(\u00a01)', 'f( 1)'],
    ['f(‘it’s’)', "f('it\\'s')"],
    ['f("it’s – “so”…")', 'f("it’s – “so”…")'],
    ["f('„')", "f('„')"],
    ['f("""a\n“b”""", “c”)', 'f("""a\n“b”""", "c")'],
    ['f(1)  # don’t – “ever”', 'f(1)  # don’t – “ever”'],
    ['f("a\\"“", “b”)', 'f("a\\"“", "b")'],
    ['“', '"'],
  ])('is plain where Python expects it: %s', (typed, plain) => {
    expect(plainPunctuation(typed)).toBe(plain);
  });

  it('is accepted in every cell of a prediction', () => {
    const row = { line: 1, frame: 'f', depth: 0, changes: [{ name: 'a', value: "'x'" }], printed: "it's -1\n" };
    const report = { rows: [{ ...row, returned: "'y'" }], truncated: false } as unknown as Parameters<
      typeof compare
    >[0];
    const said = { line: '1', values: 'a = ‘x’', branch: '', printed: 'it’s –1', returned: '“y”' };
    expect(compare(report, [said])).toMatchObject({ agreed: 4, wrong: 0, missed: 0 });
    expect(compare(report, [{ ...said, returned: '“z”' }])).toMatchObject({ wrong: 1 });
  });

  it('that Python itself printed is right as it is', () => {
    const row = { line: 1, frame: 'f', depth: 0, changes: [], printed: '“x”\n' };
    const report = { rows: [row], truncated: false } as unknown as Parameters<typeof compare>[0];
    expect(compare(report, [{ line: '1', values: '', branch: '', printed: '“x”', returned: '' }])).toMatchObject({
      agreed: 2,
    });
  });
});
