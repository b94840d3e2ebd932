/** Whether two texts mean the same Python value. */

import { parseLiteral, type Literal } from './literal.ts';

export interface EqualRules {
  /** 1 may equal 1.0. */
  floatIsInt?: boolean;
}

/** What ends a value that was too long to be shown whole. */
const MORE = '…';

/**
 * Compares as Python values if both can be read, and if not as text in which only whitespace inside strings counts. A
 * real value that was cut agrees with any value that begins like it.
 */
export function sameValue(real: string, predicted: string, rules: EqualRules = {}): boolean {
  if (real.endsWith(MORE)) return canonical(cut(predicted)).startsWith(canonical(cut(real)));
  const [a, b] = [parseLiteral(real), parseLiteral(predicted)];
  return a && b ? equal(a, b, rules) : canonical(real) === canonical(predicted);
}

const cut = (text: string): string => text.trim().replace(/\s*(…|\.\.\.)[\])}\s]*$/, '');

/** The same for a value that is read already. */
export const sameAs = (real: Literal, predicted: string, rules: EqualRules = {}): boolean => {
  const said = parseLiteral(predicted);
  return said !== null && equal(real, said, rules);
};

function equal(a: Literal, b: Literal, rules: EqualRules): boolean {
  switch (a.kind) {
    case 'int':
      return b.kind === 'int' ? a.value === b.value : b.kind === 'float' && equal(b, a, rules);
    case 'float':
      if (b.kind === 'float') return a.value === b.value || (Number.isNaN(a.value) && Number.isNaN(b.value));
      return rules.floatIsInt === true && b.kind === 'int' && Number(b.value) === a.value;
    case 'str':
    case 'bytes':
    case 'name':
      return b.kind === a.kind && a.value === b.value;
    case 'list':
    case 'tuple':
      return b.kind === a.kind && inOrder(a.items, b.items, rules);
    case 'set':
      return b.kind === 'set' && inAnyOrder(a.items, b.items, (x, y) => equal(x, y, rules));
    case 'dict':
      return b.kind === 'dict' && samePairs(a.pairs, b.pairs, rules);
    case 'call':
      return (
        b.kind === 'call' &&
        a.name === b.name &&
        inOrder(a.items, b.items, rules) &&
        samePairs(keyed(a.named), keyed(b.named), rules)
      );
  }
}

const keyed = (named: ReadonlyMap<string, Literal>): [Literal, Literal][] =>
  [...named].map(([name, value]) => [{ kind: 'str', value: name }, value]);

const inOrder = (a: readonly Literal[], b: readonly Literal[], rules: EqualRules): boolean =>
  a.length === b.length && a.every((item, index) => equal(item, b[index]!, rules));

const samePairs = (a: readonly [Literal, Literal][], b: readonly [Literal, Literal][], rules: EqualRules): boolean =>
  inAnyOrder(a, b, (x, y) => equal(x[0], y[0], rules) && equal(x[1], y[1], rules));

/** Each item on one side has a different equal item on the other. */
function inAnyOrder<T>(a: readonly T[], b: readonly T[], same: (x: T, y: T) => boolean): boolean {
  if (a.length !== b.length) return false;
  const left = [...b];
  return a.every((item) => {
    const found = left.findIndex((other) => same(item, other));
    if (found >= 0) left.splice(found, 1);
    return found >= 0;
  });
}

/** The text without whitespace outside strings, except one space between words, and with one kind of quotes. */
function canonical(text: string): string {
  const pieces = text.match(/'(?:[^'\\]|\\[\s\S])*'?|"(?:[^"\\]|\\[\s\S])*"?|\s+|[^\s'"]+/g) ?? [];
  const parts = pieces.map((piece) => (/^["']/.test(piece) ? quoted(piece) : piece.trim() === '' ? ' ' : piece));
  return parts
    .join('')
    .trim()
    .split(/('(?:[^'\\]|\\[\s\S])*'?)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/(?<!\w) | (?!\w)/g, '')))
    .join('');
}

const quoted = (piece: string): string => {
  const quote = piece[0] ?? '';
  const closed = piece.length > 1 && piece.endsWith(quote);
  const inner = piece.slice(1, closed ? -1 : undefined).replaceAll(`\\${quote}`, quote);
  return `'${inner.replaceAll("'", "\\'")}${closed ? "'" : ''}`;
};
