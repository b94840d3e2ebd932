/** Refused text as one piece to copy: the code, then each part of the answer outline under its name. */

import { PART_WORDS, type Part } from '../sheet/outline/parts.ts';
import type { Rejected } from '../sheet/sync/untaken.ts';

export function asText({ code, frame }: Rejected): string {
  const parts = frame.map(({ part, text }) => `${PART_WORDS[part as Part]?.label ?? part}:\n${text}`);
  return [code, ...parts].filter(Boolean).join('\n\n');
}
