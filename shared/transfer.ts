/** One-time codes, as people read and type them: Crockford's base32, in which no two letters look alike. */

/** Of the letters I, L, O and U there is none. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 60 bits. */
export const CODE_LENGTH = 12;
const GROUP = 4;

/** What is typed for what it looks like. */
const ALIKE: Record<string, string> = { I: '1', L: '1', O: '0' };

/** How long a code can be used, in ms. */
export const CODE_MS = 10 * 60_000;

/** @param random a byte for each letter; of each five bits count */
export const codeFrom = (random: Uint8Array): string =>
  [...random.slice(0, CODE_LENGTH)].map((byte) => ALPHABET[byte & 31]).join('');

/** In groups, to be read aloud. */
export const showCode = (code: string): string => (code.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? []).join('-');

/** Whatever the case, the dashes and the spaces; null for what is no code. */
export function readCode(typed: string): string | null {
  const letters = [...typed.toUpperCase().replace(/[\s-]/g, '')].map((letter) => ALIKE[letter] ?? letter);
  return letters.length === CODE_LENGTH && letters.every((letter) => ALPHABET.includes(letter))
    ? letters.join('')
    : null;
}
