/** Putting what people typed into a Markdown document so that it stays text: escapes, quotes and fences. */

import { ODD_IN_PRINT, ODD_IN_WORDS, spelledOut } from '../../text/odd.ts';

/** Line ends made uniform, control characters gone: they have no place in a text file. */
function cleaned(text: string): string {
  return text.replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '');
}

/** Marks that mean something anywhere in a line, and those that do only at its start. */
const ANYWHERE = /[\\`*_[\]<>&~|$]/g;
const AT_START = /^([#+\-=]|\d+(?=[.)]))/;

function escapedLine(line: string): string {
  const marked = line.trim().replace(ANYWHERE, '\\$&');
  return marked.replace(AT_START, (mark) => (/^\d/.test(mark) ? mark : `\\${mark}`)).replace(/^(\d+)([.)])/, '$1\\$2');
}

/** Those that isolate a name may stay: they end with the line at the latest. */
const ODD_IN_LINE = `(?![\\u2068\\u2069])${ODD_IN_WORDS}`;

/** Somebody's words within a line of ours. */
export const inline = (text: string): string =>
  escapedLine(spelledOut(cleaned(text), ODD_IN_LINE).replace(/\s+/g, ' '));

/** Somebody's words as a block quote, their line breaks kept. */
export function quoted(text: string): string {
  const paragraphs = spelledOut(cleaned(text))
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.split('\n').map(escapedLine).join('\\\n> '));
  return `> ${paragraphs.join('\n>\n> ')}`;
}

/** What could be more than text where a report is shown: raw HTML, an image, a link, the target of one. */
const MORE_THAN_TEXT = /<[a-z!?/]|\]\s*[([:]/i;

/**
 * A card's own Markdown as a block quote: whatever it opens ends with the quote. Where it has what could be more than
 * text it is shown as it was typed: which of it is code depends on who reads the Markdown.
 */
export const quotedMarkdown = (markdown: string): string =>
  MORE_THAN_TEXT.test(cleaned(markdown)) ? fenced(markdown, 'markdown') : asQuote(markdown);

const asQuote = (markdown: string): string =>
  spelledOut(cleaned(markdown))
    .trim()
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');

/** Code between fences longer than any that it holds. */
export function fenced(code: string, language: string): string {
  const text = spelledOut(cleaned(code), ODD_IN_PRINT).replace(/\n$/, '');
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
