/** What a card's text claims about Python, in fenced blocks. */

/** What something prints: a block of its own (```python run, then ```output), or a whole file (```output start.py). */
export interface Claim {
  from: { code: string; line: number } | { file: 'start.py' };
  output: string;
  /** Of the text, from 1. */
  line: number;
}

export interface Claims {
  claims: Claim[];
  /** Code that is shown, and so has to compile. */
  shown: { code: string; line: number }[];
  /** Blocks without their other half. */
  stray: { line: number; message: string }[];
}

interface Block {
  info: string;
  line: number;
  text: string;
  /** Only blank lines are between the block before and this one. */
  follows: boolean;
}

export function claimsOf(markdown: string): Claims {
  const blocks = fencesOf(markdown);
  const found: Claims = { claims: [], shown: [], stray: [] };
  blocks.forEach(({ info, line, text }, index) => {
    const next = blocks[index + 1];
    if (info === 'python') found.shown.push({ code: text, line });
    else if (info === 'output start.py') found.claims.push({ from: { file: 'start.py' }, output: text, line });
    else if (isRun(info)) {
      if (next?.info === 'output' && next.follows) {
        found.claims.push({ from: { code: text, line }, output: next.text, line: next.line });
      } else found.stray.push({ line, message: 'a block ```python run must be followed by a block ```output' });
    } else if (info.startsWith('output') && !isHalf(blocks, index)) {
      found.stray.push({
        line,
        message: 'a block ```output must follow a block ```python run, or be ```output start.py',
      });
    }
  });
  return found;
}

const isRun = (info: string): boolean => /^python\s+run$/.test(info);

const isHalf = (blocks: readonly Block[], index: number): boolean =>
  blocks[index]?.info === 'output' && blocks[index].follows && isRun(blocks[index - 1]?.info ?? '');

/** Fenced blocks, those in list items too: the indentation of the fence is taken off each line. */
function fencesOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: { fence: string; indent: number; info: string; line: number; lines: string[]; follows: boolean } | null =
    null;
  let follows = false;
  markdown.split(/\r\n?|\n/).forEach((line, index) => {
    const [, indent = '', fence = '', info = ''] = /^(\s*)(`{3,}|~{3,})\s*([^`]*)$/.exec(line) ?? [];
    if (!open && fence) open = { fence, indent: indent.length, info: info.trim(), line: index + 1, lines: [], follows };
    else if (open && fence.startsWith(open.fence) && info.trim() === '') {
      blocks.push({ info: open.info, line: open.line, text: joined(open.lines), follows: open.follows });
      open = null;
      follows = true;
    } else if (open) open.lines.push(undent(line, open.indent));
    else if (line.trim() !== '') follows = false;
  });
  return blocks;
}

const joined = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

const undent = (line: string, indent: number): string =>
  line.slice(Math.min(indent, line.length - line.trimStart().length));
