/** What a name may be, and how names are compared and told apart. The form and the server use the same functions. */

import { LIMITS } from '../limits.ts';
import { plainLine } from './odd.ts';

/** A name as it is kept and shown: one line, single spaces, nothing invisible, nothing that turns its direction. */
export const cleanName = (name: string): string => plainLine(name).normalize('NFC');

/** A letter, digit, sign or emoji: something to see. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Why a name cannot be used, for people; null if it can. */
export function nameFault(name: string): string | null {
  const clean = cleanName(name);
  if (!VISIBLE.test(clean)) return 'A name needs at least one character that can be seen.';
  if (clean.length > LIMITS.name) return `A name has at most ${LIMITS.name} characters.`;
  return null;
}

/** Whether two names read the same to the person who types one of them. */
export const sameName = (one: string, other: string): boolean => typed(one) === typed(other);

const typed = (name: string): string => cleanName(cleanName(name).normalize('NFKC'));

/** Letters that look like Latin ones, by what they look like. */
const LOOKS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    a: 'аαɑ',
    b: 'вβьƅ',
    c: 'сϲ',
    d: 'ԁ',
    e: 'еєεҽ',
    g: 'ɡԍ',
    h: 'һнη',
    i: 'іιıíl1|ӏ',
    j: 'јϳ',
    k: 'кκ',
    m: 'мμ',
    n: 'пո',
    o: 'оοσ0օ',
    p: 'рρ',
    q: 'ԛ',
    s: 'ѕ5',
    t: 'тτ',
    u: 'υսц',
    v: 'νѵ',
    w: 'ԝω',
    x: 'хχ',
    y: 'уγү',
    z: 'ᴢζ',
  }).flatMap(([latin, alike]) => [...alike].map((letter) => [letter, latin])),
);

/** Names with the same outline look alike: case, accents, punctuation and the script of a letter make no difference. */
function outline(name: string): string {
  const letters = typed(name)
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{M}\p{P}\s]/gu, '');
  return [...(letters || name)].map((letter) => LOOKS[letter] ?? letter).join('');
}

/** Letters of scripts that are written from right to left: around them other text would change its order. */
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const [ISOLATE, POP] = ['\u2068', '\u2069'];

/** A name within other text: it keeps its own direction, and the text around it its order. */
export const isolated = (name: string): string => (RIGHT_TO_LEFT.test(name) ? `${ISOLATE}${name}${POP}` : name);

/**
 * Names as the others see them, in the order in which people came: of those that look alike, all but the first have a
 * number. Names from before the rules for names are cleaned.
 */
export function shownNames<P extends string>(people: readonly P[], names: ReadonlyMap<P, string>): Map<P, string> {
  const seen = new Map<string, number>();
  const shown = new Map<P, string>();
  for (const person of people) {
    const name = names.get(person);
    if (name === undefined || shown.has(person)) continue;
    const n = (seen.get(outline(name)) ?? 0) + 1;
    seen.set(outline(name), n);
    const clean = cleanName(name) || 'No name';
    shown.set(person, isolated(n === 1 ? clean : `${clean} (${n})`));
  }
  return shown;
}
