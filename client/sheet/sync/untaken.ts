/** The text of a sheet that its author typed and the server never took, as text a person can copy. */

import * as Y from 'yjs';

/** What was not taken. */
export interface Rejected {
  /** Lines of the code that hold text which was not taken. */
  code: string;
  /** The same for each part of the answer outline that has any. */
  frame: { part: string; text: string }[];
  /** A deletion was not taken: the text is there again. */
  deletions: boolean;
}

/** Stands where lines that the server has are left out. */
const GAP = '…';

/** The lines that hold text inserted beyond the `stored` clocks. */
export function untaken(
  doc: Y.Doc,
  stored: ReadonlyMap<number, number>,
  parts: readonly string[],
): Omit<Rejected, 'deletions'> {
  const code = untakenLines(doc.getText('code'), stored);
  const frame = parts
    .map((part) => ({ part, text: untakenLines(doc.getText(`frame/${part}`), stored) }))
    .filter(({ text }) => text !== '');
  return { code, frame };
}

function untakenLines(text: Y.Text, stored: ReadonlyMap<number, number>): string {
  if (!text.doc) return '';
  const before = Y.createSnapshot(Y.createDeleteSet(), new Map(stored));
  const lines: { text: string; own: boolean }[] = [{ text: '', own: false }];
  for (const { insert, attributes } of text.toDelta(Y.snapshot(text.doc), before) as Stretch[]) {
    if (typeof insert !== 'string' || attributes?.ychange?.type === 'removed') continue;
    append(lines, insert, attributes?.ychange?.type === 'added');
  }
  return withGaps(lines);
}

interface Stretch {
  insert: unknown;
  attributes?: { ychange?: { type: 'added' | 'removed' } };
}

function append(lines: { text: string; own: boolean }[], insert: string, own: boolean): void {
  insert.split('\n').forEach((piece, index) => {
    if (index > 0) lines.push({ text: '', own: false });
    const line = lines.at(-1);
    if (!line) return;
    line.text += piece;
    line.own ||= own && piece !== '';
  });
}

function withGaps(lines: readonly { text: string; own: boolean }[]): string {
  const shown: string[] = [];
  lines.forEach((line, index) => {
    if (line.own) shown.push(line.text);
    else if (shown.length > 0 && lines[index - 1]?.own && lines.slice(index).some((later) => later.own))
      shown.push(GAP);
  });
  return shown.join('\n');
}

export const nothingIn = ({ code, frame, deletions }: Rejected): boolean => !code && frame.length === 0 && !deletions;

/** Joins what is already shown with what was refused since. */
export function joinRejected(one: Rejected | null, other: Rejected): Rejected {
  if (!one) return other;
  const parts = [...new Set([...one.frame, ...other.frame].map(({ part }) => part))];
  const both = (a = '', b = '') => (a === b ? a : [a, b].filter(Boolean).join(`\n${GAP}\n`));
  const of = (side: Rejected, part: string) => side.frame.find((entry) => entry.part === part)?.text;
  return {
    code: both(one.code, other.code),
    frame: parts.map((part) => ({ part, text: both(of(one, part), of(other, part)) })),
    deletions: one.deletions || other.deletions,
  };
}
