/** Where a quote is in a text: of several places the one nearest to where it was. */

/** The index at which the quote begins; null where it is not in the text. */
export function placeOfQuote(text: string, quote: string, near: number): number | null {
  if (quote === '') return null;
  const before = text.lastIndexOf(quote, near);
  const after = text.indexOf(quote, near);
  if (before < 0 || after < 0) return before < 0 && after < 0 ? null : Math.max(before, after);
  return near - before <= after - near ? before : after;
}

/** Where the line with these words begins, of several the one nearest to line `near` (from 1); null for none. */
export function placeOfLine(text: string, quote: string, near: number): number | null {
  let best: { at: number; away: number } | null = null;
  let at = 0;
  for (const [i, line] of text.split('\n').entries()) {
    const away = Math.abs(i + 1 - near);
    if (line === quote && (best === null || away < best.away)) best = { at, away };
    at += line.length + 1;
  }
  return best?.at ?? null;
}
