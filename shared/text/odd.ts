/**
 * Characters that cannot be seen, look like a space, or turn the direction of text. They are shown by their number, so
 * that nobody runs or reads something else than what is on the screen.
 */

/** `space`: looks like one. `hidden`: invisible. `direction`: reorders what is shown. */
export type OddKind = 'tab' | 'space' | 'line' | 'hidden' | 'direction';

export interface Odd {
  at: number;
  length: number;
  kind: OddKind;
  /** `U+200B` */
  label: string;
}

const KINDS: readonly [OddKind, string][] = [
  ['tab', '\\t'],
  ['space', '\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u2800\\u3000'],
  ['line', '\\u0085\\u2028\\u2029'],
  ['direction', '\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069'],
  [
    'hidden',
    '\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u115f\\u1160\\u180b-\\u180e' +
      '\\u200b-\\u200d\\u2060-\\u2065\\u206a-\\u206f\\u3164\\ufeff\\uffa0\\u{e0000}-\\u{e007f}',
  ],
];

const EMOJI = '\\p{Extended_Pictographic}';
const JOINED = ['Arabic', 'Syriac', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu']
  .concat(['Kannada', 'Malayalam', 'Sinhala', 'Khmer', 'Myanmar', 'Mongolian'])
  .map((script) => `\\p{Script=${script}}`)
  .join('');

/** Joiners within an emoji or a script that needs them, and the letters of a flag's region. */
const NEEDED =
  `(?<=[${EMOJI}\\ufe0f\\u{1f3fb}-\\u{1f3ff}])\\u200d(?=${EMOJI})|(?<=[${JOINED}])[\\u200c\\u200d](?=[${JOINED}])` +
  `|(?<=\\u{1f3f4}[\\u{e0020}-\\u{e007f}]*)[\\u{e0020}-\\u{e007f}]`;

const pattern = (...kinds: OddKind[]): string =>
  `(?!${NEEDED})[${KINDS.flatMap(([kind, set]) => (kinds.includes(kind) ? [set] : [])).join('')}]`;

/** In code, where every space counts; with the flags `gu`. */
export const ODD_IN_CODE = pattern('tab', 'space', 'line', 'direction', 'hidden');
/** In code to read, where a tab is drawn as one. */
export const ODD_IN_PRINT = pattern('space', 'line', 'direction', 'hidden');
/** In words, where other spaces and tabs are usual. */
export const ODD_IN_WORDS = pattern('line', 'direction', 'hidden');

const CLASSES = KINDS.map(([kind, set]) => ({ kind, of: new RegExp(`^[${set}]$`, 'u') }));
export const kindOf = (character: string): OddKind => CLASSES.find(({ of }) => of.test(character))?.kind ?? 'hidden';

export const labelOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** The odd characters of a text, in order. @param among `ODD_IN_CODE` or `ODD_IN_WORDS` */
export function oddIn(text: string, among = ODD_IN_CODE): Odd[] {
  return [...text.matchAll(new RegExp(among, 'gu'))].map(({ 0: character, index }) => ({
    at: index,
    length: character.length,
    kind: kindOf(character),
    label: labelOf(character),
  }));
}

/** Spaces of a tab. */
const TAB = ' '.repeat(4);
/** What an odd character becomes in code. */
export const PLAIN: Record<OddKind, string> = { tab: TAB, space: ' ', line: '\n', hidden: '', direction: '' };

/** The text with its odd characters spelled out: `⟨U+202E⟩`. */
export const spelledOut = (text: string, among = ODD_IN_WORDS): string =>
  text.replace(new RegExp(among, 'gu'), (character) => `⟨${labelOf(character)}⟩`);

/** Code without odd characters. */
export const plainCode = (code: string): string =>
  code.replace(new RegExp(ODD_IN_CODE, 'gu'), (character) => PLAIN[kindOf(character)]);

/** Words of one line, such as a title: single spaces, nothing invisible, nothing that turns the direction. */
export const plainLine = (words: string): string => plainCode(words).replace(/\s+/g, ' ').trim();

/** What was replaced, for people: "2 tabs became spaces, 1 invisible character was removed". */
export function replacedWords(odd: readonly Odd[]): string {
  const count = (...kinds: OddKind[]) => odd.filter(({ kind }) => kinds.includes(kind)).length;
  const tell = (n: number, what: string, was: string, were: string) =>
    n === 0 ? [] : [n === 1 ? `1 ${what} ${was}` : `${n} ${what}s ${were}`];
  return [
    ...tell(count('tab'), 'tab', 'became four spaces', 'became four spaces each'),
    ...tell(count('space'), 'unusual space', 'became a plain one', 'became plain ones'),
    ...tell(count('line'), 'line separator', 'became a line break', 'became line breaks'),
    ...tell(count('hidden', 'direction'), 'invisible character', 'was removed', 'were removed'),
  ].join(', ');
}
