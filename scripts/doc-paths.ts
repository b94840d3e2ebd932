/** Finds the paths of this repository that a Markdown document names: in backticks, and as targets of links. */

import { posix } from 'node:path';

export interface NamedPath {
  /** From the repository's root. */
  path: string;
  line: number;
}

/** Folders whose paths are checked. What a build writes (`dist/`) and what a user brings (`data/`) are not there. */
const FOLDERS = ['client', 'server', 'shared', 'scripts', 'tests', 'docs', 'questions'];
/** Without the characters of patterns and placeholders: `questions/<area>/<slug>/` names no path. */
const PATH = new RegExp(`^(?:${FOLDERS.join('|')})(?:/[\\w.@-]+)+/?$`);

const CODE = /`([^`]+)`/g;
const LINK = /\]\(([^)\s]+)\)/g;

/**
 * @param file the document's own path, from the repository's root: links are relative to it
 * @param isThere whether the repository has a file or folder of this path
 */
export function missingPaths(file: string, text: string, isThere: (path: string) => boolean): NamedPath[] {
  return namedPaths(file, text).filter(({ path }) => !isThere(path));
}

export function namedPaths(file: string, text: string): NamedPath[] {
  const found: NamedPath[] = [];
  let fence: string | undefined;
  for (const [i, content] of text.split('\n').entries()) {
    const mark = /^\s*(`{3,})/.exec(content)?.[1];
    if (mark !== undefined) {
      if (fence === undefined) fence = mark;
      else if (mark.length >= fence.length) fence = undefined;
    } else if (fence === undefined) {
      found.push(...[...inCode(content), ...linked(file, content)].map((path) => ({ path, line: i + 1 })));
    }
  }
  return found;
}

const inCode = (line: string): string[] =>
  [...line.matchAll(CODE)].map(([, code]) => code ?? '').filter((code) => PATH.test(code));

function linked(file: string, line: string): string[] {
  return [...line.matchAll(LINK)].flatMap(([, target = '']) => {
    const [path = ''] = target.split('#');
    if (path === '' || /^[a-z]+:/.test(path)) return [];
    return [posix.normalize(posix.join(posix.dirname(file), path))];
  });
}
