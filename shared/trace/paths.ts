/** Parts of a value by the path that leads to them: what follows `cart` in `cart.lines[0]`. */

import { parseLiteral, type Literal } from './literal.ts';

/** Attributes and items that follow the first name; null where the name is no such path. */
export function stepsOf(name: string): string[] | null {
  const steps = name.match(/\.?[A-Za-z_]\w*|\[[^\]]*\]/g) ?? [];
  return steps.join('') === name && /^[A-Za-z_]/.test(name) ? steps.map(plainStep) : null;
}

/** `['a']` and `["a"]` are the same step. */
const plainStep = (step: string): string => step.replace(/^\[\s*(.*?)\s*\]$/, '[$1]').replaceAll('"', "'");

/** The steps from one name to a part of it; null where it is no part of it. */
export function stepsBetween(whole: string, part: string): string[] | null {
  const [from, to] = [stepsOf(whole), stepsOf(part)];
  if (!from || !to || to.length <= from.length) return null;
  return from.every((step, index) => step === to[index]) ? to.slice(from.length) : null;
}

/** `unknown`: what is there cannot be read off the text. `undefined`: it is not there. */
export function partOf(text: string, steps: readonly string[]): Literal | 'unknown' | undefined {
  let value: Literal | 'unknown' | undefined = text.includes('…') ? 'unknown' : (parseLiteral(text) ?? 'unknown');
  for (const step of steps) {
    if (value === undefined || value === 'unknown') return value;
    value = step.startsWith('[') ? itemOf(value, step.slice(1, -1)) : attributeOf(value, step.slice(1));
  }
  return value;
}

const attributeOf = (value: Literal, name: string): Literal | 'unknown' | undefined =>
  value.kind === 'call' ? value.named.get(name) : 'unknown';

function itemOf(value: Literal, key: string): Literal | 'unknown' | undefined {
  const at = parseLiteral(key);
  if (!at || at.kind === 'name') return 'unknown';
  if (value.kind === 'dict') return value.pairs.find(([one]) => sameKey(one, at))?.[1];
  if (value.kind !== 'list' && value.kind !== 'tuple') return 'unknown';
  return at.kind === 'int' ? value.items.at(Number(at.value)) : 'unknown';
}

const sameKey = (a: Literal, b: Literal): boolean =>
  a.kind === b.kind && 'value' in a && 'value' in b ? a.value === b.value : shown(a) === shown(b);

const shown = (value: Literal): string =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? String(part) : part));
