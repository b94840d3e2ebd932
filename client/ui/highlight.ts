/** Python text to coloured pieces: the one user of the Python grammar outside the editor. */

import { highlightCode, tagHighlighter, tags } from '@lezer/highlight';
import { parser } from '@lezer/python';
import { oddIn } from '../../shared/text/odd.ts';

export interface Piece {
  text: string;
  /** Space-separated class names, or empty. */
  look: string;
}

/** Which look each part of Python has: `keyword` is drawn in `--code-keyword`. */
export const PYTHON_LOOKS = [
  {
    tag: [
      tags.keyword,
      tags.controlKeyword,
      tags.definitionKeyword,
      tags.moduleKeyword,
      tags.operatorKeyword,
      tags.self,
    ],
    class: 'keyword',
  },
  { tag: [tags.string, tags.special(tags.string)], class: 'string' },
  { tag: [tags.number, tags.bool, tags.null], class: 'number' },
  { tag: tags.comment, class: 'comment' },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.definition(tags.variableName)), tags.meta],
    class: 'function',
  },
  { tag: [tags.className, tags.definition(tags.className), tags.typeName], class: 'type' },
  { tag: [tags.operator, tags.punctuation], class: 'operator' },
];

const looks = tagHighlighter(PYTHON_LOOKS);

/** Pieces with their odd characters as pieces of their own; those that cannot be seen by their number. */
export function withOdd(lines: Piece[][]): Piece[][] {
  return lines.map((pieces) => pieces.flatMap((piece) => partsOf(piece)));
}

function partsOf({ text, look }: Piece): Piece[] {
  const parts: Piece[] = [];
  let from = 0;
  for (const { at, length, kind, label } of oddIn(text)) {
    const seen = kind === 'space' || kind === 'tab';
    parts.push({ text: text.slice(from, at), look });
    parts.push(seen ? { text: text.slice(at, at + length), look: `odd-${kind}` } : { text: label, look: 'odd' });
    from = at + length;
  }
  return [...parts, { text: text.slice(from), look }].filter((part) => part.text !== '');
}

/** The lines of the text, each in pieces. */
export function highlightPython(code: string): Piece[][] {
  const lines: Piece[][] = [[]];
  highlightCode(
    code,
    parser.parse(code),
    looks,
    (text, look) => lines.at(-1)?.push({ text, look }),
    () => lines.push([]),
  );
  return withOdd(lines);
}
