/** The folders of the project and which of them import which, as a Mermaid diagram. */

import { posix } from 'node:path';

/** Imports, exports from and loads on demand: types too. */
const IMPORT = /(?:\bfrom|\bimport\(?)\s*['"](\.[^'"?]+)(?:\?[^'"]*)?['"]/g;

const BEGIN = '<!-- imports: begin -->';
const END = '<!-- imports: end -->';

/** @param files contents by path from the repository's root */
export function diagramOf(files: ReadonlyMap<string, string>): string {
  const nodes = new Set<string>();
  const arrows = new Set<string>();
  for (const [file, text] of files) {
    const from = nodeOf(file);
    if (from === null) continue;
    nodes.add(from);
    for (const [, target = ''] of text.matchAll(IMPORT)) {
      const to = nodeOf(posix.join(posix.dirname(file), target));
      if (to !== null && to !== from) arrows.add(`${from} --> ${to}`);
    }
  }
  const sides = ['client', 'server', 'shared'].flatMap((side) => [
    `  subgraph ${side}`,
    ...[...nodes]
      .filter((node) => node.startsWith(`${side}_`))
      .sort()
      .map((node) => `    ${node}[${nameOf(node)}]`),
    '  end',
  ]);
  return ['flowchart LR', ...sides, ...[...arrows].sort().map((arrow) => `  ${arrow}`), ''].join('\n');
}

/**
 * The folder below client/, server/ or shared/ that a file is in, as the name of a node; null for what builds a part.
 */
function nodeOf(file: string): string | null {
  const [side = '', folder = '', ...inside] = file.split('/');
  if (!['client', 'server', 'shared'].includes(side) || folder.startsWith('vite.')) return null;
  return `${side}_${inside.length > 0 ? folder : 'files'}`;
}

function nameOf(node: string): string {
  const [side = '', folder = ''] = node.split('_');
  return folder === 'files' ? `"files in ${side}/"` : folder;
}

/** @throws Error where the document lacks a marker */
export function withDiagram(document: string, diagram: string): string {
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`the document needs the lines ${BEGIN} and ${END}`);
  return `${document.slice(0, begin + BEGIN.length)}\n\n\`\`\`mermaid\n${diagram}\`\`\`\n\n${document.slice(end)}`;
}
