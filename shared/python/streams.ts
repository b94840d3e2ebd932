/** Both streams of a run in one text: control characters mark where it switches to stderr and back. */

import type { OutputChunk } from './messages.ts';

/** ASCII's own "shift out" and "shift in". */
const TO_STDERR = '\x0e';
const TO_STDOUT = '\x0f';
const SIGNS = new RegExp(`[${TO_STDERR}${TO_STDOUT}]`, 'g');

/** The pieces without signs: also those that code printed itself. */
export const withoutSigns = (text: string): string => text.replace(SIGNS, '');

/** The text of the pieces, to be appended after text that ended in this stream. */
export function signed(chunks: readonly OutputChunk[], after: OutputChunk['stream']): string {
  let stream = after;
  let text = '';
  for (const chunk of chunks) {
    if (chunk.stream !== stream) text += chunk.stream === 'stderr' ? TO_STDERR : TO_STDOUT;
    stream = chunk.stream;
    text += withoutSigns(chunk.text);
  }
  return text;
}

/** The pieces that a text was made of, neighbours of one stream as one. */
export function streamsOf(text: string): OutputChunk[] {
  return text
    .split(TO_STDERR)
    .flatMap((part, index): OutputChunk[] => {
      if (index === 0) return [{ stream: 'stdout', text: part }];
      const [error = '', ...plain] = part.split(TO_STDOUT);
      return [
        { stream: 'stderr', text: error },
        { stream: 'stdout', text: plain.join('') },
      ];
    })
    .filter((chunk) => chunk.text !== '');
}
