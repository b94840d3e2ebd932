/** The cap on what Python prints: its head, its tail, and how much is missing between them. */

import { describe, expect, it } from 'vitest';
import { HEAD, HeadAndTail, TAIL } from '../../client/sheet/python/cap.ts';
import { PYTHON_LIMITS } from '../../shared/python/limits.ts';
import { overwritten, plainText, shortened, WithoutEscapes } from '../../shared/python/terminal.ts';

function capped() {
  const shown: string[] = [];
  const cap = new HeadAndTail({
    show: ({ stream, text }) => shown.push(stream === 'stderr' ? `!${text}` : text),
    leaveOut: (characters) => shown.push(`[${characters}]`),
  });
  return { cap, shown, out: (text: string) => cap.write({ stream: 'stdout', text }) };
}

describe('[PY-14] the cap on output', () => {
  it('lets through what fits, at once', () => {
    const { cap, shown, out } = capped();
    out('a'.repeat(HEAD));
    expect([shown.join('').length, cap.cut, cap.full]).toEqual([HEAD, false, true]);
  });

  it('keeps the end of what does not fit, with both streams in order, and says how much is missing', () => {
    const { cap, shown, out } = capped();
    out('a'.repeat(HEAD - 1));
    for (let n = 0; n < 50_000; n += 1) out(`${n}\n`);
    cap.write({ stream: 'stderr', text: 'ValueError: last\n' });
    expect(shown).toHaveLength(2);
    cap.release();
    expect(shown.at(-1)).toBe('!ValueError: last\n');
    expect(shown.at(-2)).toMatch(/\n49999\n$/);
    const printed = HEAD - 1 + 'ValueError: last\n'.length + [...Array(50_000).keys()].join('\n').length + 1;
    const seen = shown
      .filter((text) => !text.startsWith('['))
      .join('')
      .replace('!', '').length;
    expect(seen).toBe(HEAD + TAIL);
    expect(shown).toContain(`[${printed - seen}]`);
    expect(cap.cut).toBe(true);
  });

  it('cuts no character in two', () => {
    const { cap, shown, out } = capped();
    out(`x${'😀'.repeat(HEAD)}`);
    cap.release();
    expect(shown.join('')).not.toMatch(/\p{Surrogate}/u);
  });

  it('shows the prompt of whatever asks, and keeps to the limit all the same', () => {
    const { cap, shown, out } = capped();
    out('a'.repeat(HEAD));
    for (let n = 0; n < 100; n += 1) {
      out('b'.repeat(5_000));
      out(`\nname ${n}? `);
      cap.releasePrompt();
    }
    cap.release();
    expect(shown[2]).toMatch(/\nname 0\? $/);
    const seen = shown.filter((text) => !text.startsWith('['));
    expect(seen.join('').length).toBeLessThanOrEqual(PYTHON_LIMITS.output);
  });

  it('counts what was left out before it came here, with what it kept itself', () => {
    const { cap, shown, out } = capped();
    out('a'.repeat(HEAD + 10));
    cap.leaveOut(90);
    out('end');
    cap.release();
    expect(shown.slice(1)).toEqual(['[100]', 'end']);
  });
});

describe('[PY-14] text as a terminal shows it', () => {
  it.each([
    ['10%\r50%\r100%\n', '100%\n'],
    ['long\rab\n', 'abng\n'],
    ['a\r\nb', 'a\nb'],
    ['abc\b\bX', 'aXc'],
    ['\x1b[1;31mred\x1b[0m plain', 'red plain'],
    ['\x1b]0;title\x07x\x1b]8;;http://a\x1b\\y', 'xy'],
    ['\x1b[2K\rdone', 'done'],
    ['\x1b(Bx\x1bM', 'x'],
    ['a[31m', 'a[31m'],
  ])('%j', (printed, shown) => {
    expect(plainText(printed)).toBe(shown);
    const escapes = new WithoutEscapes();
    const pieces = [...printed].map((character) => escapes.take(character)).join('');
    expect(overwritten(pieces)).toBe(shown);
  });

  it('keeps the beginning and the end of what is too long', () => {
    const short = shortened(`first${'x'.repeat(5_000)}last`, 1_000);
    expect(short.length).toBeLessThanOrEqual(1_000);
    expect(short).toMatch(/^first.*\n\[4,\d\d\d characters are left out here\]\n.*last$/s);
  });
});
