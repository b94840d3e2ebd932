/** Splits Markdown into the items of a list; what looks like an item inside a code fence is text. */

/** The lines below a heading; `line` is the heading's, so the first of them is on `line + 1`. */
export interface Section {
  line: number;
  lines: string[];
}

export interface Item {
  line: number;
  text: string;
}

/** What begins an item, and how a message shows it. */
export const BULLET = { marker: /^-(?: +|$)/, example: '- text' };
export const NUMBER = { marker: /^\d{1,2}\.(?: +|$)/, example: '1. text' };

/**
 * Knows, line by line, whether a code fence is open: what looks like a heading or an item inside one is text.
 * @returns for each line whether it belongs to a fence, and the index of a fence that is never closed
 */
export function fencesOf(lines: readonly string[]): { inFence: boolean[]; unclosed: number | null } {
  const inFence: boolean[] = [];
  let open: { mark: string; at: number } | null = null;
  for (const [at, line] of lines.entries()) {
    if (open) {
      inFence.push(true);
      if (/^\s*(`{3,}|~{3,})\s*$/.exec(line)?.[1]?.startsWith(open.mark)) open = null;
      continue;
    }
    // A backtick after the mark makes it inline code. The first line of an item may open a fence and is still an item.
    const mark = /^\s*(?:- +|\d+\. +)?(`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.[1];
    if (mark) open = { mark, at };
    inFence.push(mark !== undefined && /^\s/.test(line));
  }
  return { inFence, unclosed: open?.at ?? null };
}

/** Goes through a list line by line; `stray` is told of each line that belongs to no item. */
export function splitItems(section: Section, marker: RegExp, stray: (line: number) => void): Item[] {
  const { inFence } = fencesOf(section.lines);
  const items: { line: number; indent: number; lines: string[] }[] = [];
  section.lines.forEach((text, index) => {
    const line = section.line + 1 + index;
    const mark = inFence[index] ? null : marker.exec(text)?.[0];
    const item = items.at(-1);
    if (mark) items.push({ line, indent: mark.length, lines: [text.slice(mark.length)] });
    else if (item && (/^(\s|$)/.test(text) || inFence[index])) item.lines.push(undent(text, item.indent));
    else if (text.trim() !== '') stray(line);
  });
  return items.map(({ line, lines }) => ({ line, text: lines.join('\n').trim() }));
}

/** Takes away the item's own indentation, and leaves what code inside it has beyond that. */
const undent = (text: string, indent: number): string => {
  const blank = text.length - text.trimStart().length;
  return text.slice(Math.min(blank, indent)).trimEnd();
};
