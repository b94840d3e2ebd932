/** Output in blocks small enough to draw one at a time, with the places of tracebacks in it. */

import type { OutputChunk } from '../../../shared/python/messages.ts';
import { overwritten } from '../../../shared/python/terminal.ts';
import { streamsOf } from '../../../shared/python/streams.ts';

export interface Block {
  stream: OutputChunk['stream'];
  /** The first of its stream: it says which stream it is. */
  first: boolean;
  pieces: Piece[];
}

export interface Piece {
  text: string;
  /** The line of the sheet that the text names. */
  line?: number;
}

/** Characters of one block; it ends with a line where it can. */
const BLOCK = 4_000;

const PLACE = /File "(?:[^"\n]*\/)?sheet\.py", line (\d+)/g;

export function blocksOf(text: string): Block[] {
  return streamsOf(text).flatMap(({ stream, text: part }) =>
    cut(overwritten(part)).map((words, index) => ({ stream, first: index === 0, pieces: piecesOf(stream, words) })),
  );
}

function cut(text: string): string[] {
  const parts: string[] = [];
  for (let from = 0; from < text.length;) {
    const most = from + BLOCK;
    const end = most >= text.length ? text.length : text.lastIndexOf('\n', most) + 1;
    const to = end > from ? end : most;
    parts.push(text.slice(from, to));
    from = to;
  }
  return parts;
}

function piecesOf(stream: OutputChunk['stream'], text: string): Piece[] {
  if (stream === 'stdout') return [{ text }];
  const pieces: Piece[] = [];
  let from = 0;
  for (const { 0: found, 1: digits, index } of text.matchAll(PLACE)) {
    if (index > from) pieces.push({ text: text.slice(from, index) });
    pieces.push({ text: found, line: Number(digits) });
    from = index + found.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}
