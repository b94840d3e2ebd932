/** What a terminal makes of printed text: colours and cursor codes are no text, and `\\r` writes over its line. */

const ESC = '\x1b';
const CSI = '\x9b';
const BEL = '\x07';
/** Escape sequences of ECMA-48 and of xterm. */
const SEQUENCE = new RegExp(
  `(?:${ESC}\\[|${CSI})[0-?]*[ -/]*[@-~]|${ESC}\\][^${BEL}${ESC}]*(?:${BEL}|${ESC}\\\\)|${ESC}[ -/]*[0-Z\\\\^-~]`,
  'g',
);
const UNFINISHED = new RegExp(`(?:${ESC}(?:\\[[0-?]*[ -/]*|\\][^${BEL}${ESC}]*${ESC}?|[ -/]*)|${CSI}[0-?]*[ -/]*)$`);
/** Longer than this, an escape sequence is none. */
const LONGEST = 200;

/** Takes escape sequences out of a stream that comes in pieces. */
export class WithoutEscapes {
  #held = '';

  take(text: string): string {
    const all = (this.#held + text).replace(SEQUENCE, '');
    const at = UNFINISHED.exec(all.slice(-LONGEST))?.[0].length ?? 0;
    this.#held = at > 0 ? all.slice(-at) : '';
    return at > 0 ? all.slice(0, -at) : all;
  }
}

/** A whole text as a terminal shows it in the end. */
export const plainText = (text: string): string => overwritten(text.replace(SEQUENCE, ''));

/** `\r` goes back to the beginning of its line, `\b` by one character; what follows writes over what was there. */
export function overwritten(text: string): string {
  if (!/[\r\b]/.test(text)) return text;
  return text
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => (/[\r\b]/.test(line) ? lastOf(line) : line))
    .join('\n');
}

function lastOf(line: string): string {
  const shown: string[] = [];
  let at = 0;
  for (const character of line) {
    if (character === '\r') at = 0;
    else if (character === '\b') at = Math.max(at - 1, 0);
    else shown[at++] = character;
  }
  return shown.join('');
}

/** Characters of the line that says how much is left out. */
const NOTE = 80;

/** Keeps a text to a limit, without its middle: errors are at the end. */
export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const tail = Math.floor((limit - NOTE) / 4) * 3;
  const head = limit - NOTE - tail;
  const note = `\n[${(text.length - head - tail).toLocaleString('en')} characters are left out here]\n`;
  return wellFormed(text.slice(0, head)) + note + wellFormed(text.slice(-tail));
}

/** Without half a character at either end. */
const wellFormed = (text: string): string => text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
