/** Punctuation that phones and word processors put for what was typed: plain again where Python expects it plain. */

const DOUBLE = '\u201c\u201d\u201e\u201f\u2033';
const SINGLE = '\u2018\u2019\u201a\u201b\u2032';

/** In this order: what Python takes as it is, strings between curly quotes, single characters. */
const PIECE = new RegExp(
  [
    `(?<kept>#[^\\n]*|"""[\\s\\S]*?(?:"""|$)|'''[\\s\\S]*?(?:'''|$)|"(?:[^"\\\\\\n]|\\\\.)*"?|'(?:[^'\\\\\\n]|\\\\.)*'?)`,
    `[${DOUBLE}](?<double>[^"${DOUBLE}\\n]*)["${DOUBLE}]`,
    `[${SINGLE}](?<single>(?:[^'${SINGLE}\\n]|['${SINGLE}](?=\\w))*)['${SINGLE}](?!\\w)`,
    `(?<one>[${DOUBLE}${SINGLE}\u2010-\u2015\u2212\u2026\u00a0\u2002-\u200a\u202f])`,
  ].join('|'),
  'gu',
);

function plainOne(character: string): string {
  if (DOUBLE.includes(character)) return '"';
  if (SINGLE.includes(character)) return "'";
  if (character === '\u2026') return '...';
  return /\s/.test(character) ? ' ' : '-';
}

/** What stands between plain quotes, or in a comment, stays as it was typed. */
export const plainPunctuation = (code: string): string =>
  code.replace(PIECE, (...found) => {
    const { kept, double, single, one = '' } = found.at(-1) as Record<string, string | undefined>;
    if (kept !== undefined) return kept;
    if (double !== undefined) return `"${double}"`;
    if (single !== undefined) return `'${single.replace(new RegExp(`['${SINGLE}]`, 'g'), "\\'")}'`;
    return plainOne(one);
  });
