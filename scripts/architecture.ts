/** The folders of the project and which of them import which, as Mermaid diagrams. */

import { posix } from 'node:path';

/** Imports, exports from and loads on demand: types too. */
const IMPORT = /(?:\bfrom|\bimport\(?)\s*['"](\.[^'"?]+)(?:\?[^'"]*)?['"]/g;

const BEGIN = '<!-- imports: begin -->';
const END = '<!-- imports: end -->';

/**
 * A diagram for each of client/, server/ and shared/: its folders, and the imports between them. Imports of shared/ by
 * the other two are left out: they would be most of the arrows.
 * @param files contents by path from the repository's root
 */
export function diagramsOf(files: ReadonlyMap<string, string>): string {
  return ['client', 'server', 'shared'].map((side) => diagramOf(side, files)).join('\n');
}

function diagramOf(side: string, files: ReadonlyMap<string, string>): string {
  const nodes = new Set<string>();
  const arrows = new Set<string>();
  for (const [file, text] of files) {
    const from = folderOf(side, file);
    if (from === null) continue;
    nodes.add(from);
    for (const [, target = ''] of text.matchAll(IMPORT)) {
      const to = folderOf(side, posix.join(posix.dirname(file), target));
      if (to !== null && to !== from) arrows.add(`${from} --> ${to}`);
    }
  }
  const lines = [...[...nodes].sort(), ...[...arrows].sort()].map((line) => `  ${line}`);
  return ['```mermaid', `---\ntitle: ${side}/\n---`, 'flowchart TD', ...lines, '```', ''].join('\n');
}

/**
 * The folder below `side` that a file is in (`files` for one that is in none); null for others, and what builds a part.
 */
function folderOf(side: string, file: string): string | null {
  const [top, folder = '', ...inside] = file.split('/');
  if (top !== side || folder.startsWith('vite.')) return null;
  return inside.length > 0 ? folder : 'files';
}

/** @throws Error where the document lacks a marker */
export function withDiagrams(document: string, diagrams: string): string {
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`the document needs the lines ${BEGIN} and ${END}`);
  return `${document.slice(0, begin + BEGIN.length)}\n\n${diagrams}\n${document.slice(end)}`;
}
