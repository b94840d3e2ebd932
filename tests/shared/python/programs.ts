/** Random Python functions that always end: assignments, branches, loops, exceptions, calls, generators, closures. */

import fc from 'fast-check';

const NAMES = ['a', 'b', 'c'];
const HELPERS = `
def double(n):
    result = n * 2
    return result

def count_down(n):
    if n <= 0:
        return 0
    return 1 + count_down(n - 1)

def upto(n):
    i = 0
    while i < n:
        yield i
        i += 1

def pairs(n):
    for k in upto(n):
        yield k * 10

def adder(n):
    total = n
    def add(m):
        nonlocal total
        total += m
        return total
    return add

def picky(n):
    if n % 3 == 0:
        raise ValueError("three")
    return n
`;

const name = fc.constantFrom(...NAMES);
const expression = fc.oneof(
  fc.integer({ min: -3, max: 9 }).map(String),
  name,
  fc.tuple(name, fc.constantFrom('+', '-', '*', '%', '//'), name).map((parts) => parts.join(' ')),
  name.map((n) => `double(${n})`),
  name.map((n) => `picky(${n})`),
  name.map((n) => `count_down(${n} % 3)`),
  name.map((n) => `sum(v * 2 for v in [${n}, 1])`),
  name.map((n) => `len([v for v in upto(${n} % 3) if v != 1])`),
  name.map((n) => `sorted([${n}, 1, 2], key=lambda v: -v)[0]`),
  name.map((n) => `adder(${n})(2)`),
);
const condition = fc.tuple(name, fc.constantFrom('>', '==', '<='), name).map((parts) => parts.join(' '));
const simple = fc.oneof(
  fc.tuple(name, expression).map(([n, value]) => [`${n} = ${value}`]),
  fc.tuple(name, expression).map(([n, value]) => [`${n} += ${value}`]),
  expression.map((value) => [`xs.append(${value})`]),
  fc.constant<string[]>(['ys = xs', 'ys.append(0)']),
  fc.tuple(name, expression).map(([n, value]) => [`print(${n}, ${value})`]),
  fc.tuple(condition, name).map(([test, n]) => [`if ${test}: ${n} = 7`]),
  fc.tuple(name, name).map(([n, m]) => [`for ${n} in [${m}, 2]: c += ${n}`]),
  fc.tuple(name, expression).map(([n, value]) => [`${n} = (`, `    ${value}`, '    + 1', ')']),
  fc.tuple(name, name).map(([n, m]) => [`xs = [`, `    v + ${n}`, `    for v in (1, ${m})`, `]`]),
  expression.map((value) => [`return ${value}`]),
  fc.constant<string[]>(['raise KeyError("k")']),
  fc.constant<string[]>(['pass']),
);

const inside = (lines: readonly string[][]): string[] => lines.flat().map((line) => `    ${line}`);

/** @param loop whether `break` and `continue` may be here */
function block(depth: number, loop: boolean): fc.Arbitrary<string[][]> {
  return fc.array(statement(depth, loop), { minLength: 1, maxLength: 3 });
}

function statement(depth: number, loop: boolean): fc.Arbitrary<string[]> {
  const jumps = loop ? [fc.constantFrom<string[][]>(['break'], ['continue'])] : [];
  if (depth === 0) return fc.oneof(simple, ...jumps);
  const body = block(depth - 1, loop);
  const looped = block(depth - 1, true);
  // No jump out of a `finally`: Python warns of it, and nobody should write it.
  const last = block(depth - 1, false);
  const values = fc.oneof(
    name.map((n) => `range(${n} % 4)`),
    name.map((n) => `pairs(${n} % 3)`),
    fc.constant('[3, 1]'),
  );
  return fc.oneof(
    { weight: 3, arbitrary: simple },
    ...jumps.map((arbitrary) => ({ weight: 1, arbitrary })),
    fc.tuple(condition, body).map(([test, then]) => [`if ${test}:`, ...inside(then)]),
    fc
      .tuple(condition, body, condition, body, body)
      .map(([t, a, u, b, c]) => [`if ${t}:`, ...inside(a), `elif ${u}:`, ...inside(b), 'else:', ...inside(c)]),
    fc.tuple(name, values, looped).map(([n, each, then]) => [`for ${n} in ${each}:`, ...inside(then)]),
    fc
      .tuple(name, values, looped, body)
      .map(([n, each, then, rest]) => [`for ${n} in ${each}:`, ...inside(then), 'else:', ...inside(rest)]),
    looped.map((then) => [`w${depth} = 0`, `while w${depth} < 3:`, `    w${depth} += 1`, ...inside(then)]),
    looped.map((then) => [
      `u${depth} = 0`,
      'while True:',
      `    u${depth} += 1`,
      `    if u${depth} > 2:`,
      '        break',
      ...inside(then),
    ]),
    fc
      .tuple(body, body)
      .map(([tried, caught]) => ['try:', ...inside(tried), 'except ValueError as error:', ...inside(caught)]),
    fc
      .tuple(body, last)
      .map(([tried, then]) => [
        'try:',
        ...inside(tried),
        'except (KeyError, ZeroDivisionError):',
        '    pass',
        'finally:',
        ...inside(then),
      ]),
    body.map((then) => ['with suppress(KeyError):', ...inside(then)]),
  );
}

/** A sheet with a function `run(a, b)`. */
export const program: fc.Arbitrary<string> = block(3, false).map((lines) =>
  [
    'from contextlib import suppress',
    HELPERS,
    'def run(a, b):',
    '    c = 0',
    '    xs = []',
    ...inside(lines),
    '    return c',
    '',
  ].join('\n'),
);
